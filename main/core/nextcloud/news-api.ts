import * as v from 'valibot';
import { ServerError } from '../errors.ts';
import type { Client } from './client.ts';
import { fromStatus, parse } from './client.ts';
import { Fields, listOf, nameText, recordOf } from './fields.ts';
import { hasApp } from './navigation-api.ts';

/** A thousand feeds are about 500 kB. */
const MAX_BYTES = 4 * 1024 * 1024;
const TIMEOUT_MS = 20_000;
/** The type of "all items". Source: the documentation of News' API v1.3. */
const ALL_ITEMS = 3;
export const MOST_UNREAD = 99_999;

const Answer = v.record(v.string(), v.unknown());

export type NewsApi = ReturnType<typeof createNewsApi>;

/** Nextcloud News, whose API is not OCS. Its `/version` is public and proves nothing, so it is not asked. */
export function createNewsApi(client: Client) {
  /** @returns null when there is no News at this address */
  async function ask(path: string): Promise<v.InferOutput<typeof Answer> | null> {
    const url = `${client.server}/index.php/apps/news/api/v1-3/${path}`;
    const answer = await client.request(url, { limit: MAX_BYTES, timeout: TIMEOUT_MS });
    if (answer.status === 404) {
      // The page does not tell whether Nextcloud or a gateway wrote it, so Nextcloud's menu of apps is asked.
      if (await hasApp(client, 'news')) throw fromStatus(answer);
      return null;
    }
    // News answers 401 for reasons of its own. Only the conversations' answers say whether a session has ended.
    if (answer.status === 401) throw new ServerError('News: status 401', 401);
    if (answer.status !== 200) throw fromStatus(answer);
    return parse(Answer, answer.body);
  }

  return {
    /** Returns how many articles are unread in all feeds; null when the server has no News. */
    async unread(): Promise<number | null> {
      const answer = await ask('feeds');
      if (answer === null) return null;
      const feeds = listOf(answer.feeds);
      if (!feeds) throw new ServerError('News: no list of feeds', 0);
      const counts = feeds.flatMap((feed) => {
        const fields = recordOf(feed);
        return fields ? new Fields<'unreadCount'>(fields).count('unreadCount', MOST_UNREAD, 0, 0) : [];
      });
      return Math.min(
        counts.reduce((sum, count) => sum + count, 0),
        MOST_UNREAD,
      );
    },
    /** Returns the title of the newest unread article; null: there is none. */
    async newest(): Promise<string | null> {
      const answer = await ask(`items?type=${ALL_ITEMS}&id=0&getRead=false&batchSize=1`);
      const [item] = listOf(answer?.items) ?? [];
      return nameText(recordOf(item)?.title) || null;
    },
  };
}
