import type { Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
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

/** Chooses what rings, as a person does. */
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

/** Bob writes, and the app sees it. */
const bobWrites = async (room: keyof StationPc['rooms'], text: string, mentions: string[] = []) => {
  pc.nextcloud.control.send('bob', pc.rooms[room], text, mentions.length > 0 ? { mentions } : {});
  await pc.refresh();
};

/** What has rung when this text has. */
const rungUntil = async (text: string) =>
  (await pc.app.notifications.waitFor((list) => list.some(({ body }) => body.includes(text)))).map(({ body }) =>
    body.replace(/^.*: /, ''),
  );

describe('what rings', () => {
  it('is what Talk says, at first', async () => {
    await bobWrites('wehrfuehrung', 'ohne Erwähnung');
    await bobWrites('einsatzgruppe', 'eins');
    expect(await rungUntil('eins')).toEqual(['eins']);
  });

  it('is everything, also where only mentions do in Talk, and where nothing does', async () => {
    await choose('Bei jeder Nachricht', 'all');
    await bobWrites('wehrfuehrung', 'ohne Erwähnung');
    await rungUntil('ohne Erwähnung');
    await bobWrites('kantine', 'stumm in Talk');
    expect(await rungUntil('stumm in Talk')).toEqual(['ohne Erwähnung', 'stumm in Talk']);
  });

  it('is what concerns the person: mentions and direct messages', async () => {
    await choose('Wenn es um dich geht', 'mentions');
    await bobWrites('einsatzgruppe', 'an alle');
    await bobWrites('einsatzgruppe', 'an dich', ['alice']);
    await rungUntil('an dich');
    await bobWrites('bob', 'unter uns');
    const rung = await rungUntil('unter uns');
    expect(rung).not.toContain('an alle');
    expect(rung).toHaveLength(2);
  });

  it('is nothing when it is off, and nothing is made up for afterwards', async () => {
    await choose('Nie', 'off');
    await bobWrites('bob', 'unbemerkt');
    // It is in the list, so it was seen.
    await page.getByText('unbemerkt').first().waitFor();
    await toldOf(pc);
    await choose('Wie in Talk eingestellt', 'talk');
    await bobWrites('einsatzgruppe', 'wieder da');
    expect(await rungUntil('wieder da')).toEqual(['wieder da']);
  });
});

describe('how it rings', () => {
  it('is without a sound when that is off', async () => {
    await bobWrites('einsatzgruppe', 'laut');
    expect(await pc.app.notifications.waitFor(1)).toMatchObject([{ silent: false }]);
    await turnOff('Ton', 'sound');
    await bobWrites('bob', 'leise');
    expect(await pc.app.notifications.waitFor(2)).toMatchObject([{ silent: false }, { silent: true }]);
  });

  it('is without the text when that is off', async () => {
    await turnOff('Nachrichtentext', 'previewText');
    await bobWrites('einsatzgruppe', 'streng vertraulich');
    const [shown] = await pc.app.notifications.waitFor(1);
    expect(shown?.title).toBe('Einsatzgruppe 1');
    expect(shown?.body).not.toBe('');
    expect(shown?.body).not.toContain('vertraulich');
  });
});

it('says when this computer shows no notifications', async () => {
  await pc.stop();
  pc = await openStation({ notificationsSupported: false });
  page = await pc.signIn();
  const sheet = await openSettings(page);
  await sheet.getByText('Dieser PC zeigt keine Benachrichtigungen.').waitFor();
});
