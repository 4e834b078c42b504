import { onOrigin } from '../model/origin.ts';
import { oneLine } from '../model/plain-text.ts';
import type { Client } from './client.ts';
import { listOf, nameText, plainText, recordOf } from './fields.ts';
import { Anything } from './schemas.ts';

const DASHBOARD = 'apps/dashboard/api';
/** Lists of widgets are short: 30 kB are many. */
const MAX_BYTES = 1024 * 1024;
const TIMEOUT_MS = 20_000;
const MOST_WIDGETS = 100;
const LONGEST_ID = 100;

/** A widget of the server's dashboard. */
export interface Widget {
  id: string;
  title: string;
  /** Where the browser shows more of it, on the server's origin; null: the server names no such address. */
  url: string | null;
  /** The versions of the items' API that it answers; 0: none, so that only the browser shows it. */
  version: 0 | 1 | 2;
}

export interface WidgetItem {
  title: string;
  subtitle: string;
  /** Where the browser shows it, as the server wrote it; only to tell items apart. */
  link: string;
  /** What the server calls it among the items of its widget: mostly a number or a time. */
  since: string;
  /** The same as a number; null: it is none. */
  order: number | null;
}

export type DashboardApi = ReturnType<typeof createDashboardApi>;

/** The server's dashboard. Source: recordings of Nextcloud 32. Each widget and item is read on its own. */
export function createDashboardApi(client: Client) {
  const ask = async (path: string): Promise<unknown> =>
    (await client.ocs(`${DASHBOARD}/${path}`, Anything, { limit: MAX_BYTES, timeout: TIMEOUT_MS })).data;

  return {
    async widgets(): Promise<Widget[]> {
      const data = recordOf(await ask('v1/widgets')) ?? {};
      return Object.values(data)
        .slice(0, MOST_WIDGETS)
        .flatMap((value) => widgetIn(value, client.server) ?? []);
    },
    /**
     * Returns the items of some widgets, by the widget's id. A widget that the server does not have is missing.
     * @param most items of each widget; a widget may answer some more
     */
    async items(version: 1 | 2, ids: readonly string[], most: number): Promise<Map<string, WidgetItem[]>> {
      // A key like `__proto__` is harmless: answers are looked up by ids that were asked for.
      const query = ids.map((id) => `widgets[]=${encodeURIComponent(id)}`).join('&');
      const data = recordOf(await ask(`v${version}/widget-items?${query}&limit=${most}`)) ?? {};
      const items = new Map<string, WidgetItem[]>();
      for (const id of ids) {
        const widget = Object.hasOwn(data, id) ? data[id] : undefined;
        const list = listOf(version === 1 ? widget : recordOf(widget)?.items);
        if (list)
          items.set(
            id,
            list.slice(0, most).flatMap((value) => itemIn(value) ?? []),
          );
      }
      return items;
    },
  };
}

function widgetIn(value: unknown, server: string): Widget | null {
  const widget = recordOf(value);
  const id = plainText(widget?.id);
  if (!widget || id === null || id === '' || id.length > LONGEST_ID) return null;
  const versions = listOf(widget.item_api_versions) ?? [];
  const more = (listOf(widget.buttons) ?? []).map(recordOf).find((button) => button?.type === 'more');
  const address = plainText(widget.widget_url) ?? plainText(more?.link);
  return {
    id,
    title: nameText(widget.title) || oneLine(id),
    url: address === null ? null : onOrigin(address, server),
    version: versions.includes(2) ? 2 : versions.includes(1) ? 1 : 0,
  };
}

function itemIn(value: unknown): WidgetItem | null {
  const item = recordOf(value);
  if (!item) return null;
  const since = plainText(item.sinceId) ?? '';
  return {
    title: nameText(item.title) ?? '',
    subtitle: nameText(item.subtitle) ?? '',
    link: plainText(item.link) ?? '',
    since,
    order: /^\d{1,15}$/.test(since) ? Number(since) : null,
  };
}
