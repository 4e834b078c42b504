import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import type { Alarm, AlarmCard, AlarmSound } from '../../main/core/model/alarm.ts';
import type { DeskScreen } from '../electron/snapshot.ts';
import { casesOf, isFull } from '../full.ts';
import { isWhole } from './alarm-desk.ts';
import { violations } from './axe.ts';
import type { AppDriver, LaunchOptions } from './driver.ts';
import { launchApp } from './launch.ts';

let app: AppDriver;
afterEach(() => app.quit());

async function open(options: LaunchOptions = {}): Promise<void> {
  app = await launchApp({ entry: join(import.meta.dirname, 'alarm-bell-app.ts'), ...options });
}

const alarm = (id: string, overrides: Partial<Alarm> = {}): Alarm => ({
  id,
  kind: 'message',
  token: 'einsatz.0f3a9c21b4d7',
  conversation: 'Einsatzgruppe 1',
  account: null,
  sender: 'Leitstelle',
  text: `B3 Zimmerbrand, Hauptstraße 5 (${id})`,
  writtenAt: Date.now() - 42_000,
  state: 'ringing',
  deleted: false,
  ...overrides,
});

/** Shows a card with these alarms, the newest first. */
const show = (alarms: Alarm[], overrides: Partial<AlarmCard> = {}): Promise<void> => {
  const card: AlarmCard = { language: 'de', alarms, sounds: true, sound: 'pager', ...overrides };
  return app.tell(JSON.stringify(card));
};
const said = (words: string | RegExp) =>
  expect.poll(() => app.output(), { timeout: 20_000 }).toMatch(typeof words === 'string' ? new RegExp(words) : words);

const screenOf = (id: number, x: number, [width, height]: readonly [number, number]): DeskScreen => ({
  id,
  bounds: { x, y: 0, width, height },
  workArea: { x, y: 0, width, height: height - 48 },
});
const MAIN = screenOf(1, 0, [1920, 1080]);
const TELEVISION = screenOf(2, 1920, [3840, 2160]);

/** A card that does not fill its screen. */
const isSmall = ({ bounds }: { bounds: { width: number } }): boolean => bounds.width < MAIN.bounds.width;

const visible = (count: number) =>
  app.topWindows.waitFor((windows) => windows.length === count && windows.every((window) => window.visible));
const gone = () => app.topWindows.waitFor((windows) => windows.length === 0);
const seenButton = (card: Page) => card.getByRole('button', { name: 'Gesehen', exact: true });
/** Presses a key after the pause that tells it from a key of a person who is typing. */
const turnTo = (card: Page) =>
  expect
    .poll(
      async () => {
        await card.keyboard.press('Tab');
        return card.evaluate(() => document.activeElement?.tagName);
      },
      { interval: 1_300, timeout: 20_000 },
    )
    .toBe('BUTTON');

describe('the card of an alarm', () => {
  it('is on every display, above everything, and takes the focus from no other program', async () => {
    await open({ screens: [MAIN, TELEVISION] });
    await show([alarm('1')]);
    const cards = await visible(2);
    expect(cards.map(({ bounds }) => bounds)).toEqual([MAIN.bounds, TELEVISION.bounds]);
    for (const card of cards)
      expect(card).toMatchObject({ level: 'screen-saver', everywhere: true, focused: false, flashing: true });
    expect(cards.map(({ url }) => url)).toEqual([
      'app://talkmelder/index.html?alarm=first',
      'app://talkmelder/index.html?alarm=further',
    ]);
    for (const at of [0, 1]) {
      const card = await app.topWindows.page(at);
      await card.getByRole('heading', { name: 'ALARM', exact: true }).waitFor();
      await card.getByText('B3 Zimmerbrand, Hauptstraße 5 (1)').first().waitFor();
      await card.getByText(/^seit 0:\d\d$/).waitFor();
      await card.getByText('kein anerkannter Alarmierungsweg').waitFor();
    }
    // Only one of them speaks to the screen reader.
    expect(await (await app.topWindows.page(0)).getByRole('alert').textContent()).toContain('ALARM: Einsatzgruppe 1.');
    expect(await (await app.topWindows.page(1)).getByRole('alert').count()).toBe(0);
    expect(await app.system.isKeptAwake()).toBe(true);
  });

  it.runIf(isFull)('is acknowledged with the pointer: everything ends on all displays', async () => {
    await open({ screens: [MAIN, TELEVISION] });
    await show([alarm('1')]);
    await visible(2);
    await seenButton(await app.topWindows.page(1)).click();
    await gone();
    await said('seen by card: 1\n');
    await expect.poll(() => app.system.isKeptAwake()).toBe(false);
  });

  it('is not acknowledged by keys that were meant for another program, but by the keyboard after Tab', async () => {
    await open();
    await show([alarm('1')]);
    await visible(1);
    const card = await app.topWindows.page();
    await seenButton(card).waitFor();
    // The desktop gives the card the focus in the middle of a report.
    await app.topWindows.focus(0);
    for (const key of ['L', 'a', 'g', 'e', 'Tab', 'Enter', 'Tab', 'Space', 'Enter', 'Escape'])
      await card.keyboard.press(key);
    expect(app.output()).not.toContain('seen by');
    expect(await app.topWindows.list()).toMatchObject([{ visible: true, bounds: MAIN.bounds }]);
    await turnTo(card);
    // The page ends with the key.
    await card.keyboard.press('Enter').catch(() => {});
    await gone();
    await said('seen by key: 1\n');
  });

  it('is not acknowledged by a click that came with the card', async () => {
    await open();
    await show([alarm('1')]);
    await visible(1);
    const card = await app.topWindows.page();
    await seenButton(card).waitFor();
    await show([alarm('2'), alarm('1')]);
    await card.getByText('B3 Zimmerbrand, Hauptstraße 5 (2)').first().waitFor();
    expect(await seenButton(card).getAttribute('aria-disabled')).toBe('true');
    await seenButton(card).dispatchEvent('click');
    expect(app.output()).not.toContain('seen by');
    await seenButton(card).click();
    await said('seen by card: 2\n');
  });

  it('Esc and closing make it small and acknowledge nothing; another alarm makes it large', async () => {
    await open({ screens: [MAIN, TELEVISION] });
    await show([alarm('1')]);
    await visible(2);
    const card = await app.topWindows.page();
    await turnTo(card);
    await card.keyboard.press('Escape');
    const small = await app.topWindows.waitFor((windows) => windows.every(isSmall));
    expect(small.map(({ bounds: { x, y, width, height } }) => [x + width, y + height])).toEqual([
      [1920 - 16, 1032 - 16],
      [1920 + 3840 - 16, 2112 - 16],
    ]);
    // The card and its text take the same share of a laptop, a usual screen and a television.
    expect(small.map(({ bounds: { width } }) => width)).toEqual([647, 1293]);
    const letters = () =>
      card.locator('.alarm-conversation').evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize));
    // 20 pixels on a laptop.
    await expect.poll(async () => Math.round(await letters())).toBe(28);
    // At the text size of 300 %, the page of the card has a third of its size.
    await card.setViewportSize({ width: 216, height: 155 });
    await expect.poll(() => isWhole(card.getByRole('button', { name: /Gesehen/ }))).toBe(true);
    await card.setViewportSize({ width: 647, height: 464 });
    await card.getByRole('button', { name: 'Groß zeigen' }).click();
    await app.topWindows.waitFor((windows) => !windows.some(isSmall));
    await app.topWindows.close(0);
    await app.topWindows.waitFor((windows) => windows.length === 2 && windows.every(isSmall));
    await show([alarm('2'), alarm('1')]);
    await app.topWindows.waitFor((windows) => !windows.some(isSmall));
    expect(app.output()).not.toContain('seen by');
    expect(await app.sounds.list()).toHaveLength(1);
  });

  it('shows several alarms, the newest on top, acknowledged one by one or together', async () => {
    await open();
    await show([
      alarm('3', { conversation: 'Wehrführung' }),
      alarm('2', { account: 'Wache 2' }),
      alarm('1', { text: null, writtenAt: null }),
      alarm('0', { text: null, sender: '' }),
    ]);
    await visible(1);
    const card = await app.topWindows.page();
    await card.getByRole('heading', { name: '4 ALARME' }).waitFor();
    expect(await card.locator('.alarm-conversation').textContent()).toBe('Wehrführung');
    expect(await card.locator('.alarm-row').allTextContents()).toEqual([
      expect.stringContaining('Wache 2'),
      expect.stringContaining('Leitstelle: Der Text ist an diesem PC ausgeblendet.'),
      expect.stringMatching(/^Einsatzgruppe 1Den Text kann Talkmelder gerade nicht laden/),
    ]);
    await card.getByText('Alter unbekannt').waitFor();
    await card.locator('.alarm-row').first().getByRole('button').click();
    await said('seen by card: 2\n');
    await card.getByRole('button', { name: 'Alle 3 gesehen' }).click();
    await said('seen by card: 3, 1, 0\n');
    await gone();
  });

  it('opens the conversation, and goes on ringing', async () => {
    await open();
    await show([alarm('1')]);
    await visible(1);
    await (await app.topWindows.page()).getByRole('button', { name: 'Im Browser öffnen' }).click();
    await said('opened: 1\n');
    expect(await app.topWindows.list()).toHaveLength(1);
  });

  it.runIf(isFull)('is acknowledged in the menu of the icon, which is red and changes while it rings', async () => {
    await open();
    await show([alarm('1')]);
    await visible(1);
    expect(await app.tray.waitFor(({ icon }) => icon === 'alarm-blink')).toMatchObject({
      tooltip: 'ALARM: Einsatzgruppe 1',
    });
    await app.tray.waitFor(({ icon }) => icon === 'alarm');
    await app.tray.choose('Alarm gesehen: Einsatzgruppe 1');
    await gone();
    await said('seen by tray: 1\n');
    await app.tray.waitFor(({ icon }) => icon === 'signed-out');
  });

  it('a missed one is shown without a sound, and lets the display sleep', async () => {
    await open();
    await show([alarm('1', { state: 'missed' })], { sounds: false });
    await visible(1);
    const card = await app.topWindows.page();
    await card.getByRole('heading', { name: 'ALARM VERPASST' }).waitFor();
    expect(await app.sounds.list()).toEqual([]);
    expect(await app.system.isKeptAwake()).toBe(false);
    expect(await app.tray.waitFor(({ tooltip }) => tooltip.includes('verpasst'))).toMatchObject({ icon: 'signed-out' });
  });

  it('can ask main for nothing but its own', async () => {
    await open();
    await show([alarm('1')]);
    await visible(1);
    const refused = await (await app.topWindows.page()).evaluate(async () => {
      const { talkmelder } = window;
      const answers = await Promise.all([talkmelder.getState(), talkmelder.quit(), talkmelder.getAlarmSound()]);
      return answers.map((answer) => answer.ok || answer.error);
    });
    expect(refused).toEqual(['internal', 'internal', 'internal']);
  });
});

describe('the displays', () => {
  it('come and go while it rings', async () => {
    await open({ screens: [MAIN] });
    await show([alarm('1')]);
    await visible(1);
    await app.system.screens([MAIN, TELEVISION]);
    await visible(2);
    await app.system.screens([screenOf(1, 0, [1366, 768])]);
    const [card] = await app.topWindows.waitFor((windows) => windows.length === 1 && windows[0]?.bounds.width === 1366);
    expect(card).toMatchObject({ visible: true, bounds: { x: 0, y: 0, width: 1366, height: 768 } });
  });

  it('a locked one shows nothing; the sound comes at once, and the card when it is unlocked', async () => {
    await open();
    await app.system.lock();
    await show([alarm('1')]);
    await app.sounds.waitFor(1);
    await app.topWindows.waitFor((windows) => windows.length === 1);
    expect(await app.topWindows.list()).toMatchObject([{ visible: false }]);
    await app.system.unlock();
    expect(await visible(1)).toMatchObject([{ focused: false }]);
  });

  it('a card whose page crashes is there again', async () => {
    await open();
    await show([alarm('1')]);
    await visible(1);
    await app.topWindows.crash(0);
    await app.topWindows.waitFor((windows) => windows.length === 0);
    await visible(1);
    await seenButton(await app.topWindows.page()).click();
    await gone();
  });

  it('on Wayland, a card fills its display, and keys do nothing although it has the focus', async () => {
    await open({ wayland: true });
    await show([alarm('1')]);
    expect(await visible(1)).toMatchObject([{ fullScreen: true, focused: true }]);
    const card = await app.topWindows.page();
    await seenButton(card).waitFor();
    for (const key of ['Enter', 'Space', 'Escape']) await card.keyboard.press(key);
    expect(app.output()).not.toContain('seen by');
    await seenButton(card).click();
    await gone();
  });
});

describe('the sound of an alarm', () => {
  const heard = /app:\/\/talkmelder\/index\.html\?alarm-sound/;

  it.runIf(isFull).each<AlarmSound>(['gong', 'pager', 'siren'])(
    '%s plays again and again, and rises, until it is acknowledged',
    async (sound) => {
      await open();
      await show([alarm('1')], { sound });
      expect(await app.sounds.waitFor(1)).toEqual([expect.stringMatching(heard)]);
      await visible(1);
      await seenButton(await app.topWindows.page()).click();
      await gone();
      expect(await app.sounds.list()).toHaveLength(1);
    },
  );

  it('stops while the alarm rests, and comes again', async () => {
    await open();
    await show([alarm('1')]);
    await app.sounds.waitFor(1);
    await visible(1);
    await show([alarm('1', { state: 'resting' })], { sounds: false });
    await (await app.topWindows.page()).getByText(/Der Ton kommt in ein paar Minuten wieder/).waitFor();
    await show([alarm('1')]);
    await app.sounds.waitFor(2);
  });

  it.runIf(isFull)(
    'that is refused makes the system beep, and log and icon say so; once it plays, they are calm',
    async () => {
      await open();
      await app.sounds.allow(false);
      await show([alarm('1')]);
      expect(await app.sounds.waitForBeeps(2)).toBeGreaterThanOrEqual(2);
      await said('the sound of an alarm does not play, so the system beeps');
      await app.tray.waitFor(({ tooltip }) => tooltip.includes('der Alarmton spielt nicht'));
      await visible(1);
      await app.sounds.allow(true);
      await app.sounds.waitFor(1);
      await said('is heard again');
      await app.tray.waitFor(({ tooltip }) => tooltip === 'ALARM: Einsatzgruppe 1');
    },
  );

  it('can be a file of the administrator, and is the own one if that cannot be played', async () => {
    await open({ env: { OWN_SOUND: join(import.meta.dirname, '../../build/sounds/siren.wav') } });
    await show([alarm('1')]);
    await app.sounds.waitFor(1);
    expect(app.output()).not.toContain("the administrator's sound");
    await app.quit();
    await open({ env: { OWN_SOUND: join(import.meta.dirname, 'alarm-bell.test.ts') } });
    await show([alarm('1')]);
    await app.sounds.waitFor(1);
    await said("the administrator's sound of alarms cannot be played");
  });

  it('plays on the system’s loudspeaker if the chosen one is not there, and the log says so', async () => {
    await open({ env: { LOUDSPEAKER: 'HDMI (Wache)' } });
    await show([alarm('1')]);
    await app.sounds.waitFor(1);
    await said(/the chosen loudspeaker is not there|no loudspeaker was found/);
  });
});

describe('the card can be read', () => {
  it.each(
    casesOf<[string, Partial<Alarm>]>(
      [['an alarm that was missed hours ago', { state: 'missed', writtenAt: Date.now() - 11 * 3_600_000 }]],
      [['a test alarm', { kind: 'probe', token: null, conversation: 'Probealarm', writtenAt: null }]],
    ),
  )('%s: its heading is whole', async (_name, overrides) => {
    await open({ screens: [screenOf(1, 0, [1366, 768])] });
    await show([alarm('1', overrides)], { sounds: false });
    await visible(1);
    const card = await app.topWindows.page();
    const isWhole = (): Promise<boolean> =>
      card.locator('h1').evaluate(({ scrollWidth, clientWidth }) => scrollWidth <= clientWidth);
    await expect.poll(isWhole).toBe(true);
    await card.getByRole('button', { name: 'Verkleinern' }).click();
    await card.locator('.alarm-small').waitFor();
    await expect.poll(isWhole).toBe(true);
  });

  const long = 'Verkehrsunfall mit eingeklemmter Person, zwei Fahrzeuge, Bundesstraße 27 Richtung Süden. '.repeat(8);
  const cutOff = (card: Page): Promise<string[]> =>
    card.evaluate(() =>
      [...document.querySelectorAll('.alarm > *, .alarm-buttons button, .alarm-text')]
        .filter((element) => {
          const { left, right, top, bottom } = element.getBoundingClientRect();
          const isAside = element.classList.contains('visually-hidden');
          const middle = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
          if (element.matches('.alarm-buttons button') && !element.contains(middle)) return true;
          return !isAside && (left < 0 || top < 0 || right > innerWidth + 1 || bottom > innerHeight + 1);
        })
        .map((element) => element.className),
    );

  const sizes = casesOf<readonly [number, number]>(
    [[911, 512]],
    [
      [1080, 1920],
      [1366, 768],
      [1280, 1024],
      [3840, 2160],
    ],
  );
  it.each(sizes)('at %i × %i, in both themes, whatever is on it', async (...size) => {
    await open({ screens: [screenOf(1, 0, size)] });
    for (const theme of ['light', 'dark'] as const) {
      await app.system.theme(theme);
      await show([alarm(`${theme} 1`)]);
      await visible(1);
      const card = await app.topWindows.page();
      await seenButton(card).waitFor();
      await expect.poll(() => cutOff(card)).toEqual([]);
      expect(await violations(card)).toEqual([]);
      await show([
        alarm(`${theme} 2`, { text: long, deleted: true }),
        ...[3, 4, 5].map((at) => alarm(`${theme} ${at}`)),
      ]);
      await card.getByRole('heading', { name: '4 ALARME' }).waitFor();
      await expect.poll(() => cutOff(card)).toEqual([]);
      await card.getByRole('button', { name: 'Verkleinern' }).click();
      await card.locator('.alarm-small').waitFor();
      await expect.poll(() => cutOff(card)).toEqual([]);
      expect(await violations(card)).toEqual([]);
    }
  });
});
