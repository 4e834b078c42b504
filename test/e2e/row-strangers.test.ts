import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { patchMessage, patchRoom } from '../nextcloud/patches.ts';
import { openReply, replyBox } from './reply-box.ts';
import { openStation, type StationPc } from './station.ts';

/* How the window shows people from outside the server, and the names that they choose. */

let pc: StationPc;
let page: Page;
beforeAll(async () => {
  pc = await openStation();
  page = await pc.signIn();
});
afterAll(() => pc.stop());

const rowOf = (token: string) => page.locator(`[data-token^="${token}."]`);
const write = async (token: string, text: string, patch: Record<string, unknown>): Promise<void> => {
  patchMessage(pc.nextcloud.control, text, patch);
  pc.nextcloud.control.send('bob', token, text);
  await pc.refresh();
  await rowOf(token).locator('.row-preview', { hasText: text }).waitFor();
};

it('marks a guest under a member’s name in the row, for screen readers, in the toast and in the reply', async () => {
  const token = pc.rooms.einsatzgruppe;
  await write(token, 'Ich bin da', { actorType: 'guests', actorId: 'g1', actorDisplayName: 'Carla Castro' });
  expect(await rowOf(token).locator('.row-preview').textContent()).toBe('CarlaGast: Ich bin da');
  expect(await rowOf(token).locator('.row-spoken').textContent()).toContain('Carla (Gast): Ich bin da');
  await pc.app.notifications.waitFor((all) => all.some(({ body }) => body === 'Carla Castro (Gast): Ich bin da'));
  await openReply(page, token);
  expect(await replyBox(page).getByRole('listitem').last().textContent()).toMatch(/^Carla CastroGast/);
  await page.keyboard.press('Escape');
});

it('shows the mark behind a name that is far too long for the row', async () => {
  const token = pc.rooms.einsatzgruppe;
  const name = 'Carla von und zu Castro '.repeat(12);
  await write(token, 'lang', { actorType: 'federated_users', actorId: 'c@elsewhere.example', actorDisplayName: name });
  const inSight = await rowOf(token)
    .locator('.author-mark')
    .evaluate((mark) => {
      const line = mark.closest('.row-preview')?.getBoundingClientRect();
      const { left, right } = mark.getBoundingClientRect();
      return line !== undefined && left >= line.left && right <= line.right;
    });
  expect(inSight).toBe(true);
});

it('does not mark members, and calls only the user "Du"', async () => {
  const token = pc.rooms.einsatzgruppe;
  await write(token, 'ein Mitglied', {});
  expect(await rowOf(token).locator('.author-mark').count()).toBe(0);
  await write(token, 'wer ist das', { actorType: 'guests', actorId: 'g2', actorDisplayName: 'D\u200Bu' });
  expect(await rowOf(token).locator('.row-author').textContent()).toBe('Gast');
});

it('shows more than 999 as 999+ in row, header and tray, and to screen readers', async () => {
  const end = patchRoom(pc.nextcloud.control, pc.rooms.kantine, { unreadMessages: 25_000 });
  await write(pc.rooms.kantine, 'Kuchen ist da', {});
  await rowOf(pc.rooms.kantine).locator('.badge', { hasText: '999+' }).waitFor();
  expect(await rowOf(pc.rooms.kantine).locator('.row-spoken').textContent()).toContain('999+ ungelesen');
  expect(await page.locator('.header .badge').textContent()).toContain('999+');
  end();
});

it('leaves no row without a name', async () => {
  const end = patchRoom(pc.nextcloud.control, pc.rooms.fest, { displayName: '\u2800\u3164\u200B' });
  await write(pc.rooms.fest, 'Grill ist da', {});
  await expect.poll(() => rowOf(pc.rooms.fest).locator('.row-name').textContent()).toBe(pc.rooms.fest);
  end();
});
