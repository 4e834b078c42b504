import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import type { AppDriver } from '../e2e/driver.ts';
import { launchApp } from '../e2e/launch.ts';
import type { Nextcloud } from '../nextcloud/server.ts';
import { goToList, grantInBrowser, openLoginPage } from './people.ts';
import { createReport, type Report, type StepName } from './report.ts';

export interface TourOptions {
  /** Starts the embedded Nextcloud with its conversations. */
  startServer: () => Promise<{ nextcloud: Nextcloud; group: string }>;
  pictures: string;
  locale: string;
  theme: 'light' | 'dark';
  print: (line: string) => void;
}

const DEADLINE_MS = 60_000;
const MESSAGE = 'Übung heute um 18 Uhr am Gerätehaus';
const ALARM = 'B3 Zimmerbrand, Hauptstraße 5';

/** Plays the main job of the app, step by step, and reports the result of each step. */
export async function playTour({ startServer, pictures, locale, theme, print }: TourOptions): Promise<Report> {
  const german = locale.startsWith('de');
  mkdirSync(pictures, { recursive: true });
  let app: AppDriver | undefined;
  let server: Nextcloud | undefined;
  let page: Page | undefined;
  let report = createReport('chromium-host');
  let count = 0;

  async function step(name: StepName, what: string, action: () => Promise<void>): Promise<void> {
    const started = performance.now();
    count += 1;
    try {
      await action();
    } catch (error) {
      report.add(name, false, performance.now() - started);
      print(`✗ ${name} – ${what}`);
      throw error;
    }
    const ms = performance.now() - started;
    report.add(name, true, ms);
    print(`✓ ${name} – ${what} (${Math.round(ms)} ms)`);
    await page?.screenshot({ path: join(pictures, `${String(count).padStart(2, '0')}-${name}.png`) });
  }

  const driver = (): AppDriver => (app ? app : assert.fail('the app is not running'));
  const window = (): Page => (page ? page : assert.fail('there is no window'));
  const sees = (text: string | RegExp): Promise<void> =>
    window().getByText(text).first().waitFor({ state: 'visible', timeout: DEADLINE_MS });
  const refresh = (): Promise<void> =>
    driver().tray.choose(german ? 'Auf neue Nachrichten prüfen' : 'Check for new messages');
  const tokenOf = async (row: Locator): Promise<string> =>
    (await row.getAttribute('data-token'))?.split('.')[0] ?? assert.fail('the row has no token');
  /** The browser has come to the front, which hides the window. */
  const comeBack = async (): Promise<void> => {
    await driver().waitForWindow(({ visible }) => !visible);
    await driver().tray.choose(german ? 'Talkmelder öffnen' : 'Open Talkmelder');
    await driver().waitForWindow(({ visible }) => visible);
  };

  /** Waits for the card of an alarm with this heading, and keeps a picture of it. */
  const cardWith = async (heading: string, picture: string): Promise<Page> => {
    const card = await driver().topWindows.page();
    await card.getByRole('heading', { name: heading, exact: true }).waitFor({ timeout: DEADLINE_MS });
    await card.screenshot({ path: join(pictures, picture) });
    return card;
  };
  /** Clicks "seen" on the card, as soon as a click counts. */
  const see = async (card: Page): Promise<void> => {
    await card.getByRole('button', { name: german ? 'Gesehen' : 'Seen', exact: true }).click();
    await driver().tray.waitFor(({ icon }) => !icon.startsWith('alarm'));
  };

  try {
    const started = performance.now();
    const { nextcloud, group } = await startServer();
    server = nextcloud;
    const { control } = nextcloud;
    app = await launchApp({ args: [`--server=${nextcloud.url}`], locale, theme, scale: 2 });
    report = createReport(app.kind);
    await step('server-started', `an embedded Nextcloud answers at ${nextcloud.url}`, async () => {
      assert.equal((await fetch(`${nextcloud.url}/status.php`)).status, 200);
    });
    await step('app-started', `Talkmelder runs (${driver().kind}), the tray says it is not connected`, async () => {
      page = await driver().window();
      await sees('Talkmelder');
      await driver().tray.waitFor(({ icon }) => icon === 'signed-out');
    });
    await step('address-entered', 'the preset address is there; Enter, and the browser opens', async () => {
      assert.equal(await window().getByRole('textbox').inputValue(), nextcloud.url);
      await openLoginPage(window());
      await driver().waitForOpened((url) => url.includes('/login/v2/flow/'));
    });
    await step('browser-granted', "alice signs in on Nextcloud's own page and grants access", async () => {
      const loginUrl = (await driver().opened()).find((url) => url.includes('/login/v2/flow/')) ?? '';
      const browser = await driver().systemBrowser();
      await grantInBrowser(browser, loginUrl, 'alice', 'alice');
      await browser.screenshot({ path: join(pictures, '00-browser.png') });
      await browser.close();
    });
    await step('connected', 'the app password has arrived and is checked by the server', async () => {
      await sees(german ? 'Fertig' : 'Done');
      await goToList(window());
      await sees('Nextcloud Talk');
      assert.equal(control.appPasswords('alice').length, 1);
    });
    await step('rooms-shown', 'the conversations are on screen, the tray shows what is unread', async () => {
      await sees('Einsatzgruppe 1');
      await driver().tray.waitFor(({ exists, icon }) => exists && icon !== 'signed-out');
    });
    await step('message-notified', 'bob writes; one notification appears', async () => {
      const before = (await driver().notifications.list()).length;
      control.send('bob', group, MESSAGE);
      await refresh();
      const shown = await driver().notifications.waitFor((list) => list.length > before);
      assert.deepEqual(
        shown.slice(before).map(({ title, body }) => [title, body]),
        [['Einsatzgruppe 1', `Bob Böhm: ${MESSAGE}`]],
      );
      await sees(MESSAGE);
    });
    await step('conversation-opened', 'a click on it opens the conversation in the browser', async () => {
      const last = (await driver().notifications.list()).at(-1) ?? assert.fail('no notification');
      await driver().notifications.click(last.id);
      const url = await driver().waitForOpened((opened) => opened.includes('/call/'));
      assert.equal(url, `${nextcloud.url}/call/${group}`);
      await comeBack();
    });
    await step(
      'read-elsewhere-withdrawn',
      'bob writes again, alice reads it on her phone; the notification goes away',
      async () => {
        const before = (await driver().notifications.list()).length;
        control.send('bob', group, 'Bitte Atemschutzgeräte mitbringen');
        await refresh();
        await driver().notifications.waitFor((list) => list.length === before + 1 && list.at(-1)?.state === 'shown');
        control.markRead('alice', group);
        await refresh();
        await driver().notifications.waitFor((list) => list.length === before + 1 && list.at(-1)?.state === 'closed');
      },
    );
    await step(
      'list-held-still',
      'a message arrives between aim and press; the list stands still, and the aimed conversation opens',
      async () => {
        const rows = window().locator('.list > [data-token]');
        const aimed = rows.nth(2);
        const waiting = window().locator('.list > [data-token]', { hasText: 'Kantine & Kasse' });
        const [token, other] = await Promise.all([tokenOf(aimed), tokenOf(waiting)]);
        const box = (await aimed.boundingBox()) ?? assert.fail('the third row is not on screen');
        const point = { x: box.x + box.width / 3, y: box.y + box.height / 2 };
        await window().mouse.move(point.x - 5, point.y);
        await window().mouse.move(point.x, point.y);
        control.send('bob', other, 'Die Suppe ist fertig');
        await refresh();
        await waiting.filter({ hasText: 'Die Suppe ist fertig' }).waitFor();
        await window().locator('.news-pill').waitFor();
        assert.equal(await tokenOf(rows.nth(2)), token);
        await window().mouse.down();
        await window().mouse.up();
        const url = await driver().waitForOpened((opened) => opened.includes('/call/') && !opened.endsWith(group));
        assert.ok(url.startsWith(`${nextcloud.url}/call/${token}`), url);
        await comeBack();
        await window().mouse.move(1, 1);
      },
    );
    await step(
      'undo-worked',
      '"mark all as read" is undone within five seconds; nothing reaches the server',
      async () => {
        const unread = window().locator('.list .row-unread');
        const before = await unread.count();
        assert.ok(before > 0);
        control.clearRequests();
        await window()
          .getByRole('button', { name: german ? 'Alles als gelesen markieren' : 'Mark all as read' })
          .click();
        await unread.first().waitFor({ state: 'detached' });
        await window()
          .getByRole('button', { name: german ? 'Rückgängig' : 'Undo', exact: true })
          .click();
        await unread.nth(before - 1).waitFor({ state: 'attached' });
        assert.deepEqual(
          control.requests.filter(({ method }) => method === 'POST').map(({ path }) => path),
          [],
        );
      },
    );
    let card: Page | undefined;
    await step(
      'alarm-rings',
      'the group becomes an alarm conversation in its menu; bob writes, the card shows it, and the sound plays',
      async () => {
        const row = window().locator('.list > [data-token]', { hasText: 'Einsatzgruppe 1' });
        await row.click({ button: 'right' });
        await window()
          .getByRole('menuitem', { name: german ? 'Als Alarm behandeln …' : 'Treat as alarm…' })
          .click();
        await window()
          .getByRole('button', { name: german ? 'Als Alarm behandeln' : 'Treat as alarm', exact: true })
          .click();
        await window().getByRole('dialog').waitFor({ state: 'detached', timeout: DEADLINE_MS });
        const before = (await driver().sounds.list()).length;
        control.send('bob', group, ALARM);
        card = await cardWith('ALARM', '00-alarm.png');
        await card.getByText(ALARM).first().waitFor();
        await driver().sounds.waitFor(before + 1);
        await driver().tray.waitFor(({ icon }) => icon.startsWith('alarm'));
      },
    );
    await step('alarm-acknowledged', 'a click on the card ends it: sound, icon and notification', async () => {
      await see(card ?? assert.fail('there is no card'));
      await driver().notifications.waitFor((list) =>
        list.every(({ body, state }) => !body.includes(ALARM) || state === 'closed'),
      );
    });
    await step(
      'self-test-passed',
      'a test alarm rings, and both legs of its way from the server are measured',
      async () => {
        // What the window has just said stays while the pointer is on it, and covers the button.
        await window().mouse.move(1, 1);
        await window()
          .getByRole('contentinfo')
          .getByRole('button', { name: german ? 'Einstellungen' : 'Settings' })
          .click();
        await window()
          .getByRole('button', { name: german ? 'Probealarm' : 'Test alarm', exact: true })
          .click();
        await see(await cardWith(german ? 'PROBEALARM' : 'TEST ALARM', '00-test-alarm.png'));
        await sees(
          german ? /^Push: [\d,]+\ss\. Unterhaltungen: [\d,]+\ss\.$/ : /^Push: [\d.]+\ss\. Conversations: [\d.]+\ss\.$/,
        );
        await window().screenshot({ path: join(pictures, '00-test-result.png') });
        await window().keyboard.press('Escape');
        await window().getByRole('dialog').waitFor({ state: 'detached', timeout: DEADLINE_MS });
      },
    );
    await step(
      'appointment-shown',
      'appointments are switched on in the settings; the strip above the footer says what is next',
      async () => {
        await window()
          .getByRole('contentinfo')
          .getByRole('button', { name: german ? 'Einstellungen' : 'Settings' })
          .click();
        await window()
          .getByText(german ? 'Termine' : 'Appointments', { exact: true })
          .click();
        await window().getByLabel('Dienstplan').waitFor({ timeout: DEADLINE_MS });
        await window().keyboard.press('Escape');
        await window().getByRole('dialog').waitFor({ state: 'detached', timeout: DEADLINE_MS });
        await sees(german ? 'Morgen 19:00' : 'Tomorrow 19:00');
        await sees('Dienstabend · Gerätehaus');
      },
    );
    await step('offline-shown', 'the server goes down; the window says so and keeps the list', async () => {
      await control.down();
      await refresh();
      await sees(german ? /nicht erreichbar/ : /cannot be reached/);
      await sees('Einsatzgruppe 1');
      await driver().tray.waitFor(({ icon }) => icon === 'offline');
    });
    await step('recovered', 'the server is back; one click, and all is well', async () => {
      await control.up();
      const retry = window().getByRole('button', { name: german ? 'Erneut versuchen' : 'Try again', exact: true });
      // The button disappears if the app finds the server again first.
      await retry.evaluateAll((buttons) => {
        for (const button of buttons as HTMLElement[]) button.click();
      });
      await driver().tray.waitFor(({ icon }) => icon !== 'offline');
    });
    await step('disconnected', 'the menu disconnects, after asking once', async () => {
      await window()
        .getByRole('button', { name: german ? /Menü/ : /menu/i })
        .click();
      await window()
        .getByRole('menuitem', { name: german ? /trennen/ : /Disconnect/ })
        .click();
      await window()
        .getByRole('button', { name: german ? 'Trennen' : 'Disconnect', exact: true })
        .click();
      await window().getByRole('textbox').waitFor({ timeout: DEADLINE_MS });
      await driver().tray.waitFor(({ icon }) => icon === 'signed-out');
    });
    await step('app-password-revoked', 'Nextcloud no longer lists the app password', async () => {
      assert.deepEqual(control.appPasswords('alice'), []);
    });
    print(`${Math.round((performance.now() - started) / 100) / 10} s in all; pictures in ${pictures}`);
  } catch (error) {
    print(error instanceof Error ? (error.stack ?? error.message) : String(error));
    await page?.screenshot({ path: join(pictures, 'failed.png') }).catch(() => {});
    if (app) print(app.output());
  } finally {
    await app?.quit().catch((error: unknown) => print(`quit: ${String(error)}`));
    await server?.close();
  }
  return report.result();
}
