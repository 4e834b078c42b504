import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import type { Bridge } from '../../preload/contract.ts';
import { comeBack, grantInBrowser, openLoginPage } from '../demo/people.ts';
import { type Nextcloud, type NextcloudOptions, startNextcloud } from '../nextcloud/server.ts';
import type { Station } from '../nextcloud/station.ts';
import type { AppDriver, LaunchOptions } from './driver.ts';
import { backToFirstState } from './first-state.ts';
import { launchApp } from './launch.ts';
import { timed } from './profile.ts';
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
  /** The test is over. @throws when a secret, or what people wrote, stands in any file that the app has written, at its most talkative */
  stop(): Promise<void>;
}

const REFRESH = /^(Aktualisieren|Refresh)$/;

/** Shorter ones may stand in a log by chance. */
const isTelling = (words: string): boolean => words.length > 9;

/** A station of this test file that has been brought back to its first state, and waits for a test that wants its like. */
let idle: { pc: Reusable; like: string } | null = null;
/** Options that describe the machine: apps that were started with the same ones can be had one after the other. */
const REUSABLE: readonly string[] = ['locale', 'notificationsSupported', 'platform', 'safeStorageBackend', 'theme'];

interface Reusable extends StationPc {
  /** As if everything had just been started, for the next test. False when something of the last test is left. */
  bringBack(): Promise<boolean>;
  /** Ends the app and the server. */
  end(): Promise<void>;
}

/**
 * A server and the app beside it. A file's tests that want the same have it one after the other in one process: starting
 * it costs more than most tests.
 */
export async function openStation(options: LaunchOptions = {}, server: NextcloudOptions = {}): Promise<StationPc> {
  const reusable = Object.keys(server).length === 0 && Object.keys(options).every((key) => REUSABLE.includes(key));
  const like = reusable ? JSON.stringify(options) : null;
  if (idle?.like !== like) await endIdleStation();
  const pc = idle?.pc ?? (await startStation(options, server, like));
  idle = null;
  const { control } = pc.nextcloud;
  pc.rooms = control.seedStation();
  control.setLevel('alice', pc.rooms.einsatzgruppe, 1);
  return pc;
}

/** To be called when a test file is over, too. */
export async function endIdleStation(): Promise<void> {
  const ending = idle;
  idle = null;
  await ending?.pc.end();
}

async function startStation(options: LaunchOptions, server: NextcloudOptions, like: string | null): Promise<Reusable> {
  const nextcloud = await startNextcloud(server);
  const args = ['--verbose', `--server=${nextcloud.url}`, ...(options.args ?? [])];
  // Kept over restarts, unlike a folder that the launcher makes.
  const userData = mkdtempSync(join(tmpdir(), 'talkmelder-e2e-'));
  const launch = (more: LaunchOptions) => launchApp({ locale: 'de-DE', userData, ...options, args, ...more });
  /** Of the tests before, too: what an app must never write. */
  const forbidden = new Set<string>();
  let asStarted = like !== null;
  const pc: Reusable = {
    nextcloud,
    rooms: {} as Station,
    app: await launch({}),
    async start(more = {}) {
      asStarted &&= Object.keys(more).length === 0;
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
    stop: () =>
      timed('stop', async () => {
        try {
          searchFiles();
          if (like !== null && asStarted && idle === null && (await pc.bringBack())) idle = { pc, like };
          else await pc.end();
        } catch (error) {
          await pc.end().catch(() => {});
          throw error;
        }
      }),
    async bringBack() {
      await nextcloud.control.up();
      nextcloud.control.clearFaults();
      const isBack = await backToFirstState(pc.app, nextcloud.url);
      noteForbidden();
      await nextcloud.reset();
      return isBack;
    },
    async end() {
      try {
        await pc.app.quit();
        searchFiles();
      } finally {
        await nextcloud.close();
        rmSync(userData, { recursive: true, force: true, maxRetries: 20 });
      }
    },
  };
  return pc;

  function noteForbidden(): void {
    const { secretsGiven, wordsOfPeople } = nextcloud.control;
    for (const text of [...secretsGiven(), ...wordsOfPeople().filter(isTelling)]) forbidden.add(text);
  }

  /** @throws when something forbidden stands in a file that the app has written, or in its output */
  function searchFiles(): void {
    noteForbidden();
    const files = writtenFiles(userData).set('output', Buffer.from(pc.app.output()));
    const leaks = found([...forbidden], files);
    if (leaks.length > 0) throw new Error(`nobody may find on this PC:\n${leaks.join('\n')}`);
  }
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
