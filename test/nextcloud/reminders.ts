import type { Context } from './http.ts';
import { tellId } from './ids.ts';
import { messageJson } from './message-json.ts';
import { findMessage } from './messages.ts';
import { addNotification } from './notify.ts';
import { invalidQuery, type OcsAnswer } from './ocs.ts';
import { isOldTalk } from './old-talk.ts';
import { routes } from './router.ts';
import type { World } from './world.ts';

/** Sets a reminder ("Remind me later") for a user. @param at seconds since 1970 */
export const remind = (world: World, user: string, token: string, messageId: number, at: number): void => {
  const room = world.room(token);
  world.reminders.push({ user: world.user(user).id, room, message: findMessage(room, messageId), at });
};

/** Runs the server's background job, which turns due reminders into notifications. */
export const tellReminders = (world: World): void => {
  const due = world.reminders.filter(({ at }) => at <= world.now());
  world.reminders = world.reminders.filter((reminder) => !due.includes(reminder));
  for (const { user, room, message } of due) addNotification(world, user, { kind: 'reminder', room, about: message });
};

const upcoming = ({ world, user }: Context): OcsAnswer => {
  if (isOldTalk(world)) return invalidQuery();
  const own = world.reminders.filter((reminder) => reminder.user === user?.id).sort((a, b) => a.at - b.at);
  return {
    data: own.map(({ room, message, at }) => {
      const told = user ? messageJson(world, room, message, user, false) : {};
      const { actorType, actorId, actorDisplayName, message: text, messageParameters } = told;
      return {
        reminderTimestamp: at,
        roomToken: room.token,
        messageId: tellId(world, message.id),
        actorType,
        actorId,
        actorDisplayName,
        message: text,
        messageParameters,
      };
    }),
  };
};

/** Source: Talk's OpenAPI 22.0.2. */
export const reminderRoutes = routes(
  '/apps/spreed/api/v1/chat',
  { app: 'talk' },
  { 'GET /upcoming-reminders': upcoming },
);
