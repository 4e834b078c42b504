import type { AlarmBell, CallBell, Logger, Ports } from '../core/ports.ts';
import { createBrowsers } from './browsers.ts';
import { systemClock } from './clock.ts';
import { createDesktop } from './desktop.ts';
import { createProbe } from './doctor-probe.ts';
import { createDraftStore } from './drafts.ts';
import { createKeychain } from './keychain.ts';
import { createNetwork } from './network.ts';
import { createNotifier, type DesktopNotifier, type NotificationListeners } from './notifications.ts';
import { createOpener } from './opener.ts';
import { pinHasher } from './pin-hasher.ts';
import { createSealer } from './sealer.ts';
import { createSettingsStore } from './settings-store.ts';
import type { SoundPlayer } from './sound-player.ts';
import type { TrustOptions } from './trust.ts';
import { userFiles } from './user-files.ts';
import type { JoinedVaults } from './vaults.ts';

export interface PortsOptions {
  log: Logger;
  /** The app's data folder. */
  userData: string;
  /** The administrator's rules for certificates. */
  trust: TrustOptions;
  notifications: NotificationListeners;
  /** The desktop shows the app's icon. */
  hasTray: () => boolean;
  sounds: SoundPlayer;
  bell: AlarmBell;
  callBell: CallBell;
  /** The user pressed the global shortcut. */
  onShortcut: () => void;
}

/** The ports with a keychain that reports where it keeps secrets. */
export type DesktopPorts = Ports & { secrets: JoinedVaults; notifier: DesktopNotifier };

/** The ports of a command in the terminal: nothing rings, and no person clicks. Only after `ready`. */
export const createSilentPorts = (given: Pick<PortsOptions, 'log' | 'userData' | 'trust'>): DesktopPorts =>
  createPorts({
    ...given,
    hasTray: () => false,
    onShortcut: () => {},
    sounds: { works: () => false, play: async () => false },
    bell: { show() {} },
    callBell: { canShow: () => false, show() {} },
    notifications: {
      onClick: () => {},
      onApp: () => {},
      onReply: () => {},
      onMarkRead: () => {},
      onJoin: () => {},
      onAcknowledge: () => {},
    },
  });

/** Makes everything that core needs of its surroundings. Only after `ready`. */
export function createPorts({
  log,
  userData,
  trust,
  notifications,
  hasTray,
  sounds,
  bell,
  callBell,
  onShortcut,
}: PortsOptions): DesktopPorts {
  const settings = createSettingsStore(userData, log);
  const sealer = createSealer(log);
  const secrets = createKeychain(settings, sealer, log);
  const browsers = createBrowsers();
  const notifier = createNotifier(log, notifications, sounds);
  const { resolveProxy, ...network } = createNetwork(trust);
  return {
    clock: systemClock,
    log,
    settings,
    secrets,
    drafts: createDraftStore(settings, sealer, log),
    ...network,
    probe: createProbe(resolveProxy),
    pins: pinHasher,
    files: userFiles,
    opener: createOpener(log, browsers),
    notifier,
    bell,
    callBell,
    desktop: createDesktop({ log, browsers: browsers.installed, notifications: notifier, hasTray, onShortcut }),
  };
}
