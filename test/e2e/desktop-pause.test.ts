import { afterEach, beforeEach, expect, it } from 'vitest';
import { isFull } from '../full.ts';
import { change } from './desktop.ts';
import { markAllRead } from './only-account.ts';
import { openStation, type StationPc, sees, toldOf } from './station.ts';

let pc: StationPc;
beforeEach(async () => {
  pc = await openStation();
});
afterEach(() => pc.stop());

const PAUSE = 'Benachrichtigungen pausieren';
const END = 'Benachrichtigungen wieder einschalten';
/** Matches "14:30 Uhr", or "morgen, 8:00 Uhr" on the next day. */
const UNTIL = /, pausiert bis (?:morgen, )?\d{1,2}:\d\d\u00a0Uhr$/;

it('pauses from the tray: the icon shows it, the tooltip says until when, and nothing rings until its end', async () => {
  const { control } = pc.nextcloud;
  const page = await pc.signIn();
  const { menu } = await pc.app.tray.waitFor(({ tooltip }) => tooltip.includes('ungelesen'));
  const entry = menu.find(({ label }) => label === PAUSE);
  expect(entry?.submenu.map(({ label }) => label)).toEqual([
    '30\u00a0Minuten',
    '1\u00a0Stunde',
    'Bis morgen, 8:00\u00a0Uhr',
  ]);

  await pc.app.tray.choose('30\u00a0Minuten');
  const paused = await pc.app.tray.waitFor(({ icon }) => icon === 'paused-unread');
  expect(paused.tooltip).toMatch(UNTIL);
  expect(paused.tooltip).toContain('ungelesen');
  const labels = paused.menu.map(({ label }) => label);
  expect(labels).toContain(END);
  expect(labels.find((label) => label.startsWith('Pausiert bis '))).toMatch(/\d{1,2}:\d\d\u00a0Uhr$/);
  expect(labels).not.toContain(PAUSE);

  control.send('bob', pc.rooms.einsatzgruppe, 'während der Pause');
  await pc.refresh();
  await sees(page, 'während der Pause');
  await toldOf(pc);
  expect(await pc.app.notifications.list()).toEqual([]);

  await pc.app.tray.choose(END);
  const awake = await pc.app.tray.waitFor(({ icon }) => !icon.startsWith('paused'));
  expect(awake.tooltip).not.toMatch(UNTIL);
  control.send('bob', pc.rooms.einsatzgruppe, 'nach der Pause');
  await pc.refresh();
  const rang = await pc.app.notifications.waitFor((list) => list.length > 0);
  expect(rang.map(({ body }) => body)).toEqual(['Bob Böhm: nach der Pause']);
});

it('shows a pause without unread messages, and keeps it across a restart', async () => {
  const page = await pc.signIn();
  await markAllRead(page);
  await pc.app.tray.waitFor(({ icon }) => icon === 'idle');
  await pc.app.tray.choose('Bis morgen, 8:00\u00a0Uhr');
  await pc.app.tray.waitFor(({ icon, tooltip }) => icon === 'paused' && tooltip.endsWith('8:00\u00a0Uhr'));
  await pc.restart();
  await pc.app.tray.waitFor(({ icon, tooltip }) => icon === 'paused' && UNTIL.test(tooltip));
});

it.runIf(isFull)('does not hide that the server cannot be reached', async () => {
  await pc.signIn();
  await pc.app.tray.choose('1\u00a0Stunde');
  await pc.app.tray.waitFor(({ icon }) => icon.startsWith('paused'));
  await pc.nextcloud.control.down();
  await pc.refresh();
  await pc.app.tray.waitFor(({ icon }) => icon === 'offline');
  await pc.nextcloud.control.up();
});

it('offers no pause without an account', async () => {
  const { menu } = await pc.app.tray.waitFor(({ menu: shown }) => shown.length > 0);
  expect(menu.find(({ label }) => label === PAUSE)?.enabled).toBe(false);
});

it('uses the current language, even in the question before disconnecting', async () => {
  const page = await pc.signIn();
  await change(page, { language: 'en' });
  const { menu, tooltip } = await pc.app.tray.waitFor(({ menu: shown }) => shown[0]?.label === 'Open Talkmelder');
  expect(menu.map(({ label }) => label)).toEqual(
    expect.arrayContaining(['Pause notifications', 'Check for new messages', 'Disconnect account…', 'Quit']),
  );
  expect(tooltip).toMatch(/unread/);
  await pc.app.tray.choose('Disconnect account…');
  const { message, buttons } = await pc.app.dialogs.waitFor();
  expect(message).toMatch(/^Disconnect the account /);
  expect(buttons).toEqual(['Disconnect', 'Cancel']);
  await pc.app.dialogs.press('Cancel');
});
