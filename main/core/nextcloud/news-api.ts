import * as v from 'valibot';
import { ServerError } from '../errors.ts';
import type { Client } from './client.ts';
import { fromStatus, parse } from './client.ts';
import { Fields, listOf, nameText, recordOf, wholeNumber } from './fields.ts';
import { hasApp } from './navigation-api.ts';

/** A thousand feeds are about 500 kB. */
const MAX_BYTES = 4 * 1024 * 1024;
const TIMEOUT_MS = 20_000;
/** The type of "all items". Source: the documentation of News' API v1.3. */
const ALL_ITEMS = 3;
export const MOST_UNREAD = 99_999;

const Answer = v.record(v.string(), v.unknown());

/** What all feeds say together. */
export interface Feeds {
  /** How many articles are unread. */
  unread: number;
  /** The id of the newest article, read or not; null: the server names none. */
  newestId: number | null;
  /** Changes when an article comes or is read. */
  state: string;
}

/** The newest unread article. */
export interface Article {
  /** Null: the server named none. */
  id: number | null;
  title: string;
}

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
    /** Returns null when the server has no News. */
    async feeds(): Promise<Feeds | null> {
      const answer = await ask('feeds');
      if (answer === null) return null;
      const feeds = listOf(answer.feeds);
      if (!feeds) throw new ServerError('News: no list of feeds', 0);
      const counts = feeds.flatMap((feed) => {
        const fields = recordOf(feed);
        return fields ? new Fields<'unreadCount'>(fields).count('unreadCount', MOST_UNREAD, 0, 0) : [];
      });
      const unread = Math.min(
        counts.reduce((sum, count) => sum + count, 0),
        MOST_UNREAD,
      );
      const newestId = wholeNumber(answer.newestItemId);
      return { unread, newestId, state: JSON.stringify([newestId, counts]) };
    },
    /** Returns null when no article is unread. */
    async newest(): Promise<Article | null> {
      const answer = await ask(`items?type=${ALL_ITEMS}&id=0&getRead=false&batchSize=1`);
      const [item] = listOf(answer?.items) ?? [];
      const article = recordOf(item);
      return article && { id: wholeNumber(article.id), title: nameText(article.title) ?? '' };
    },
  };
}
