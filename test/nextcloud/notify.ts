import type { Attendee, Message, Notification, NotificationSubject, Room } from './model.ts';
import type { World } from './world.ts';

/** Push reports changes of the notifications, unless only their text changes. */
interface Telling {
  tellPush: boolean;
}
const ALOUD: Telling = { tellPush: true };

/** Creates a notification, and push reports it. */
export const addNotification = (
  world: World,
  userId: string,
  subject: NotificationSubject,
  { tellPush }: Telling = ALOUD,
): Notification => {
  const user = world.user(userId);
  const notification: Notification = { id: world.nextId('notification'), at: world.now(), subject };
  user.notifications.unshift(notification);
  world.events.emit('notification', { user: userId, notification });
  if (tellPush) world.events.emit('notifications-changed', { user: userId });
  return notification;
};

/** Dismisses the notifications that the predicate picks; push reports it only if there were any. */
export const dismissNotifications = (
  world: World,
  userId: string,
  picked: (notification: Notification) => boolean,
  { tellPush }: Telling = ALOUD,
): number => {
  const user = world.user(userId);
  const kept = user.notifications.filter((notification) => !picked(notification));
  const dismissed = user.notifications.length - kept.length;
  if (dismissed === 0) return 0;
  user.notifications = kept;
  if (tellPush) world.events.emit('notifications-changed', { user: userId });
  return dismissed;
};

/** Returns the effective level: the default is "always" in one-to-one conversations, "mention" in others. */
export const notificationLevel = (room: Room, attendee: Attendee): number =>
  attendee.level !== 0 ? attendee.level : room.type === 1 ? 1 : 2;

/** A thread's level overrides the conversation's, unless it is the default. */
const levelFor = (room: Room, attendee: Attendee, { thread }: Message): number =>
  thread?.levels.get(attendee.user) || notificationLevel(room, attendee);

/** Returns whether a message quotes a message of this user. */
export const repliesTo = ({ parent, quotes }: Message, user: string): boolean =>
  quotes && parent?.actorType === 'users' && parent.actorId === user;

/** Talk ignores a thread's level if a one-to-one conversation has its default level. Source: spreed's Chat/Notifier. */
const isToldAnyway = (room: Room, { level }: Attendee): boolean => room.type === 1 && level === 0;

/**
 * Notifies users of a message. Silent messages and system messages notify no user. Other messages skip their author and
 * users who have the conversation open in a browser.
 */
export const notifyOfMessage = (world: World, room: Room, message: Message): void => {
  if (message.silent || message.system !== '' || room.type === 4 || room.type === 6) return;
  for (const attendee of room.attendees.values()) {
    if (attendee.user === message.actorId || attendee.open !== 'no') continue;
    const level = levelFor(room, attendee, message);
    if (level === 3) continue;
    if (repliesTo(message, attendee.user)) {
      addNotification(world, attendee.user, { kind: 'reply', room, message });
    } else if (message.mentions.users.has(attendee.user)) {
      addNotification(world, attendee.user, { kind: 'mention', room, message });
    } else if (message.mentions.all) {
      addNotification(world, attendee.user, { kind: 'mention-all', room, message });
    } else if (level === 1 || isToldAnyway(room, attendee)) {
      addNotification(world, attendee.user, { kind: 'message', room, message });
    }
  }
};

/** Returns whether a notification is about a message of this room up to that id. */
export const isAboutMessage = (notification: Notification, room: Room, upTo = Number.POSITIVE_INFINITY): boolean =>
  'message' in notification.subject && notification.subject.room === room && notification.subject.message.id <= upTo;
