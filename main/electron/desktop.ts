import { readFileSync } from 'node:fs';
import { release, version } from 'node:os';
import { app, Notification, nativeTheme } from 'electron';
import type { Device } from '../core/model/app-state.ts';
import type { Browser } from '../core/model/settings.ts';
import type { Desktop, Logger } from '../core/ports.ts';
import { createAutostart, hiddenStart } from './autostart.ts';
import { createGlobalShortcut } from './global-shortcut.ts';
import type { NotificationHealth } from './notifications.ts';
import { createRestart } from './restart.ts';

export interface DesktopDeps {
  log: Logger;
  browsers: () => Browser[];
  notifications: NotificationHealth;
  /** The desktop shows the app's icon. */
  hasTray: () => boolean;
  /** The user pressed the shortcut, in whatever app. */
  onShortcut: () => void;
}

/** The computer as far as the settings concern it. Only after `ready`. */
export function createDesktop({ log, browsers, notifications, hasTray, onShortcut }: DesktopDeps): Desktop {
  const shortcut = createGlobalShortcut(log, onShortcut);
  const autostart = createAutostart(log);
  const restart = createRestart({ log, command: hiddenStart(), onChange: applyAutostart });
  let wantsAutostart: boolean | null = null;
  // A search touches a hundred files, and the state is sent every few seconds.
  let found: Browser[] = [];

  function applyAutostart(): void {
    if (wantsAutostart !== null) autostart.use(wantsAutostart, restart.startsApp());
  }

  return {
    apply(settings) {
      found = browsers();
      if (nativeTheme.themeSource !== settings.theme) nativeTheme.themeSource = settings.theme;
      shortcut.use(settings.shortcut);
      wantsAutostart = settings.autostart;
      applyAutostart();
    },
    keepRunning(wanted) {
      // As for the autostart, only the installed app.
      if (app.isPackaged) void restart.use(wanted);
    },
    device: () => ({
      browsers: found,
      autostart: autostart.possible(),
      notifications: Notification.isSupported() && notifications.works(),
      // Electron's power monitor emits lock-screen only on Windows and macOS.
      screenLock: process.platform !== 'linux',
      shortcutTaken: shortcut.taken(),
      icon: hasTray() ? iconPlace() : 'nowhere',
    }),
    watch: notifications.watch,
    versions: () => ({
      app: app.getVersion(),
      electron: process.versions.electron,
      chromium: process.versions.chrome,
      node: process.versions.node,
      system: systemName(),
    }),
  };
}

function iconPlace(): Device['icon'] {
  if (process.platform === 'darwin') return 'menu-bar';
  return process.platform === 'win32' ? 'taskbar' : 'panel';
}

/** The name that people know: "Debian GNU/Linux 13 (6.12.0)", "Windows 11 Pro (10.0.26100)", "macOS 26.1". */
function systemName(): string {
  if (process.platform === 'darwin') return `macOS ${process.getSystemVersion()}`;
  if (process.platform !== 'linux') return `${version()} (${release()})`;
  return `${distribution() ?? 'Linux'} (${release()})`;
}

/** Source: os-release(5). */
function distribution(): string | undefined {
  try {
    return /^PRETTY_NAME="?(.*?)"?$/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1];
  } catch {
    return undefined;
  }
}
