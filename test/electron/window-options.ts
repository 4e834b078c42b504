import { type HostSession, sessionOf } from './session.ts';
import { notImplemented, rawOf } from './strict.ts';

/** Options that do not matter for a window without frame and taskbar, or that window.ts applies. */
const known = new Set<string>([
  'width',
  'height',
  'x',
  'y',
  'show',
  'backgroundColor',
  'title',
  'webPreferences',
  'useContentSize',
  'frame',
  'resizable',
  'movable',
  'minimizable',
  'maximizable',
  'fullscreenable',
  'closable',
  'focusable',
  'skipTaskbar',
  'alwaysOnTop',
  'autoHideMenuBar',
  'hasShadow',
  'roundedCorners',
  'thickFrame',
  'icon',
  'center',
  'minWidth',
  'minHeight',
  'maxWidth',
  'maxHeight',
  'hiddenInMissionControl',
  'type',
  'titleBarStyle',
  'darkTheme',
  'enableLargerThanScreen',
  // The host's clicks reach the page of a window without the focus, as on Windows and Linux.
  'acceptFirstMouse',
] satisfies (keyof Electron.BrowserWindowConstructorOptions)[]);

/** Fixed preferences of every page; the app may repeat but not change them. */
const fixed: Partial<Record<keyof Electron.WebPreferences, boolean>> = {
  sandbox: true,
  contextIsolation: true,
  webSecurity: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webviewTag: false,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  navigateOnDragDrop: false,
};
const free = new Set<string>([
  'preload',
  'session',
  'partition',
  'devTools',
  'spellcheck',
  'backgroundThrottling',
  // The host's Chromium plays without a gesture, as Electron does unless an app asks for another policy.
  'autoplayPolicy',
] satisfies (keyof Electron.WebPreferences)[]);

/** @throws by name for an option that the host lacks */
export function checkOptions(options: Electron.BrowserWindowConstructorOptions): void {
  for (const key of Object.keys(options)) if (!known.has(key)) throw notImplemented(`BrowserWindow option ${key}`);
  for (const [key, value] of Object.entries(options.webPreferences ?? {})) {
    const demanded = fixed[key as keyof Electron.WebPreferences];
    if (demanded === undefined ? !free.has(key) : value !== demanded) {
      throw notImplemented(`webPreferences.${key}: ${String(value)}`);
    }
  }
}

/** Returns the session that a window must use. */
export function sessionFor({ session, partition }: Electron.WebPreferences = {}): HostSession {
  return session ? rawOf<HostSession>(session) : sessionOf(partition ?? '');
}

/** Parses Electron's colours: `#rgb`, `#rrggbb`, or `#aarrggbb` with alpha first; null for another notation. */
export function parseColour(text: string): { r: number; g: number; b: number; a: number } | null {
  const digits = /^#([0-9a-f]+)$/i.exec(text)?.[1] ?? '';
  const long = digits.length === 3 ? [...digits].map((digit) => digit + digit).join('') : digits;
  const [, alpha = 'ff', r, g, b] = /^(..)?(..)(..)(..)$/.exec(long) ?? [];
  if (r === undefined || g === undefined || b === undefined) return null;
  const hex = (pair: string): number => Number.parseInt(pair, 16);
  return { r: hex(r), g: hex(g), b: hex(b), a: hex(alpha) / 255 };
}
