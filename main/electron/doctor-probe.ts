import type { Probe } from '../core/ports.ts';
import { startsAtLogin } from './autostart.ts';
import { proxyIn } from './doctor-proxy.ts';
import { sockets, within } from './doctor-sockets.ts';
import { restartsAfterCrash } from './restart.ts';
import { sleepSetting } from './sleep-setting.ts';
import { soundOutput } from './sound-output.ts';
import { hasTrayHost } from './tray-host.ts';
import { isOnWayland } from './wayland.ts';

/** The doctor's instruments. @param resolveProxy of the session that sends the app's requests */
export const createProbe = (resolveProxy: (url: string) => Promise<string>): Probe => ({
  ...sockets,
  proxy: async (url) => proxyIn(await within(resolveProxy(url))),
  trayHost: hasTrayHost,
  startsAtLogin,
  restarts: restartsAfterCrash,
  soundOutput,
  sleepSetting,
  keepsOnTop: () => !isOnWayland(),
});
