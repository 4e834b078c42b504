import { type Context, html, type Reply } from './http.ts';
import { notFoundPage, PAGE_SECURITY, page, pageWords } from './pages.ts';
import { routes } from './router.ts';
import { fill } from './words.ts';

/** The browser's side of a conversation. It does not know the reader, so a one-to-one conversation shows both names. */
const conversation = (context: Context): Reply => {
  const { world, params } = context;
  const room = world.rooms.get(params.token ?? '');
  if (!room) return html(404, notFoundPage(world), PAGE_SECURITY);
  const words = pageWords(context);
  const name = room.name || [...room.attendees.keys()].map((id) => world.displayName(id)).join(', ');
  const title = fill(words.conversation, { name });
  return html(200, page(world, title, `<p>${words.conversationHint}</p>`), PAGE_SECURITY);
};

export const callPages = routes('', { public: true }, { 'GET /call/{token}': conversation });
