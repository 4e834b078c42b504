import { type Context, integer } from './http.ts';
import type { DashboardWidget } from './model.ts';
import type { OcsAnswer } from './ocs.ts';
import { routes } from './router.ts';
import type { World } from './world.ts';

const widget = (
  id: string,
  title: string,
  page: string | null,
  versions: number[],
  button: DashboardWidget['button'],
): DashboardWidget => ({ id, title, page, versions, button, items: [], nothing: '' });

/** The widgets of the recorded server. */
export const usualWidgets = (): DashboardWidget[] => [
  widget('files-favorites', 'Favorisierte Dateien', '/apps/files/favorites', [2], 'more'),
  widget('activity', 'Neueste Aktivitäten', '/apps/activity/', [1, 2], 'more'),
  widget('calendar', 'Anstehende Termine', null, [1, 2], 'more'),
  widget('circles', 'Teams', '/apps/contacts/', [], 'more'),
  { ...widget('mail', 'Wichtige E-Mail', '/apps/mail/', [1, 2], 'setup'), nothing: 'Keine Nachrichten gefunden' },
  {
    ...widget('mail-unread', 'Ungelesene E-Mail', '/apps/mail/', [1, 2], 'setup'),
    nothing: 'Keine Nachrichten gefunden',
  },
  widget('notes', 'Notizen', '/apps/notes/', [1], 'new'),
  widget('spreed', 'Talk Erwähnungen', '/apps/spreed/', [1, 2], 'more'),
  widget('user_status', 'Letzter Status', null, [1, 2], null),
];

const widgetJson = (world: World, { id, title, page, versions, button }: DashboardWidget) => ({
  id,
  title,
  order: 0,
  icon_class: `icon-${id}`,
  icon_url: `${world.baseUrl}/apps/${id}/img/app-dark.svg`,
  widget_url: page?.startsWith('http') ? page : page && world.pageUrl(page),
  item_icons_round: true,
  item_api_versions: versions,
  reload_interval: 0,
  ...(button && { buttons: [{ type: button, text: title, link: world.pageUrl(page ?? `/apps/${id}/`) }] }),
});

const list = ({ world }: Context): OcsAnswer => ({
  data: Object.fromEntries(world.widgets.map((one) => [one.id, widgetJson(world, one)])),
});

/** Without a known widget the answer is an empty list, as PHP writes an empty record. */
const items =
  (version: 1 | 2) =>
  ({ world, query }: Context): OcsAnswer => {
    const asked = query.getAll('widgets[]');
    const limit = integer(query.get('limit'), 7);
    const known = world.widgets.filter(({ id, versions }) => asked.includes(id) && versions.includes(version));
    if (known.length === 0) return { data: [] };
    const answers = known.map(({ id, items: all, nothing }) => {
      // The oldest gets its number first.
      const numbered = all.toReversed().map(({ title, subtitle, link, since }) => ({
        subtitle,
        title,
        link: link?.startsWith('http') ? link : world.pageUrl(link ?? `/apps/${id}/`),
        iconUrl: '',
        overlayIconUrl: '',
        sinceId: since ?? world.numberOf(`${id}/${title}/${subtitle}/${link}`),
      }));
      const told = numbered.reverse().slice(0, limit);
      const whole = { items: told, emptyContentMessage: told.length > 0 ? '' : nothing, halfEmptyContentMessage: '' };
      return [id, version === 1 ? told : whole];
    });
    return { data: Object.fromEntries(answers) };
  };

/** The dashboard's widgets and their items. */
export const dashboardRoutes = routes(
  '/apps/dashboard/api',
  {},
  { 'GET /v1/widgets': list, 'GET /v1/widget-items': items(1), 'GET /v2/widget-items': items(2) },
);
