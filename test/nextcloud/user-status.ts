import { type Context, fields } from './http.ts';
import type { User, UserStatus } from './model.ts';
import { failure, type OcsAnswer } from './ocs.ts';
import { routes } from './router.ts';
import type { World } from './world.ts';

const SETTABLE = ['online', 'away', 'dnd', 'busy', 'invisible', 'offline'];

const UNSET: UserStatus = { status: 'offline', message: null, icon: null, clearAt: null, userDefined: false };

/** Marks the rooms that show this user's presence as changed. */
export const touchPresence = (world: World, userId: string): void => {
  for (const room of world.rooms.values()) if (room.type === 1 && room.attendees.has(userId)) room.revision += 1;
};

export const setStatus = (world: World, user: User, change: Partial<UserStatus>): UserStatus => {
  user.status = { ...UNSET, ...user.status, ...change };
  touchPresence(world, user.id);
  return user.status;
};

/**
 * A request without `noStatusUpdate=1` makes its user online again, unless the user chose a status or is in a call. It
 * gives no status to a user who never had one, as recorded.
 */
export const seenOnline = (world: World, user: User): void => {
  if (!user.status || user.status.userDefined) return;
  if (user.status.status === 'offline' || user.status.status === 'away') setStatus(world, user, { status: 'online' });
};

const ownJson = (user: User, status: UserStatus) => ({
  userId: user.id,
  message: status.message,
  messageId: null,
  messageIsPredefined: false,
  icon: status.icon,
  clearAt: status.clearAt,
  status: status.status,
  statusIsUserDefined: status.userDefined,
});

const own = ({ user }: Context): OcsAnswer =>
  user?.status ? { data: ownJson(user, user.status) } : failure(404, 'No status for the current user');

const put = (context: Context): OcsAnswer => {
  const { world, user } = context;
  if (!user) return failure(404);
  const wished = String(fields(context).statusType ?? '');
  if (!SETTABLE.includes(wished)) return failure(400, `Status-type "${wished}" is not supported`);
  return { data: ownJson(user, setStatus(world, user, { status: wished, userDefined: true })) };
};

const putMessage = (context: Context): OcsAnswer => {
  const { world, user } = context;
  if (!user) return failure(404);
  const { message, statusIcon, clearAt } = fields(context);
  const change = {
    message: typeof message === 'string' ? message : null,
    icon: typeof statusIcon === 'string' ? statusIcon : null,
    clearAt: typeof clearAt === 'number' ? clearAt : null,
  };
  return { data: ownJson(user, setStatus(world, user, change)) };
};

const ofOther = ({ world, params }: Context): OcsAnswer => {
  const user = world.users.get(params.user ?? '');
  if (!user?.status) return failure(404);
  const { status, message, icon, clearAt } = user.status;
  return { data: { userId: user.id, message, icon, clearAt, status } };
};

/** The user_status app. */
export const userStatusRoutes = routes(
  '/apps/user_status/api/v1',
  {},
  {
    'GET /user_status': own,
    'PUT /user_status/status': put,
    'PUT /user_status/message/custom': putMessage,
    'DELETE /user_status/message': ({ world, user }) => {
      if (user) setStatus(world, user, { message: null, icon: null, clearAt: null });
      return { data: [] };
    },
    'PUT /heartbeat': ({ world, user }) => {
      if (user) seenOnline(world, user);
      return { status: 204 };
    },
    'GET /statuses/{user}': ofOther,
  },
);
