import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import type { Bridge } from '../../preload/contract.ts';
import { grantInBrowser, openLoginPage } from '../demo/people.ts';
import { type Nextcloud, type NextcloudOptions, startNextcloud } from '../nextcloud/server.ts';
import type { Station } from '../nextcloud/station.ts';
import type { AppDriver, LaunchOptions } from './driver.ts';
import { launchApp } from './launch.ts';
import { found, writtenFiles } from './written-files.ts';

declare global {
  /** What the preload exposes to the page. */
  interface Window {
    talkmelder: Bridge;
  }
}

/** A fire station's server and the app beside it. */
export interface StationPc {
  nextcloud: Nextcloud;
  rooms: Station;
  app: AppDriver;
  /** Starts the app with what it has stored, after it has ended. */
  start(options?: LaunchOptions): Promise<void>;
  /** Quits, and starts again. */
  restart(options?: LaunchOptions): Promise<void>;
  /** Signs alice in; the grant is given in process unless `browser` is asked for. */
  signIn(how?: 'browser'): Promise<Page>;
  /** Asks the server now, as the tray's menu does. */
  refresh(): Promise<void>;
  /** @throws when a secret, or what people wrote, stands in any file that the app has written, at its most talkative */
  stop(): Promise<void>;
}

const REFRESH = /^(Aktualisieren|Refresh)$/;

/** Shorter ones may stand in a log by chance. */
const isTelling = (words: string): boolean => words.length > 9;

export async function openStation(options: LaunchOptions = {}, server: NextcloudOptions = {}): Promise<StationPc> {
  const nextcloud = await startNextcloud(server);
  const rooms = nextcloud.control.seedStation();
  nextcloud.control.setLevel('alice', rooms.einsatzgruppe, 1);
  const args = ['--verbose', `--server=${nextcloud.url}`, ...(options.args ?? [])];
  // Kept over restarts, unlike a folder that the launcher makes.
  const userData = mkdtempSync(join(tmpdir(), 'talkmelder-e2e-'));
  const launch = (more: LaunchOptions) => launchApp({ locale: 'de-DE', userData, ...options, args, ...more });
  const pc: StationPc = {
    nextcloud,
    rooms,
    app: await launch({}),
    async start(more = {}) {
      pc.app = await launch(more);
    },
    async restart(more = {}) {
      await pc.app.quit();
      await pc.start(more);
    },
    async signIn(how) {
      const page = await pc.app.window();
      await openLoginPage(page);
      const loginUrl = await pc.app.waitForOpened((url) => url.includes('/login/v2/flow/'));
      if (how === 'browser') {
        const browser = await pc.app.systemBrowser();
        await grantInBrowser(browser, loginUrl, 'alice', 'alice');
        await browser.close();
      } else nextcloud.control.grant('alice', loginUrl);
      await comeBack(pc.app);
      await row(page, 'Einsatzgruppe 1').waitFor();
      return page;
    },
    async refresh() {
      await pc.app.tray.waitFor(({ menu }) => menu.some(({ label, enabled }) => enabled && REFRESH.test(label)));
      await pc.app.tray.choose(REFRESH);
    },
    async stop() {
      await pc.app.quit();
      const { secretsGiven, wordsOfPeople } = nextcloud.control;
      const files = writtenFiles(userData).set('output', Buffer.from(pc.app.output()));
      const leaks = found([...secretsGiven(), ...wordsOfPeople().filter(isTelling)], files);
      await nextcloud.close();
      rmSync(userData, { recursive: true, force: true, maxRetries: 20 });
      if (leaks.length > 0) throw new Error(`nobody may find on this PC:\n${leaks.join('\n')}`);
    },
  };
  return pc;
}

/** The person turns from the browser to the window again, which makes the app look at once for what was agreed to there. */
export async function comeBack(app: AppDriver): Promise<void> {
  if ((await app.windowState()).focused) await app.blurWindow();
  await app.tray.choose(/^(Talkmelder öffnen|Open Talkmelder)$/);
}

/** Every call fails, and the app does not ask again by itself for long: it comes back when a person says so. */
export const failForLong = ({ nextcloud }: StationPc): void => {
  nextcloud.control.fail({ status: 500, retryAfter: 600 });
};

/**
 * Resolves when what the list on screen brought has rung, or has not: a list is shown first and told of then, and the
 * next one is not asked for before that.
 */
export async function toldOf({ nextcloud, refresh }: StationPc): Promise<void> {
  const listed = nextcloud.control.waitFor('request', ({ path }) => path.endsWith('/room'));
  await refresh();
  await listed;
}

/** Resolves when every conversation has its row: those out of sight come a moment after the others. */
export const wholeList = (page: Page): Promise<unknown> =>
  page.waitForFunction(async () => {
    const answer = await window.talkmelder.getState();
    const phase = answer.ok ? answer.value.phase : null;
    const all = phase?.kind === 'connected' ? phase.conversations : null;
    return all !== null && document.querySelectorAll('.list > [data-token]').length === all.length;
  });

/** The row of a conversation. */
export const row = (page: Page, name: string): Locator => page.getByRole('listitem').filter({ hasText: name });

/** Resolves when the text is on screen. */
export const sees = (page: Page, text: string | RegExp): Promise<void> =>
  page.getByText(text).first().waitFor({ state: 'visible' });
