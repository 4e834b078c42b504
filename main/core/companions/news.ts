import { createNewsApi, MOST_UNREAD } from '../nextcloud/news-api.ts';
import type { Companion, CompanionDeps } from './companion.ts';
import { pageOf } from './page-of.ts';

/** Unread articles of Nextcloud News. */
export default function createNews(deps: CompanionDeps): Companion {
  const api = createNewsApi(deps.client);
  return {
    async refresh() {
      const count = await api.unread();
      if (count === null) return null;
      const newest = count > 0 ? await api.newest() : null;
      return { of: 'lines', lines: [{ id: 'news', title: null, count, isMore: count >= MOST_UNREAD, newest }] };
    },
    async act(action) {
      if (action.kind !== 'open') throw new RangeError('no such action');
      await deps.open(pageOf(deps, 'news'));
      return { kind: 'done' };
    },
    stop: () => {},
  };
}
