import type { Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isFull } from '../full.ts';
import { closed, openSettings, stateOf } from './settings-sheet.ts';
import { openStation, type StationPc, toldOf } from './station.ts';

let pc: StationPc;
let page: Page;
beforeEach(async () => {
  pc = await openStation();
  pc.nextcloud.control.setLevel('alice', pc.rooms.wehrfuehrung, 2);
  page = await pc.signIn();
});
afterEach(() => pc.stop());

/** Chooses which messages ring, as a user does. */
const choose = async (mode: string, value: string) => {
  const sheet = await openSettings(page);
  await sheet.getByText(mode, { exact: true }).click();
  await expect.poll(async () => (await stateOf(page)).settings.notify).toBe(value);
  await page.keyboard.press('Escape');
  await closed(page);
};

const turnOff = async (name: string, key: 'sound' | 'previewText') => {
  const sheet = await openSettings(page);
  await sheet.getByText(name, { exact: true }).click();
  await expect.poll(async () => (await stateOf(page)).settings[key]).toBe(false);
  await page.keyboard.press('Escape');
  await closed(page);
};

/** Lets Bob write, and waits until the app has the message. */
const bobWrites = async (room: keyof StationPc['rooms'], text: string, mentions: string[] = []) => {
  pc.nextcloud.control.send('bob', pc.rooms[room], text, mentions.length > 0 ? { mentions } : {});
  await pc.refresh();
};

/** Waits until this text has rung, and returns everything that has rung so far. */
const rungUntil = async (text: string) =>
  (await pc.app.notifications.waitFor((list) => list.some(({ body }) => body.includes(text)))).map(({ body }) =>
    body.replace(/^.*: /, ''),
  );

describe('what rings', () => {
  it('follows Talk at first', async () => {
    await bobWrites('wehrfuehrung', 'ohne Erwähnung');
    await bobWrites('einsatzgruppe', 'eins');
    expect(await rungUntil('eins')).toEqual(['eins']);
  });

  it.runIf(isFull)('is every message, even if Talk’s level is "mention" or "never"', async () => {
    await choose('Bei jeder Nachricht', 'all');
    await bobWrites('wehrfuehrung', 'ohne Erwähnung');
    await rungUntil('ohne Erwähnung');
    await bobWrites('kantine', 'stumm in Talk');
    expect(await rungUntil('stumm in Talk')).toEqual(['ohne Erwähnung', 'stumm in Talk']);
  });

  it.runIf(isFull)('is every mention and direct message with "mentions"', async () => {
    await choose('Wenn es um dich geht', 'mentions');
    await bobWrites('einsatzgruppe', 'an alle');
    await bobWrites('einsatzgruppe', 'an dich', ['alice']);
    await rungUntil('an dich');
    await bobWrites('bob', 'unter uns');
    const rung = await rungUntil('unter uns');
    expect(rung).not.toContain('an alle');
    expect(rung).toHaveLength(2);
  });

  it('is nothing with "off", not even afterwards', async () => {
    await choose('Nie', 'off');
    await bobWrites('bob', 'unbemerkt');
    // The list shows the message, so the app has seen it.
    await page.getByText('unbemerkt').first().waitFor();
    await toldOf(pc);
    await choose('Wie in Talk eingestellt', 'talk');
    await bobWrites('einsatzgruppe', 'wieder da');
    expect(await rungUntil('wieder da')).toEqual(['wieder da']);
  });
});

describe('how it rings', () => {
  it.runIf(isFull)('is silent with the sound off', async () => {
    await bobWrites('einsatzgruppe', 'laut');
    expect(await pc.app.notifications.waitFor(1)).toMatchObject([{ silent: false }]);
    await turnOff('Ton', 'sound');
    await bobWrites('bob', 'leise');
    expect(await pc.app.notifications.waitFor(2)).toMatchObject([{ silent: false }, { silent: true }]);
  });

  it.runIf(isFull)('is without text with the preview off', async () => {
    await turnOff('Nachrichtentext', 'previewText');
    await bobWrites('einsatzgruppe', 'streng vertraulich');
    const [shown] = await pc.app.notifications.waitFor(1);
    expect(shown?.title).toBe('Einsatzgruppe 1');
    expect(shown?.body).not.toBe('');
    expect(shown?.body).not.toContain('vertraulich');
  });
});

it.runIf(isFull)('says when this computer shows no notifications', async () => {
  await pc.stop();
  pc = await openStation({ notificationsSupported: false });
  page = await pc.signIn();
  const sheet = await openSettings(page);
  await sheet.getByText('Dieser PC zeigt keine Benachrichtigungen.').waitFor();
});
