import { statusSaid } from '../errors.ts';
import { createDashboardApi } from '../nextcloud/dashboard-api.ts';
import type { Companion, CompanionDeps } from './companion.ts';
import { pageOf } from './page-of.ts';

const WIDGET = 'mail-unread';
/** Mail answers no more. */
const MOST_ITEMS = 30;

/** Unread mail, as the widget of the Mail app tells it. */
export default function createMail(deps: CompanionDeps): Companion {
  const dashboard = createDashboardApi(deps.client);
  return {
    async refresh() {
      try {
        const items = (await dashboard.items(2, [WIDGET], MOST_ITEMS)).get(WIDGET);
        if (!items) return null;
        // The title is the sender, and the subtitle the subject.
        const newest = items[0] ? [items[0].title, items[0].subtitle].filter((text) => text !== '').join(': ') : '';
        const line = {
          id: WIDGET,
          title: null,
          count: items.length,
          isMore: items.length >= MOST_ITEMS,
          newest: newest || null,
        };
        return { of: 'lines', lines: [line] };
      } catch (error) {
        // The server has no dashboard.
        if (statusSaid(error) === 404) return null;
        throw error;
      }
    },
    async act(action) {
      if (action.kind !== 'open') throw new RangeError('no such action');
      await deps.open(pageOf(deps, 'mail'));
      return { kind: 'done' };
    },
    stop: () => {},
  };
}
