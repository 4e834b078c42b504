import { idText, tellId } from './ids.ts';
import { objectOrEmptyList } from './message-json.ts';
import { avatarUrl, callType } from './messages.ts';
import type { AppPassword, Message, Notification, NotificationSubject, RichObject, Room, User } from './model.ts';
import { displayNameOf } from './room-json.ts';
import { fill, type Words, wordsIn } from './words.ts';
import type { World } from './world.ts';

type RoomSubject = Extract<NotificationSubject, { room: Room }>;

interface Wording {
  objectType: string;
  objectId: string;
  subject: string;
  action: string;
  /** Query and fragment of the notification's link; `actionHash` has those of its action. */
  hash: string;
  actionHash: string;
  primary: boolean;
}

/** Returns the message that a notification is about. */
const messageIn = (subject: RoomSubject): Message | null => {
  if ('message' in subject) return subject.message;
  return subject.kind === 'reminder' ? subject.about : null;
};

type MessageSubject = Extract<RoomSubject, { message: Message } | { about: Message }>;

const messageWording = (world: World, reader: User, subject: MessageSubject): Wording => {
  const words = wordsIn(reader.language);
  const { room } = subject;
  const message = 'message' in subject ? subject.message : subject.about;
  const template = {
    message: room.type === 1 ? words.notification.message : words.notification.groupMessage,
    mention: words.notification.mention,
    'mention-all': words.notification.mentionAll,
    reply: words.notification.reply,
    reminder: message.actorId === reader.id ? words.notification.reminderOfOwn : words.notification.reminder,
  }[subject.kind];
  const id = idText(world, message.id);
  const threadId = message.thread && idText(world, message.thread.id);
  // A sensitive conversation's notification names only the conversation.
  const isSensitive = room.attendees.get(reader.id)?.sensitive === true;
  const hash = `${threadId === null ? '' : `?threadId=${threadId}`}#message_${id}`;
  return {
    objectType: subject.kind === 'reminder' ? 'reminder' : 'chat',
    objectId: isSensitive ? room.token : [room.token, id, ...(threadId === null ? [] : [threadId])].join('/'),
    subject: template,
    action: words.notification.viewChat,
    hash,
    actionHash: hash,
    primary: false,
  };
};

const callWording = (room: Room, words: Words): Wording => {
  const base = { objectType: 'call', objectId: room.token, hash: '', primary: true };
  const { notification } = words;
  const oneToOne = room.type === 1;
  if (room.call) {
    return {
      ...base,
      subject: oneToOne ? notification.call : notification.groupCall,
      action: oneToOne ? notification.answer : notification.join,
      actionHash: '#direct-call',
    };
  }
  return oneToOne
    ? { ...base, subject: notification.callMissed, action: notification.callBack, actionHash: '' }
    : { ...base, subject: notification.groupCallMissed, action: notification.viewChat, actionHash: '', primary: false };
};

const wordingOf = (world: World, reader: User, subject: RoomSubject): Wording => {
  const words = wordsIn(reader.language);
  if ('message' in subject || subject.kind === 'reminder') return messageWording(world, reader, subject);
  if (subject.kind !== 'invitation') return callWording(subject.room, words);
  return {
    objectType: 'room',
    objectId: subject.room.token,
    subject: words.notification.invitation,
    action: words.notification.viewChat,
    hash: '',
    actionHash: '',
    primary: false,
  };
};

/** Returns the rich objects' names in plain text: people with an at sign. */
const plainNames = (parameters: Record<string, RichObject>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(parameters).map(([key, { type, name = '' }]) => [key, type === 'user' ? `@${name}` : name]),
  );

const roomNotification = (world: World, reader: User, subject: RoomSubject) => {
  const { room } = subject;
  const wording = wordingOf(world, reader, subject);
  const message = messageIn(subject);
  const by = 'by' in subject ? subject.by : (message?.actorId ?? '');
  const isHidden = message !== null && room.attendees.get(reader.id)?.sensitive === true;
  const callName = displayNameOf(world, room, reader);
  const call = {
    type: 'call',
    id: String(room.id),
    name: callName,
    'call-type': callType(room),
    'icon-url': avatarUrl(world, room),
  };
  const botName = message?.botName;
  const user =
    botName === undefined
      ? { type: 'user', id: by, name: world.displayName(by) }
      : { type: 'highlight', id: by, name: botName };
  const named = wording.subject.includes('{user}') ? { user, call } : { call };
  const link = world.pageUrl(`/call/${room.token}`);
  return {
    object_type: wording.objectType,
    object_id: wording.objectId,
    subject: fill(wording.subject, { user: user.name, call: callName }),
    message: message && !isHidden ? fill(message.text, plainNames(message.parameters)) : '',
    link: link + wording.hash,
    subjectRich: wording.subject,
    subjectRichParameters: isHidden ? [] : named,
    messageRich: isHidden ? '' : (message?.text ?? ''),
    messageRichParameters: objectOrEmptyList(isHidden ? {} : (message?.parameters ?? {})),
    icon: `${world.baseUrl}/apps/spreed/img/app-dark.svg`,
    shouldNotify: reader.status?.status !== 'dnd' || room.attendees.get(reader.id)?.important === true,
    actions: [{ label: wording.action, link: link + wording.actionHash, type: 'WEB', primary: wording.primary }],
  };
};

const testNotification = (world: World, object: string) => ({
  object_type: 'admin_notifications',
  object_id: object,
  subject: 'Testing push notifications',
  message: '',
  link: '',
  subjectRich: '',
  subjectRichParameters: [],
  messageRich: '',
  messageRichParameters: [],
  icon: `${world.baseUrl}/apps/notifications/img/notifications-dark.svg`,
  shouldNotify: true,
  actions: [],
});

type WipeSubject = Extract<NotificationSubject, { device: AppPassword }>;

const wipeNotification = (world: World, reader: User, subject: WipeSubject) => {
  const words = wordsIn(reader.language).notification;
  const done = subject.kind === 'wipe-done';
  return {
    object_type: 'token',
    object_id: String(subject.device.id),
    subject: done ? words.wipeDone : words.wipeStarted,
    message: fill(done ? words.wipeDoneOn : words.wipeStartedOn, { device: subject.device.name }),
    link: '',
    subjectRich: '',
    subjectRichParameters: [],
    messageRich: '',
    messageRichParameters: [],
    icon: `${world.baseUrl}/core/img/actions/info.svg`,
    shouldNotify: true,
    actions: [],
  };
};

const appOf = (subject: NotificationSubject): string => {
  if ('room' in subject) return 'spreed';
  return subject.kind === 'test' ? 'admin_notifications' : 'auth';
};

const contentOf = (world: World, reader: User, subject: NotificationSubject) => {
  if ('room' in subject) return roomNotification(world, reader, subject);
  return subject.kind === 'test' ? testNotification(world, subject.object) : wipeNotification(world, reader, subject);
};

/** Returns a notification in the reader's language, keys in the notifications app's order. */
export const notificationJson = (world: World, reader: User, { id, at, subject }: Notification) => ({
  notification_id: tellId(world, id, 'notification'),
  app: appOf(subject),
  user: reader.id,
  datetime: new Date(at * 1000).toISOString().replace('.000Z', '+00:00'),
  ...contentOf(world, reader, subject),
});
