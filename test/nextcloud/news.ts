import { type Context, json, type Reply } from './http.ts';
import { type PageRoute, routes } from './router.ts';
import type { World } from './world.ts';

/** A server without News answers in this way, before Nextcloud's framework. */
const notInstalled = (): Reply => ({
  status: 404,
  headers: { 'Content-Type': 'text/html; charset=UTF-8' },
  bare: true,
});

const feeds = ({ world }: Context): Reply => {
  if (!world.news) return notInstalled();
  return json(200, {
    feeds: world.news.map(({ title, unread }, index) => ({
      id: index + 1,
      url: `https://news.example.org/${index}.xml`,
      title,
      faviconLink: null,
      added: world.now(),
      folderId: null,
      unreadCount: unread.length,
      ordering: 0,
      link: 'https://news.example.org',
      pinned: false,
      updateErrorCount: 0,
      lastUpdateError: '',
      nextUpdateTime: null,
    })),
    starredCount: 0,
    newestItemId: world.articleIds.size,
  });
};

/** The unread articles, newest first. An article keeps its id. */
const articles = (world: World) =>
  (world.news ?? [])
    .flatMap(({ unread }, index) =>
      unread.map((title) => ({ id: world.articleIds.get(title) ?? 0, title, feedId: index + 1 })),
    )
    .sort((a, b) => b.id - a.id);

const items = ({ world, query }: Context): Reply => {
  if (!world.news) return notInstalled();
  const told = articles(world).slice(0, Number(query.get('batchSize') ?? -1));
  return json(200, { items: told.map((item) => ({ ...item, url: 'https://news.example.org/1', unread: true })) });
};

/** Nextcloud News, API v1.3. Source: the app's documentation; the recorded server does not have it. */
export const newsPages: PageRoute[] = routes(
  '/apps/news/api/v1-3',
  { withoutCsrfCheck: true },
  { 'GET /feeds': feeds, 'GET /items': items },
);
