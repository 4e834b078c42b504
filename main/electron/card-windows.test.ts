import { beforeEach, expect, it, vi } from 'vitest';
import { createAlarmWindows } from './alarm-window.ts';
import { createCallBell } from './call-bell.ts';

/** What the app has asked of Electron. */
const asked = vi.hoisted(() => ({
  windows: [] as { options: Record<string, unknown>; once: Map<string, () => void> }[],
  power: new Map<string, () => void>(),
}));

vi.mock('electron', () => {
  const bounds = { x: 0, y: 0, width: 1_366, height: 768 };
  const display = { id: 1, bounds, workArea: bounds };
  class BrowserWindow {
    readonly webContents = { id: 1, on: () => {}, once: () => {}, send: () => {} };
    readonly once: (event: string, listener: () => void) => void;
    constructor(options: Record<string, unknown>) {
      const once = new Map<string, () => void>();
      asked.windows.push({ options, once });
      this.once = (event, listener) => void once.set(event, listener);
    }
    on(): void {}
    loadURL = async (): Promise<void> => {};
    setAlwaysOnTop(): void {}
    setVisibleOnAllWorkspaces(): void {}
    showInactive(): void {}
    flashFrame(): void {}
    setBounds(): void {}
    destroy(): void {}
    isDestroyed = (): boolean => false;
  }
  return {
    BrowserWindow,
    app: {},
    net: {},
    protocol: {},
    shell: {},
    powerMonitor: { on: (event: string, listener: () => void) => void asked.power.set(event, listener) },
    screen: {
      on: () => {},
      getAllDisplays: () => [display],
      getPrimaryDisplay: () => display,
      getDisplayNearestPoint: () => display,
      getCursorScreenPoint: () => ({ x: 0, y: 0 }),
    },
  };
});

const log = { error: () => {}, warn: () => {} };
const about = { preload: '/preload.cjs', session: {} as Electron.Session, log, isQuitting: () => false };

beforeEach(() => {
  asked.windows.length = 0;
});

function showAlarm(onUp = () => {}) {
  const cards = createAlarmWindows({ ...about, onUp, onClose: () => {} });
  cards.show();
  asked.windows[0]?.once.get('ready-to-show')?.();
  return cards;
}

it('the first click on the cards of alarms and calls presses the button under it, also on macOS', () => {
  const cards = showAlarm();
  cards.hide();
  const bell = createCallBell({
    ...about,
    update: () => {},
    onShown: () => {},
    onIgnored: () => {},
    onFailed: () => {},
  });
  bell.show({ language: 'de', calls: [], sounds: false });
  const call = { id: '1', token: 'a.b', conversation: null, caller: null, group: false, account: null, picture: null };
  bell.show({ language: 'de', calls: [call], sounds: false });
  asked.windows[1]?.once.get('ready-to-show')?.();
  bell.show(null);
  expect(asked.windows.map(({ options }) => options.acceptFirstMouse)).toEqual([true, true]);
});

it('the page of an alarm learns each time that its card comes up, so that it ignores clicks for a moment', () => {
  let ups = 0;
  const cards = showAlarm(() => {
    ups += 1;
  });
  expect(ups).toBe(1);
  asked.power.get('unlock-screen')?.();
  asked.power.get('resume')?.();
  cards.raise();
  expect(ups).toBe(4);
  cards.hide();
});
