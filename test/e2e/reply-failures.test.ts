import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { casesOf } from '../full.ts';
import type { Fault } from '../nextcloud/faults.ts';
import { hasFocus } from './focus.ts';
import { glimpse } from './glimpse.ts';
import { anotherWindow, draftOf, isSent, openReply, posts, replyBox, replyField, textsIn } from './reply-box.ts';
import { openStation, type StationPc, sees } from './station.ts';

const POSTED = { method: 'POST', path: /\/chat\/\w+$/ };

let pc: StationPc;
let page: Page;
beforeAll(async () => {
  pc = await openStation();
  page = await pc.signIn();
});
afterEach(async () => {
  pc.nextcloud.control.clearFaults();
  await pc.nextcloud.control.up();
  if (await replyBox(page).isVisible()) await replyBox(page).getByRole('button', { name: 'Antwort schließen' }).click();
  await replyBox(page).waitFor({ state: 'detached' });
});
afterAll(() => pc.stop());

const failed = (): ReturnType<Page['getByText']> => replyBox(page).getByText('Nicht gesendet');
const again = (): ReturnType<Page['getByRole']> => replyBox(page).getByRole('button', { name: 'Erneut senden' });
const copies = (token: string, text: string): number => textsIn(pc, token).filter((one) => one === text).length;

type Refusal = { what: string; fault: Fault; sentence: string; tokenOf: (pc: StationPc) => string };
const refusals = casesOf<Refusal>(
  [
    {
      what: 'the conversation is read-only (403)',
      fault: { status: 403 },
      sentence: 'In dieser Unterhaltung kannst du gerade nicht schreiben.',
      tokenOf: ({ rooms }) => rooms.bob,
    },
    {
      what: 'the line drops',
      fault: 'drop',
      sentence: 'Nextcloud ist nicht erreichbar.',
      tokenOf: ({ rooms }) => rooms.wehrfuehrung,
    },
  ],
  [
    {
      what: 'the lobby is closed (412)',
      fault: { status: 412 },
      sentence: 'In dieser Unterhaltung kannst du gerade nicht schreiben.',
      tokenOf: ({ rooms }) => rooms.fest,
    },
    {
      what: 'the message is too long for the server (413)',
      fault: { status: 413 },
      sentence: 'Die Nachricht ist zu lang. Bitte kürze sie.',
      tokenOf: ({ rooms }) => rooms.geraetewarte,
    },
    {
      what: 'the server fails (500)',
      fault: { status: 500 },
      sentence: 'Der Server meldet einen Fehler.',
      tokenOf: ({ rooms }) => rooms.ausbildung,
    },
  ],
);

it.each(refusals)('$what: the message stays, says why, and can be sent again under the same id', async (refusal) => {
  const token = refusal.tokenOf(pc);
  const text = `Versuch: ${refusal.what}`;
  const before = posts(pc).length;
  await openReply(page, token);
  pc.nextcloud.control.fail(refusal.fault, POSTED);
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
  await failed().waitFor();
  await replyBox(page).getByText(refusal.sentence).waitFor();
  await hasFocus(replyField(page));
  expect(copies(token, text)).toBe(0);

  pc.nextcloud.control.clearFaults();
  await again().click();
  await isSent(page, text);
  await failed().waitFor({ state: 'detached' });
  await hasFocus(replyField(page));
  expect(copies(token, text)).toBe(1);
  const sent = posts(pc).slice(before);
  expect(new Set(sent.map(({ referenceId }) => referenceId)).size).toBe(1);
  expect(sent.map(({ message }) => message)).toEqual(sent.map(() => text));
});

it('a message arrives once when only the answer was lost', async () => {
  const token = pc.rooms.bob;
  await openReply(page, token);
  pc.nextcloud.control.fail('cut-body', { ...POSTED, count: 1 });
  await page.keyboard.type('Nur einmal');
  await page.keyboard.press('Enter');
  await again().click();
  await failed().waitFor({ state: 'detached' });
  await isSent(page, 'Nur einmal');
  expect(copies(token, 'Nur einmal')).toBe(1);
});

it('a failed message goes back into the field, in front of newer text', async () => {
  const token = pc.rooms.kantine;
  await openReply(page, token);
  pc.nextcloud.control.fail({ status: 500 }, POSTED);
  await page.keyboard.type('Erst dies');
  await page.keyboard.press('Enter');
  await page.keyboard.type('dann das');
  await failed().waitFor();
  await replyBox(page).getByRole('button', { name: 'Bearbeiten' }).click();
  expect(await replyField(page).inputValue()).toBe('Erst dies\ndann das');
  await hasFocus(replyField(page));
  expect(await failed().count()).toBe(0);
});

it('a failed message is offered again after the reply was closed, and survives the window', async () => {
  const token = pc.rooms.jugendfeuerwehr;
  await openReply(page, token);
  pc.nextcloud.control.fail('hang', POSTED);
  await page.keyboard.type('Ich komme später');
  await page.keyboard.press('Enter');
  await replyBox(page).getByText('wird gesendet …').waitFor();
  await page.keyboard.press('Escape');
  await replyBox(page).waitFor({ state: 'detached' });
  await expect.poll(() => draftOf(page, token)).toBe('Ich komme später');
  // The reply is closed, so a toast reports the failure, and a screen reader hears which message it was.
  const told = glimpse(page, '[role=alert]', 'Nextcloud ist nicht erreichbar.');
  await pc.nextcloud.control.down();
  await told;
  await sees(page, /^Antwort an Jugendfeuerwehr nicht gesendet\./);

  pc.nextcloud.control.clearFaults();
  await pc.nextcloud.control.up();
  await openReply(page, token);
  await failed().waitFor();
  expect(await replyField(page).inputValue()).toBe('');

  page = await anotherWindow(pc, page);
  await openReply(page, token);
  await expect.poll(() => replyField(page).inputValue()).toBe('Ich komme später');
  await page.keyboard.press('Enter');
  await isSent(page, 'Ich komme später');
  expect(copies(token, 'Ich komme später')).toBe(1);
});
