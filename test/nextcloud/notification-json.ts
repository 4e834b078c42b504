import { objectOrEmptyList } from './message-json.ts';
import { avatarUrl, callType } from './messages.ts';
import type { Message, Notification, NotificationSubject, RichObject, Room, User } from './model.ts';
import { displayNameOf } from './room-json.ts';
import { fill, type Words, wordsIn } from './words.ts';
import type { World } from './world.ts';

type RoomSubject = Extract<NotificationSubject, { room: Room }>;

interface Wording {
  objectType: string;
  objectId: string;
  subject: string;
  action: string;
  /** Of the action's link, and of the notification's own. */
  hash: string;
  actionHash: string;
  primary: boolean;
}

const messageWording = (subject: Extract<RoomSubject, { message: Message }>, words: Words): Wording => {
  const { room, message } = subject;
  const template = {
    message: room.type === 1 ? words.notification.message : words.notification.groupMessage,
    mention: words.notification.mention,
    'mention-all': words.notification.mentionAll,
  }[subject.kind];
  const thread = message.thread ? `/${message.thread.id}` : '';
  const hash = `${message.thread ? `?threadId=${message.thread.id}` : ''}#message_${message.id}`;
  return {
    objectType: 'chat',
    objectId: `${room.token}/${message.id}${thread}`,
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

const wordingOf = (subject: RoomSubject, words: Words): Wording => {
  if ('message' in subject) return messageWording(subject, words);
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

/** What a rich object is called in plain text: people with an at sign. */
const plainNames = (parameters: Record<string, RichObject>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(parameters).map(([key, { type, name = '' }]) => [key, type === 'user' ? `@${name}` : name]),
  );

const roomNotification = (world: World, reader: User, subject: RoomSubject) => {
  const { room } = subject;
  const wording = wordingOf(subject, wordsIn(reader.language));
  const by = 'message' in subject ? subject.message.actorId : subject.by;
  const callName = displayNameOf(world, room, reader);
  const call = {
    type: 'call',
    id: String(room.id),
    name: callName,
    'call-type': callType(room),
    'icon-url': avatarUrl(world, room),
  };
  const botName = 'message' in subject ? subject.message.botName : undefined;
  const user =
    botName === undefined
      ? { type: 'user', id: by, name: world.displayName(by) }
      : { type: 'highlight', id: by, name: botName };
  const named = wording.subject.includes('{user}') ? { user, call } : { call };
  const message = 'message' in subject ? subject.message : null;
  const link = world.pageUrl(`/call/${room.token}`);
  return {
    object_type: wording.objectType,
    object_id: wording.objectId,
    subject: fill(wording.subject, { user: user.name, call: callName }),
    message: message ? fill(message.text, plainNames(message.parameters)) : '',
    link: link + wording.hash,
    subjectRich: wording.subject,
    subjectRichParameters: named,
    messageRich: message?.text ?? '',
    messageRichParameters: objectOrEmptyList(message?.parameters ?? {}),
    icon: `${world.baseUrl}/apps/spreed/img/app-dark.svg`,
    shouldNotify: reader.status?.status !== 'dnd' || room.attendees.get(reader.id)?.important === true,
    actions: [{ label: wording.action, link: link + wording.actionHash, type: 'WEB', primary: wording.primary }],
  };
};

const wipeNotification = (world: World, reader: User, subject: Exclude<NotificationSubject, RoomSubject>) => {
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

/** A notification in the reader's language, keys in the notifications app's order. */
export const notificationJson = (world: World, reader: User, { id, at, subject }: Notification) => ({
  notification_id: id,
  app: 'room' in subject ? 'spreed' : 'auth',
  user: reader.id,
  datetime: new Date(at * 1000).toISOString().replace('.000Z', '+00:00'),
  ...('room' in subject ? roomNotification(world, reader, subject) : wipeNotification(world, reader, subject)),
});
