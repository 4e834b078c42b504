import type { Attendee, Message, Notification, NotificationSubject, Room } from './model.ts';
import type { World } from './world.ts';

/** Push tells of what changes in the notifications, unless the server only words them anew. */
interface Telling {
  tellPush: boolean;
}
const ALOUD: Telling = { tellPush: true };

/** Creates a notification and tells push about it. */
export const addNotification = (
  world: World,
  userId: string,
  subject: NotificationSubject,
  { tellPush }: Telling = ALOUD,
): void => {
  const user = world.user(userId);
  const notification: Notification = { id: world.nextId('notification'), at: world.now(), subject };
  user.notifications.unshift(notification);
  world.events.emit('notification', { user: userId, notification });
  if (tellPush) world.events.emit('notifications-changed', { user: userId });
};

/** Dismisses the notifications the predicate picks; tells push only when there were any. */
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

/** The level in force: a conversation's default is always for one-to-one, mention for the rest. */
export const notificationLevel = (room: Room, attendee: Attendee): number =>
  attendee.level !== 0 ? attendee.level : room.type === 1 ? 1 : 2;

/** A thread has a level of its own, unless that is the default. */
const levelFor = (room: Room, attendee: Attendee, { thread }: Message): number =>
  thread?.levels.get(attendee.user) || notificationLevel(room, attendee);

/** Does it quote a message of this user? */
export const repliesTo = ({ parent, quotes }: Message, user: string): boolean =>
  quotes && parent?.actorType === 'users' && parent.actorId === user;

/** Talk asks no thread's level where a one-to-one conversation has its default one. Source: spreed's Chat/Notifier. */
const isToldAnyway = (room: Room, { level }: Attendee): boolean => room.type === 1 && level === 0;

/**
 * Who is to be notified of a message and as what: nobody of silent and system ones, nor its own author, nor a person who
 * has the conversation open in a browser.
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

/** Whether a notification is about a message of this room up to that id. */
export const isAboutMessage = (notification: Notification, room: Room, upTo = Number.POSITIVE_INFINITY): boolean =>
  'message' in notification.subject && notification.subject.room === room && notification.subject.message.id <= upTo;
