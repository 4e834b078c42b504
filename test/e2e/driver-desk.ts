import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { MenuEntry, Snapshot, TopWindow } from '../electron/snapshot.ts';
import { PATIENCE_MS } from '../within.ts';
import { orSkip } from './abilities.ts';
import type { AppDriver } from './driver.ts';
import { timed, watchWaiting } from './profile.ts';

/** Calls an action by name on the desk in the app's process (test/electron/desk.ts, or the probe in Electron). */
export type Act = (name: string, ...args: unknown[]) => Promise<unknown>;

/** An app under test must neither start with the tester's session nor reach the tester's keyring. */
export const untouched = (temporary: string): Record<string, string> => ({
  XDG_CONFIG_HOME: join(temporary, 'config'),
  DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent',
});

/** The parts of the driver that differ between Electron and the host. */
export type Machine = Pick<AppDriver, 'kind' | 'userData' | 'secondInstance' | 'quit' | 'kill' | 'ended' | 'output'> & {
  act: Act;
  window(): Promise<Page>;
  fullScreenPage(): Promise<Page>;
  topPage(at: number): Promise<Page>;
  systemBrowser(): Promise<Page>;
};

/** The driver over a desk: the same for Electron and for the host. */
export function makeDriver(machine: Machine): AppDriver {
  const { act } = machine;
  const snapshot = async (): Promise<Snapshot> => (await act('snapshot')) as Snapshot;
  const does =
    (name: string) =>
    async (...args: unknown[]): Promise<void> =>
      void (await orSkip(() => act(name, ...args)));

  const waitFor = <T>(what: string, pick: (s: Snapshot) => T, fits: (value: T) => boolean): Promise<T> =>
    timed('wait', () => lookUntil(what, pick, fits));

  /** Checks `pick` after each change until `fits` holds. */
  async function lookUntil<T>(what: string, pick: (s: Snapshot) => T, fits: (value: T) => boolean): Promise<T> {
    const patience = Promise.withResolvers<never>();
    let current = await snapshot();
    const timer = setTimeout(() => {
      const last = JSON.stringify(pick(current));
      patience.reject(new Error(`waited in vain for ${what}; last: ${last}\n${machine.output()}`));
    }, PATIENCE_MS);
    try {
      while (!fits(pick(current))) {
        current = (await Promise.race([act('changedSince', current.version), patience.promise])) as Snapshot;
      }
      return pick(current);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Playwright's own timeout is half as long. */
  const patient = async (opening: Promise<Page>): Promise<Page> => {
    const page = await opening;
    page.setDefaultTimeout(PATIENCE_MS);
    watchWaiting(page);
    return page;
  };

  const { act: _act, topPage, ...rest } = machine;
  return {
    ...rest,
    quit: () => timed('stop', machine.quit),
    kill: () => timed('stop', machine.kill),
    window: () => timed('start', () => patient(machine.window())),
    systemBrowser: () => patient(machine.systemBrowser()),
    windowState: async () => (await snapshot()).window,
    waitForWindow: (predicate) => waitFor('the window', (s) => s.window, predicate),
    fullScreenPage: () => patient(machine.fullScreenPage()),
    waitForFullScreen: (predicate) => waitFor('the window that fills a screen', (s) => s.fullScreenWindow, predicate),
    closeFullScreen: does('fullScreen.close'),
    topWindows: {
      list: async () => (await orSkip(() => act('top.list'))) as TopWindow[],
      async waitFor(predicate) {
        await orSkip(() => act('top.list'));
        return waitFor('the windows above all others', (s) => s.topWindows, predicate);
      },
      page: (at = 0) => patient(topPage(at)),
      focus: does('top.focus'),
      close: does('top.close'),
      crash: does('top.crash'),
    },
    dragWindow: does('window.drag'),
    dragFiles: does('window.dragged'),
    blurWindow: does('window.blur'),
    focusWindow: does('window.focus'),
    reloadWindow: does('window.reload'),
    closeWindow: does('window.close'),
    tell: does('app.message'),
    tray: {
      click: does('tray.click'),
      rightClick: does('tray.rightClick'),
      doubleClick: does('tray.doubleClick'),
      state: async () => (await snapshot()).tray,
      choose: does('tray.choose'),
      waitFor: (predicate) => waitFor('the tray', (s) => s.tray, predicate),
    },
    notifications: {
      list: async () => (await snapshot()).notifications,
      click: does('notification.click'),
      reply: does('notification.reply'),
      action: does('notification.action'),
      dismiss: does('notification.dismiss'),
      chooseEarlier: does('notification.chooseEarlier'),
      hold: does('notification.hold'),
      allow: does('notification.allow'),
      waitFor: (wanted) => {
        const fits = typeof wanted === 'number' ? (list: unknown[]) => list.length >= wanted : wanted;
        return waitFor('notifications', (s) => s.notifications, fits);
      },
    },
    sounds: {
      list: async () => (await snapshot()).sounds,
      waitFor: (count) =>
        waitFor(
          'sounds',
          (s) => s.sounds,
          (list) => list.length >= count,
        ),
      allow: does('sound.allow'),
      waitForBeeps: (count) =>
        waitFor(
          'beeps',
          (s) => s.beeps,
          (beeps) => beeps >= count,
        ),
    },
    popup: {
      state: async () => (await snapshot()).popup,
      async waitFor() {
        const open = (popup: MenuEntry[] | null): boolean => popup !== null;
        return (await waitFor('a context menu', (s) => s.popup, open)) ?? [];
      },
      choose: does('popup.choose'),
      close: does('popup.close'),
    },
    dialogs: {
      list: async () => (await snapshot()).dialogs,
      async waitFor() {
        const [first] = await waitFor(
          'a dialog',
          (s) => s.dialogs,
          (list) => list.length > 0,
        );
        if (!first) throw new Error('the dialog has gone');
        return first;
      },
      async press(button) {
        const fits = (label: string) => (typeof button === 'string' ? label === button : button.test(label));
        await waitFor(
          `a dialog with ${button}`,
          (s) => s.dialogs,
          (list) => list.some(({ buttons }) => buttons.some(fits)),
        );
        await act('dialog.press', button);
      },
      async chooseFiles(paths) {
        await act('dialog.files', paths);
        await waitFor(
          'a dialog for files',
          (s) => s.dialogs,
          (list) => list.some(({ buttons }) => buttons.includes('Open')),
        );
        await act('dialog.press', 'Open');
      },
    },
    opened: async () => (await snapshot()).opened,
    async waitForOpened(predicate = () => true) {
      const opened = await waitFor(
        'an opened address',
        (s) => s.opened,
        (list) => list.some(predicate),
      );
      return opened.find(predicate) ?? '';
    },
    forget: does('forget'),
    clipboard: async () => (await snapshot()).clipboard,
    copyElsewhere: does('clipboard.put'),
    badge: async () => (await snapshot()).badge,
    system: {
      suspend: does('system.suspend'),
      resume: does('system.resume'),
      idle: does('system.idle'),
      lock: does('system.lock'),
      unlock: does('system.unlock'),
      switchAway: does('system.switchAway'),
      switchBack: does('system.switchBack'),
      offline: does('system.offline'),
      online: does('system.online'),
      theme: does('system.theme'),
      screens: does('screen.change'),
      isKeptAwake: async () => (await snapshot()).awake,
      pressShortcut: does('system.pressShortcut'),
      browser: does('system.browser'),
    },
  };
}
