import { type Article, createNewsApi, type Feeds, MOST_UNREAD } from '../nextcloud/news-api.ts';
import type { Companion, CompanionDeps, Listed } from './companion.ts';
import { pageOf } from './page-of.ts';

/** Unread articles of Nextcloud News. */
export default function createNews(deps: CompanionDeps): Companion {
  const api = createNewsApi(deps.client);
  let listed: Listed | null = null;
  /** The newest unread article, and what the feeds said when it was asked for. */
  let known: { state: string; article: Article | null } | null = null;

  /** Asks only if something has changed. */
  async function newestOf({ unread, newestId, state }: Feeds): Promise<Article | null> {
    if (unread === 0) return null;
    if (known === null || known.state !== state || newestId === null) known = { state, article: await api.newest() };
    return known.article;
  }

  return {
    async refresh() {
      const feeds = await api.feeds();
      if (feeds === null) return null;
      const article = await newestOf(feeds);
      const isMore = feeds.unread >= MOST_UNREAD;
      const line = { id: 'news', title: null, count: feeds.unread, isMore, newest: article?.title || null };
      listed = { line, entries: article ? [entryOf(article)] : [], isWhole: false, top: feeds.newestId };
      return { of: 'lines', lines: [line] };
    },
    listed: () => (listed ? [listed] : []),
    async act(action) {
      if (action.kind !== 'open') throw new RangeError('no such action');
      await deps.open(pageOf(deps, 'news'));
      return { kind: 'done' };
    },
    stop: () => {},
  };
}

/** The ids of articles count up. */
const entryOf = ({ id, title }: Article) => ({ identity: id === null ? title : String(id), order: id, text: title });
