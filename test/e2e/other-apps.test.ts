import type { Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { change } from './desktop.ts';
import { closed, openSettings } from './settings-sheet.ts';
import { openStation, type StationPc } from './station.ts';

let pc: StationPc;
let page: Page;
beforeEach(async () => {
  pc = await openStation();
  page = await pc.signIn();
  // The window stays while the browser has the focus.
  await change(page, { hideOnBlur: false });
});
afterEach(() => pc.stop());

/** Returns the id of the signed-in account. */
const accountOf = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const views = await window.talkmelder.getCompanions();
    return (views.ok && views.value[0]?.account) || '';
  });

/** Asks for mail, at most once a second. */
const refresh = (page: Page, account: string) =>
  page.evaluate(
    (account) => window.talkmelder.actOnCompanion({ kind: 'refresh', account, companion: 'mail' }),
    account,
  );

const others = () => page.getByRole('region', { name: 'Außerdem' });

describe('other apps of the Nextcloud', () => {
  it('show what waits once they are switched on, and open in the browser', async () => {
    const { control } = pc.nextcloud;
    control.setWidgetItems('mail-unread', [{ title: 'Karl', subtitle: 'Dienstplan' }]);
    control.setWidgetItems('notes', [{ title: 'Einkauf', subtitle: '' }]);
    const sheet = await openSettings(page);
    await sheet.getByText('Ungelesene Mails', { exact: true }).click();
    await sheet.getByText('Ungelesene Artikel in News', { exact: true }).click();
    await sheet.getByText('Auf deinem Server gibt es das nicht.').waitFor();
    await sheet.getByText('Widgets vom Dashboard').click();
    await sheet.getByText('Notizen', { exact: true }).click();
    await page.keyboard.press('Escape');
    await closed(page);
    await others()
      .getByRole('button', { name: /Mail.*Karl: Dienstplan.*1/ })
      .waitFor();
    await others()
      .getByRole('button', { name: /Notizen.*Einkauf.*1/ })
      .click();
    expect(await pc.app.waitForOpened((url) => url.includes('/apps/'))).toBe(`${pc.nextcloud.url}/apps/notes/`);
    await change(page, { companions: [] });
    await others().waitFor({ state: 'detached' });
  });

  it('notify of what is new once that is switched on, and keep the focus of their line', async () => {
    const { control } = pc.nextcloud;
    control.setWidgetItems('mail-unread', [{ title: 'Karl', subtitle: 'Dienstplan' }]);
    const sheet = await openSettings(page);
    await sheet.getByText('Ungelesene Mails', { exact: true }).click();
    await sheet.getByText('Auch bei neuen Mails benachrichtigen').click();
    await page.keyboard.press('Escape');
    await closed(page);
    await others()
      .getByRole('button', { name: /Mail.*Karl: Dienstplan.*1/ })
      .focus();
    const answers = () => control.requests.filter(({ path, status }) => path.includes('widget-items') && status > 0);
    // One for each switch.
    await expect.poll(() => answers().length).toBeGreaterThanOrEqual(2);
    control.setWidgetItems('mail-unread', [
      { title: 'Eva', subtitle: 'Übung' },
      { title: 'Karl', subtitle: 'Dienstplan' },
    ]);
    const account = await accountOf(page);
    const newest = others().getByRole('button', { name: /Mail.*Eva: Übung.*2/ });
    await expect
      .poll(async () => {
        await refresh(page, account);
        return newest.count();
      })
      .toBe(1);
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('Eva: Übung');
    const list = await pc.app.notifications.waitFor((shown) => shown.some(({ title }) => title === 'Mail'));
    const notification = list.find(({ title }) => title === 'Mail');
    expect(notification?.body).toBe('2 ungelesen · Eva: Übung');
    await pc.app.notifications.click(notification?.id ?? '');
    expect(await pc.app.waitForOpened((url) => url.includes('/apps/'))).toBe(`${pc.nextcloud.url}/apps/mail/`);
  });

  it('let the search find people, whose conversation Enter opens', async () => {
    const { control } = pc.nextcloud;
    control.addUser({ id: 'karla', displayName: 'Karla Kunz', password: 'karla' });
    const card = ['FN:Karl Kreisbrandmeister', 'TEL;TYPE=cell:+43 660 0000000'];
    const own = ['FN:Karla K.', 'TEL:+43 1 2', `CLOUD:karla@${new URL(pc.nextcloud.url).host}`];
    for (const lines of [card, own])
      control.addCard('alice', ['BEGIN:VCARD', 'VERSION:3.0', ...lines, 'END:VCARD', ''].join('\r\n'));
    await change(page, { companions: ['people'] });
    await page.keyboard.press('Control+f');
    const field = page.getByRole('searchbox', { name: 'Unterhaltungen durchsuchen' });
    await field.pressSequentially('karl');
    const people = page.getByRole('region', { name: 'Personen' });
    await people.getByRole('button', { name: '+43 660 0000000' }).click();
    await people.getByText('Kopiert').waitFor();
    const kunz = people.locator('.person-user').filter({ hasText: 'Karla Kunz' });
    await kunz.getByRole('button', { name: '+43 1 2' }).waitFor();
    expect(await people.getByText('Karla').count()).toBe(1);
    await field.press('Enter');
    const opened = await pc.app.waitForOpened((url) => url.includes('/call/'));
    await page.getByRole('button', { name: 'Suche schließen' }).click();
    const row = page.locator('.list > li').filter({ hasText: 'Karla Kunz' });
    await row.waitFor();
    expect(opened).toContain((await row.getAttribute('data-token'))?.split('.')[0]);
  });
});
