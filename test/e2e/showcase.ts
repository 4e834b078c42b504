import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Language } from '../../main/core/model/settings.ts';
import { de } from '../../renderer/i18n/de.ts';
import { en } from '../../renderer/i18n/en.ts';
import { comeBack } from '../demo/people.ts';
import { type Nextcloud, type NextcloudOptions, startNextcloud } from '../nextcloud/server.ts';
import type { AppDriver, LaunchOptions } from './driver.ts';
import { launchApp } from './launch.ts';
import { type Elsewhere, openElsewhere } from './showcase-elsewhere.ts';
import { type ShowcaseRooms, seedShowcase } from './showcase-rooms.ts';

/** A running app with every kind of content, in one language. */
export interface Showcase {
  language: Language;
  app: AppDriver;
  page: Page;
  server: Nextcloud;
  rooms: ShowcaseRooms;
  /** Returns a text of the window with its placeholders filled. */
  say(key: keyof typeof de, values?: Record<string, string | number>): string;
  /** A second server, with conversations of its own. */
  elsewhere: Elsewhere;
  /** Grants the pending login flow of a user without a browser. @param at the server; default: the first one */
  grant(user: string, at?: Nextcloud): Promise<void>;
  stop(): Promise<void>;
}

/** Starts a server with the showcase's conversations and the app beside it, signed out. */
export async function openShowcase(
  language: Language,
  options: LaunchOptions = {},
  server: NextcloudOptions = {},
): Promise<Showcase> {
  const nextcloud = await startNextcloud({ language, ...server });
  const rooms = seedShowcase(nextcloud, language);
  // The second server needs its own port if the first has a fixed one.
  const elsewhere = await openElsewhere(language, { ...server, ...(server.port ? { port: server.port + 1 } : {}) });
  // Station mode writes files there.
  const config = mkdtempSync(join(tmpdir(), 'talkmelder-showcase-'));
  const app = await launchApp({
    locale: language === 'de' ? 'de-DE' : 'en-GB',
    ...options,
    env: { XDG_CONFIG_HOME: config, ...options.env },
    args: [`--server=${nextcloud.url}`, ...(options.args ?? [])],
  });
  const granted = new Set<string>();
  const words: Record<keyof typeof de, string> = { de, en }[language];
  return {
    language,
    app,
    page: await app.window(),
    server: nextcloud,
    rooms,
    say: (key, values = {}) => words[key].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name])),
    elsewhere,
    async grant(user, at = nextcloud) {
      const isNew = (url: string): boolean => url.includes('/login/v2/flow/') && !granted.has(url);
      const loginUrl = await app.waitForOpened(isNew);
      granted.add(loginUrl);
      at.control.grant(user, loginUrl);
      await comeBack(app);
    },
    async stop() {
      await app.quit();
      await nextcloud.close();
      await elsewhere.server.close();
      rmSync(config, { recursive: true, force: true, maxRetries: 20 });
    },
  };
}
