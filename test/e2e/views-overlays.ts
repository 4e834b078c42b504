import type { Page } from 'playwright-core';
import type { Showcase } from './showcase.ts';
import { closeOverlay, dialogOf, refresh, rowOf, type View } from './view.ts';

const openMenu = async ({ page, say }: Showcase): Promise<void> => {
  await page.getByRole('button', { name: say('menu.open'), exact: true }).click();
  await page.getByRole('menuitem', { name: say('menu.disconnect') }).waitFor();
};
const choose = async (show: Showcase, entry: string): Promise<void> => {
  await openMenu(show);
  await show.page.getByRole('menuitem', { name: entry }).click();
  await dialogOf(show.page).waitFor();
};
const close: View['leave'] = ({ page }) => closeOverlay(page);

const section = (title: 'notifications' | 'window' | 'diagnostics'): View => {
  const reach = ({ page, say }: Showcase) =>
    page
      .getByRole('heading', { name: say(`settings.${title}`), exact: true })
      .evaluate((element) => element.scrollIntoView({ block: 'start' }));
  return { name: `settings-${title}`, reach, settle: reach };
};

/** Quiet hours that last the whole day, below the other settings of notifications. */
const quietHours: View = {
  name: 'settings-quiet-hours',
  async reach({ page, say }) {
    await setQuiet(page, true);
    const days = page.getByRole('group', { name: say('settings.quietHours.days') });
    await days.waitFor();
    await days.evaluate((element) => element.scrollIntoView({ block: 'end' }));
  },
  leave: ({ page }) => setQuiet(page, false),
};

const setQuiet = (page: Page, on: boolean): Promise<void> =>
  page.evaluate(async (isOn) => {
    const days = ['mon', 'tue', 'wed', 'thu', 'fri'] as const;
    await window.talkmelder.changeSettings({ quietHours: { on: isOn, days: [...days], from: '19:00', to: '18:30' } });
  }, on);

/** Declares a conversation an alarm conversation; the dialog shows what would have rung. */
const alarmDialog: View = {
  name: 'alarm-dialog',
  async reach({ page, rooms, say }) {
    await rowOf(page, rooms.alarm).click({ button: 'right' });
    await page.getByRole('menuitem', { name: say('alarms.declare') }).click();
    await dialogOf(page).locator('.alarm-message').first().waitFor();
  },
  leave: close,
};

const toAlarmSection = ({ page, say }: Pick<Showcase, 'page' | 'say'>): Promise<void> =>
  page
    .getByRole('heading', { name: say('alarms.section'), exact: true })
    .evaluate((element) => element.scrollIntoView({ block: 'start' }));

/** Two alarm conversations in the settings. */
const alarmSection: View = {
  name: 'settings-alarm',
  async reach(show) {
    const { page, rooms, say } = show;
    await choose(show, say('footer.settings'));
    await page.evaluate(
      async ([one, other]) => {
        const answer = await window.talkmelder.getState();
        const { phase } = answer.ok ? answer.value : { phase: null };
        const all = phase?.kind === 'connected' ? (phase.conversations ?? []) : [];
        const named = (token: string) => all.find((room) => room.token.startsWith(`${token}.`))?.token ?? '';
        const rule = { keywords: ['Einsatz', 'Vollalarm'], senders: ['users/bob'] };
        await window.talkmelder.declareAlarm({ token: named(one), rule });
        await window.talkmelder.declareAlarm({ token: named(other), rule: { keywords: [], senders: [] } });
      },
      [rooms.alarm, rooms.command] as const,
    );
    await toAlarmSection({ page, say });
  },
  settle: toAlarmSection,
  async leave({ page }) {
    await page.evaluate(async () => {
      const answer = await window.talkmelder.getState();
      const { phase } = answer.ok ? answer.value : { phase: null };
      for (const { token, alarm } of phase?.kind === 'connected' ? (phase.conversations ?? []) : [])
        if (alarm) await window.talkmelder.undeclareAlarm({ token });
    });
    await closeOverlay(page);
  },
};

const PIN = '2468';

const toStationSection = ({ page, say }: Pick<Showcase, 'page' | 'say'>): Promise<void> =>
  page
    .getByRole('heading', { name: say('station.title'), exact: true })
    .evaluate((element) => element.scrollIntoView({ block: 'start' }));

/** Station mode in the settings, which stay open. */
const stationSection: View = {
  name: 'settings-station',
  async reach(show) {
    await choose(show, show.say('footer.settings'));
    await show.page.evaluate(async () => {
      const days = ['mon', 'tue', 'wed', 'thu', 'fri'] as const;
      const displayHours = { on: true, days: [...days], from: '07:00', to: '22:00' };
      await window.talkmelder.changeSettings({ station: true, displayHours });
    });
    await show.page.getByRole('button', { name: show.say('station.pin.choose') }).waitFor();
    await toStationSection(show);
  },
  settle: toStationSection,
};

/** Closes the question above the settings, which stay open. */
async function closeQuestion(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await page.getByRole('alertdialog').waitFor({ state: 'detached' });
}

const choosePin: View = {
  name: 'pin-choose',
  async reach({ page, say }) {
    await page.getByRole('button', { name: say('station.pin.choose') }).click();
    await page.getByRole('alertdialog').waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('alertdialog').getByText(say('pin.choose.digits')).waitFor();
  },
  leave: ({ page }) => closeQuestion(page),
};

/** The PIN is asked for after the window was hidden, and was wrong three times. */
const askForPin: View = {
  name: 'pin',
  async reach({ app, page, say }) {
    await page.evaluate((pin) => window.talkmelder.choosePin({ pin }), PIN);
    await page.getByRole('button', { name: say('station.pin.change') }).waitFor();
    await app.closeWindow();
    await app.tray.choose(/Talkmelder öffnen|Open Talkmelder/);
    await app.waitForWindow(({ visible }) => visible);
    await page.evaluate(() => window.talkmelder.enterPin({ pin: '1111' }));
    await page.getByRole('button', { name: say('station.pin.remove') }).click();
    const field = page.getByRole('alertdialog').getByLabel(say('pin.label'), { exact: true });
    await field.fill('1112');
    await page.keyboard.press('Enter');
    await page.getByRole('alertdialog').getByText(say('pin.wrong')).waitFor();
  },
  async leave({ page, say }) {
    await closeQuestion(page);
    await page.evaluate(async (pin) => {
      await window.talkmelder.enterPin({ pin });
      await window.talkmelder.choosePin({ pin: null });
      await window.talkmelder.changeSettings({ station: false });
    }, PIN);
    await page.getByRole('button', { name: say('settings.back'), exact: true }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  },
};

/** Enough conversations that "mark all as read" asks first. */
const MANY = 12;

/** Menus, dialogs, settings. */
export const overlayViews: readonly View[] = [
  { name: 'menu', reach: openMenu, leave: close },
  {
    name: 'pause-menu',
    async reach({ page, say }) {
      await page.getByRole('button', { name: say('pause.open') }).click();
      await page.getByRole('menuitem', { name: say('pause.morning') }).waitFor();
    },
    leave: close,
  },
  {
    name: 'settings',
    async reach(show) {
      await choose(show, show.say('footer.settings'));
      await show.page.getByRole('heading', { name: show.say('settings.diagnostics'), exact: true }).waitFor();
      await show.page.locator('.facts').waitFor({ state: 'attached' });
    },
  },
  section('notifications'),
  quietHours,
  section('window'),
  section('diagnostics'),
  {
    name: 'doctor-fine',
    async reach({ page, say }) {
      await page
        .getByRole('region', { name: say('settings.diagnostics') })
        .getByRole('button')
        .first()
        .click();
      await page.locator('.doctor-headline-ok').waitFor();
    },
    settle: ({ page }) => page.locator('.doctor-headline').evaluate((headline) => headline.scrollIntoView()),
    leave: close,
  },
  alarmDialog,
  { name: 'shortcuts', reach: (show) => choose(show, show.say('keys.title')), leave: close },
  { name: 'disconnect', reach: (show) => choose(show, show.say('menu.disconnect')), leave: close },
  alarmSection,
  stationSection,
  choosePin,
  askForPin,
];

/** Many conversations are marked as read, which can be undone; afterwards all are read, and none is a favourite. */
export const markAllReadView: View = {
  name: 'mark-all-read',
  async reach(show) {
    const { page, rooms, say, server } = show;
    const others: Record<string, string> = { [rooms.carla]: 'carla', [rooms.omar]: 'omar' };
    for (const token of manyOf(show)) server.control.send(others[token] ?? 'bob', token, 'Ja');
    await refresh(show);
    await page
      .locator('.list .row-unread')
      .nth(MANY - 1)
      .waitFor();
    // The keyboard on the button keeps the toast, however slow this PC is.
    await page.evaluate(() => {
      new MutationObserver((_changes, observer) => {
        const undo = document.querySelector<HTMLElement>('.toast-stays .toast-undo');
        if (!undo) return;
        observer.disconnect();
        undo.focus();
      }).observe(document.body, { childList: true, subtree: true });
    });
    await page.getByRole('button', { name: say('header.markAllRead') }).click();
    await page.locator('.toast-undo:focus').waitFor();
  },
  async leave(show) {
    const { control } = show.server;
    // The toast may have gone already: it goes a few seconds after the focus has left it.
    await show.page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
    await show.page.getByRole('button', { name: show.say('rows.undo'), exact: true }).waitFor({ state: 'detached' });
    for (const token of Object.values(show.rooms)) {
      control.markRead('alice', token);
      control.configure('alice', token, { favourite: false });
    }
    await refresh(show);
  },
};

/** The log of alarms, longer than the window. */
export const alarmLogView: View = {
  name: 'alarm-log',
  async reach(show) {
    const { page, rooms, say, server } = show;
    const heard = [rooms.alarm, rooms.command];
    await page.evaluate(
      async (tokens) => {
        const rule = { keywords: [], senders: [] };
        for (const token of tokens) await window.talkmelder.declareAlarm({ token, rule });
      },
      await idsOf(show, heard),
    );
    for (let count = 1; count <= ALARMS; count += 1) {
      for (const token of heard) server.control.send('bob', token, `B3 Zimmerbrand (${count})`);
      await refresh(show);
      await seeAlarms(page, heard.length);
    }
    await choose(show, say('footer.settings'));
    await page.getByRole('button', { name: new RegExp(say('alarmLog.show')) }).click();
    await page.locator('.alarm-log li').nth(ALARMS).waitFor();
  },
  async leave(show) {
    const { page, rooms } = show;
    await closeOverlay(page);
    await page.evaluate(
      async (tokens) => {
        for (const token of tokens) await window.talkmelder.undeclareAlarm({ token });
      },
      await idsOf(show, [rooms.alarm, rooms.command]),
    );
    await closeOverlay(page);
  },
};

/** In each conversation: more than the window can show. */
const ALARMS = 5;

/** Returns the ids that the window has for these conversations. */
const idsOf = ({ page }: Showcase, tokens: string[]): Promise<string[]> =>
  page.evaluate(async (wanted) => {
    const answer = await window.talkmelder.getState();
    const { phase } = answer.ok ? answer.value : { phase: null };
    const all = phase?.kind === 'connected' ? (phase.conversations ?? []) : [];
    return wanted.map((one) => all.find(({ token }) => token.startsWith(`${one}.`))?.token ?? '');
  }, tokens);

/** Acknowledges alarms as the window does, once so many are open. */
const seeAlarms = (page: Page, count: number): Promise<void> =>
  page.evaluate(async (wanted) => {
    for (;;) {
      const answer = await window.talkmelder.getState();
      const ids = (answer.ok ? (answer.value.alarm?.open ?? []) : []).map(({ id }) => id);
      if (ids.length >= wanted) {
        await window.talkmelder.acknowledgeAlarms({ ids, by: 'window' });
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }, count);

const manyOf = ({ rooms }: Showcase): string[] => Object.values(rooms).slice(0, MANY);
