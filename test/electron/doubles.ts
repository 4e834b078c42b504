/**
 * Only tests and the tour load this file, before the app. It makes the machine around the app a desk, on which a test
 * finds opened addresses, copied texts and questions, and answers them. The test's process does so over an ipc channel.
 */
import { openControl } from './control.ts';
import { desk } from './desk.ts';
import { abandoned } from './lifecycle.ts';
import type { OpenDialog } from './snapshot.ts';
import { liveIn } from './surroundings.ts';
import './window-desk.ts';
import { windows } from './window-list.ts';

const open = new Map<OpenDialog, (button: number) => void>();
const tell = (): void => desk.show({ dialogs: [...open.keys()] });

/** Whether a browser on this desk opens web addresses. */
let hasBrowser = true;

liveIn({
  async openExternal(url) {
    // The message of shell/common/platform_util_linux.cc.
    if (!hasBrowser) throw new Error('Failed to open path');
    desk.show({ opened: [...desk.snapshot().opened, url] });
    // The browser comes to the front.
    for (const window of windows) window.loseFocus();
  },
  ask: ({ message, detail, buttons }) =>
    new Promise((resolve) => {
      open.set({ message, detail, buttons }, resolve);
      tell();
    }),
  notified() {},
  async copy(text) {
    desk.show({ clipboard: text });
  },
  givesShortcuts: true,
});

desk.offer('dialog.press', (label: string | RegExp) => {
  const fits = (button: string): boolean => (typeof label === 'string' ? button === label : label.test(button));
  for (const [shown, answer] of open) {
    const button = shown.buttons.findIndex(fits);
    if (button < 0) continue;
    open.delete(shown);
    tell();
    answer(button);
    return;
  }
  throw new Error(`no open dialog has a button ${label}`);
});

desk.offer('system.browser', (isThere: boolean) => {
  hasBrowser = isThere;
});
desk.whenForgetting(() => {
  hasBrowser = true;
});

openControl(abandoned);
