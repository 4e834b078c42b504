import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import type { Bridge } from '../../preload/contract.ts';
import { comeBack, grantInBrowser, openLoginPage } from '../demo/people.ts';
import { type Nextcloud, type NextcloudOptions, startNextcloud } from '../nextcloud/server.ts';
import type { Station } from '../nextcloud/station.ts';
import { removeFolder } from '../remove-folder.ts';
import { within } from '../within.ts';
import type { AppDriver, LaunchOptions } from './driver.ts';
import { backToFirstState } from './first-state.ts';
import { launchApp } from './launch.ts';
import { timed } from './profile.ts';
import { found, writtenFiles } from './written-files.ts';

declare global {
  /** The API that the preload exposes to the page. */
  interface Window {
    talkmelder: Bridge;
  }
}

export interface StationOptions extends LaunchOptions {
  /** No account was ever signed in on this PC, so the first sign-in ends with its closing card. */
  firstSignIn?: boolean;
}

/** A fire station's server and the app beside it. */
export interface StationPc {
  nextcloud: Nextcloud;
  rooms: Station;
  app: AppDriver;
  /** Starts the app again with its stored data, after its end. */
  start(options?: LaunchOptions): Promise<void>;
  /** Quits, and starts again. */
  restart(options?: LaunchOptions): Promise<void>;
  /** Signs alice in; grants in process unless `how` is `browser`. */
  signIn(how?: 'browser'): Promise<Page>;
  /** Refreshes as the tray's menu does. */
  refresh(): Promise<void>;
  /** Ends the test. @throws if any file that the app has written with --verbose contains a secret or a user's text */
  stop(): Promise<void>;
}

const REFRESH = /^(Auf neue Nachrichten prüfen|Check for new messages)$/;

/** A log may contain shorter texts by chance. */
const isTelling = (words: string): boolean => words.length > 9;

/** An idle station of this test file in its first state, for the next test with the same options. */
let idle: { pc: Reusable; like: string } | null = null;
/** Options that describe the machine. Tests with equal values can share an app one after the other. */
const REUSABLE: readonly string[] = [
  'locale',
  'notificationsSupported',
  'platform',
  'safeStorageBackend',
  'screens',
  'theme',
];

interface Reusable extends StationPc {
  /** Resets everything for the next test. Returns false if something of the last test is left. */
  bringBack(): Promise<boolean>;
  /** Ends the app and the server. */
  end(): Promise<void>;
}

/**
 * Opens a server and the app beside it. Tests of a file with the same options share one process one after the other,
 * because its start costs more than most tests.
 */
export async function openStation(options: StationOptions = {}, server: NextcloudOptions = {}): Promise<StationPc> {
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

/** Ends the idle station. Call it at the end of a test file as well. */
export async function endIdleStation(): Promise<void> {
  const ending = idle;
  idle = null;
  await ending?.pc.end();
}

async function startStation(
  { firstSignIn = false, ...options }: StationOptions,
  server: NextcloudOptions,
  like: string | null,
): Promise<Reusable> {
  const nextcloud = await startNextcloud(server);
  const args = ['--verbose', `--server=${nextcloud.url}`, ...(options.args ?? [])];
  // This folder survives restarts, unlike one that the launcher makes.
  const userData = mkdtempSync(join(tmpdir(), 'talkmelder-e2e-'));
  if (!firstSignIn) writeFileSync(join(options.userData ?? userData, 'welcome.json'), '{"seen":true}');
  const launch = (more: LaunchOptions) => launchApp({ locale: 'de-DE', userData, ...options, args, ...more });
  /** Texts that the app must never write, including those of earlier tests. */
  const forbidden = new Set<string>();
  /** Those that the books of alarms contain, and no other file: their logs tell which conversations rang. */
  const names = new Set<string>();
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
        await within('the end of the page in the browser', browser.close());
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
        await removeFolder(userData);
      }
    },
  };
  return pc;

  function noteForbidden(): void {
    const { secretsGiven, wordsOfPeople, namesOfConversations } = nextcloud.control;
    for (const name of namesOfConversations()) names.add(name);
    for (const text of [...secretsGiven(), ...wordsOfPeople().filter(isTelling)]) forbidden.add(text);
  }

  /** @throws if the app's files or output contain a forbidden text */
  function searchFiles(): void {
    noteForbidden();
    const files = writtenFiles(userData).set('output', Buffer.from(pc.app.output()));
    const books = new Map([...files].filter(([path]) => path.startsWith(join(userData, 'alarms'))));
    for (const path of books.keys()) files.delete(path);
    const leaks = [
      ...found([...forbidden], files),
      ...found(
        [...forbidden].filter((text) => !names.has(text)),
        books,
      ),
    ];
    if (leaks.length > 0) throw new Error(`these texts must not be on this PC:\n${leaks.join('\n')}`);
  }
}

/** Makes every call fail, with a long backoff: the app only comes back when the user refreshes. */
export const failForLong = ({ nextcloud }: StationPc): void => {
  nextcloud.control.fail({ status: 500, retryAfter: 600 });
};

/**
 * Resolves when the app has decided about notifications for the list on screen. It shows a list first, notifies then,
 * and only after that fetches the next one.
 */
export async function toldOf({ nextcloud, refresh }: StationPc): Promise<void> {
  const listed = nextcloud.control.waitFor('request', ({ path }) => path.endsWith('/room'));
  await refresh();
  await listed;
}

/** Resolves when every conversation has its row: rows out of sight come a moment after the others. */
export const wholeList = (page: Page): Promise<unknown> =>
  page.waitForFunction(async () => {
    const answer = await window.talkmelder.getState();
    const phase = answer.ok ? answer.value.phase : null;
    const all = phase?.kind === 'connected' ? phase.conversations : null;
    return all !== null && document.querySelectorAll('.list > [data-token]').length === all.length;
  });

/** Returns the row of a conversation. */
export const row = (page: Page, name: string): Locator => page.getByRole('listitem').filter({ hasText: name });

/** Resolves when the text is on screen. */
export const sees = (page: Page, text: string | RegExp): Promise<void> =>
  page.getByText(text).first().waitFor({ state: 'visible' });
