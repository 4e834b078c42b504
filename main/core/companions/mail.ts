import { statusSaid } from '../errors.ts';
import { createDashboardApi, type WidgetItem } from '../nextcloud/dashboard-api.ts';
import type { Companion, CompanionDeps, Listed, ListedEntry } from './companion.ts';
import { pageOf } from './page-of.ts';

const WIDGET = 'mail-unread';
/** Mail answers no more. */
const MOST_ITEMS = 30;

/** Unread mail, as the widget of the Mail app tells it. */
export default function createMail(deps: CompanionDeps): Companion {
  const dashboard = createDashboardApi(deps.client);
  let listed: Listed | null = null;
  return {
    async refresh() {
      try {
        const items = (await dashboard.items(2, [WIDGET], MOST_ITEMS)).get(WIDGET);
        if (!items) return null;
        const line = {
          id: WIDGET,
          title: null,
          count: items.length,
          isMore: items.length >= MOST_ITEMS,
          newest: items[0] ? textOf(items[0]) || null : null,
        };
        listed = { line, entries: items.map(entryOf), isWhole: !line.isMore, top: null };
        return { of: 'lines', lines: [line] };
      } catch (error) {
        // The server has no dashboard.
        if (statusSaid(error) === 404) return null;
        throw error;
      }
    },
    listed: () => (listed ? [listed] : []),
    async act(action) {
      if (action.kind !== 'open') throw new RangeError('no such action');
      await deps.open(pageOf(deps, 'mail'));
      return { kind: 'done' };
    },
    stop: () => {},
  };
}

/** The title is the sender, and the subtitle the subject. */
const textOf = ({ title, subtitle }: WidgetItem): string => [title, subtitle].filter((text) => text !== '').join(': ');

/** Its link names the folder, so a mail that a filter moves has a new one. `since` is when it was sent. */
const entryOf = (item: WidgetItem): ListedEntry => ({
  identity: JSON.stringify([item.title, item.subtitle, item.since]),
  order: item.order,
  text: textOf(item),
});
