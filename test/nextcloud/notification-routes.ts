import { createHash } from 'node:crypto';
import { type Context, fields } from './http.ts';
import { idText, tellId } from './ids.ts';
import { hasExpired } from './messages.ts';
import type { Notification } from './model.ts';
import { notificationJson } from './notification-json.ts';
import { addNotification, dismissNotifications } from './notify.ts';
import { failure, type OcsAnswer } from './ocs.ts';
import { routes } from './router.ts';
import type { World } from './world.ts';

/** Nextcloud hides Talk's notifications while Talk is off, and after their message has expired. */
const isShown = (world: World, { subject }: Notification): boolean => {
  if ('message' in subject && hasExpired(world, subject.message)) return false;
  return world.talk === 'on' || !('room' in subject);
};

const shownTo = ({ world, user }: Context): Notification[] =>
  (user?.notifications ?? []).filter((notification) => isShown(world, notification));

const list = (context: Context): OcsAnswer => {
  const { world, user } = context;
  if (!user) return { data: [] };
  const ids = shownTo(context).map(({ id }) => id);
  const etag = `"${createHash('md5').update(`${user.id} ${ids}`).digest('hex')}"`;
  const headers = { ETag: etag, 'X-Nextcloud-User-Status': user.status?.status ?? 'offline' };
  if (context.headers['if-none-match'] === etag) return { status: 304, headers };
  return { data: shownTo(context).map((notification) => notificationJson(world, user, notification)), headers };
};

const single = (context: Context): OcsAnswer => {
  const { world, user } = context;
  const found = shownTo(context).find(({ id }) => String(id) === context.params.id);
  if (!found || !user) return { ...failure(404), data: null };
  return { data: notificationJson(world, user, found) };
};

/** Deleting is idempotent: a missing notification counts as deleted. */
const remove = ({ world, user, params }: Context): OcsAnswer => {
  if (user) dismissNotifications(world, user.id, ({ id }) => String(id) === params.id);
  return { data: [] };
};

const removeAll = ({ world, user }: Context): OcsAnswer => {
  if (user) dismissNotifications(world, user.id, () => true);
  return { data: [] };
};

/** Source: the notifications app's EndpointController. */
const MOST_ASKED = 200;

const exists = (context: Context): OcsAnswer => {
  const { world } = context;
  const { ids } = fields(context);
  if (Array.isArray(ids) && ids.length > MOST_ASKED) return { ...failure(400), data: [] };
  const asked: unknown[] = Array.isArray(ids) ? ids : [];
  const texts = asked.map(String);
  const present = shownTo(context)
    .map(({ id }) => id)
    .filter((id) => texts.includes(idText(world, id, 'notification')));
  return { data: present.sort((a, b) => a - b).map((id) => tellId(world, id, 'notification')) };
};

/** Creates a notification for the user who asks. The real server also tells the user's phones. */
const testSelf = ({ world, user }: Context): OcsAnswer => {
  if (!user) return failure(404);
  const { id } = addNotification(world, user.id, { kind: 'test', object: world.now().toString(16) });
  const message = 'Internet connectivity is disabled in configuration file - no push notifications will be sent\n';
  return { data: { message, nid: tellId(world, id, 'notification') } };
};

/** The notifications app. */
export const notificationRoutes = routes(
  '/apps/notifications/api',
  { app: 'notifications' },
  {
    'GET /v2/notifications': list,
    'DELETE /v2/notifications': removeAll,
    'POST /v2/notifications/exists': exists,
    'GET /v2/notifications/{id}': single,
    'DELETE /v2/notifications/{id}': remove,
    'POST /v3/test/self': testSelf,
  },
);
