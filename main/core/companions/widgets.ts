import { statusSaid } from '../errors.ts';
import type { CompanionLine } from '../model/companion.ts';
import { createDashboardApi, type Widget, type WidgetItem } from '../nextcloud/dashboard-api.ts';
import type { Companion, CompanionDeps, Listed } from './companion.ts';
import { pageOf } from './page-of.ts';

const MOST_ITEMS = 30;
/** Administrators rarely install an app, so the list of widgets is asked rarely. */
const LIST_MS = 60 * 60_000;

/** The widgets of the dashboard that the user has chosen. */
export default function createWidgets(deps: CompanionDeps): Companion {
  const { clock } = deps;
  const dashboard = createDashboardApi(deps.client);
  let listed: Listed[] = [];
  let known: { widgets: Widget[]; at: number } | null = null;

  async function widgets(): Promise<Widget[]> {
    const now = clock.monotonic();
    if (known === null || now - known.at >= LIST_MS) known = { widgets: await dashboard.widgets(), at: now };
    return known.widgets;
  }

  /** Asks for the items of the chosen widgets, in one request for each version of the API. */
  async function itemsOf(chosen: readonly Widget[]): Promise<ReadonlyMap<string, WidgetItem[]>> {
    const items = new Map<string, WidgetItem[]>();
    for (const version of [2, 1] as const) {
      const ids = chosen.filter((widget) => widget.version === version).map(({ id }) => id);
      if (ids.length === 0) continue;
      for (const [id, found] of await dashboard.items(version, ids, MOST_ITEMS)) items.set(id, found);
    }
    return items;
  }

  return {
    async refresh() {
      try {
        const all = (await widgets()).filter(({ version }) => version !== 0);
        const chosen = all.filter(({ id }) => deps.widgets().includes(id));
        const items = await itemsOf(chosen);
        listed = chosen.map(({ id, title }) => listedOf(id, title, items.get(id) ?? []));
        return {
          of: 'widgets',
          lines: listed.map(({ line }) => line),
          offered: all.map(({ id, title }) => ({ id, title })),
        };
      } catch (error) {
        // The server has no dashboard.
        if (statusSaid(error) === 404) return null;
        throw error;
      }
    },
    listed: () => listed,
    async act(action) {
      const widget = action.kind === 'open' && known?.widgets.find(({ id }) => id === action.item);
      if (!widget) throw new RangeError('no such widget');
      await deps.open(widget.url ?? pageOf(deps, 'dashboard'));
      return { kind: 'done' };
    },
    stop: () => {},
  };
}

/** A subtitle is often a time in words, which changes. */
function listedOf(id: string, title: string, items: readonly WidgetItem[]): Listed {
  const line = lineOf(id, title, items);
  const entries = items.map((item) => ({
    identity: JSON.stringify([item.title, item.link, item.since]),
    order: item.order,
    text: item.title,
  }));
  return { line, entries, isWhole: !line.isMore, top: null };
}

const lineOf = (id: string, title: string, items: readonly WidgetItem[]): CompanionLine => ({
  id,
  title,
  count: items.length,
  isMore: items.length >= MOST_ITEMS,
  newest: items[0]?.title || null,
});
