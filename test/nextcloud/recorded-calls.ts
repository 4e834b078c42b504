import type { Replay } from './replay.ts';

/** Tokens of the conversations in which calls and bots were recorded, some days after the others. */
const TOKEN = {
  bob: 'vwy4uqoq',
  five: 'g8r7eb5v',
  seven: '6oaapb7w',
  silent: 'rjnjq7t5',
  never: 'xuup4ewm',
  invited: 'xju8zjo3',
  bot: 'wqjonayv',
  alarm: 'br72xpm8',
} as const;

const PEOPLE = [
  { id: 'admin', displayName: 'admin', password: 'admin' },
  { id: 'alice', displayName: 'Alice Ahrens', password: 'alice' },
  { id: 'bob', displayName: 'Bob Behrens', password: 'bob' },
  { id: 'carla', displayName: 'Carla Çelik', password: 'carla' },
  { id: 'dave', displayName: 'Dave Dörr', password: 'dave' },
  { id: 'erwin', displayName: 'Erwin Test', password: 'erwin' },
  { id: 'frieda', displayName: 'Frieda Test', password: 'frieda' },
];

/** Replays the recordings of calls and bots in their order, on a server of their own. */
export const replayRecordedCalls = async (replay: Replay): Promise<void> => {
  const { control } = replay;
  for (const person of PEOPLE) control.addUser(person);
  replay.setPassword('alice', control.createAppPassword('alice'));
  replay.setPassword('bob', control.createAppPassword('bob'));
  await wipeOnce(replay);
  await oneToOne(replay);
  await groups(replay);
  await silent(replay);
  await levelNever(replay);
  await invitation(replay);
  await bots(replay);
};

/** Wipes a client, because the recorded list has the notifications of an earlier wipe of Alice's client. */
const wipeOnce = async (replay: Replay): Promise<void> => {
  const password = replay.control.createAppPassword('alice', 'Talkmelder (vm)');
  replay.tokens.token = password;
  replay.control.wipe('alice', password);
  await replay.sendAll(['wipe-check-200', 'wipe-success']);
};

const oneToOne = async (replay: Replay): Promise<void> => {
  const { control } = replay;
  control.addRoom({ type: 'one-to-one', members: ['alice', 'bob'], token: TOKEN.bob });
  control.startCall('alice', TOKEN.bob);
  control.endCall(TOKEN.bob);
  control.startCall('bob', TOKEN.bob);
  control.joinCall('alice', TOKEN.bob);
  await replay.send('call-answered-one-to-one-room-during');
  control.leaveCall('alice', TOKEN.bob);
  control.leaveCall('bob', TOKEN.bob);
  await replay.send('call-answered-one-to-one-chat-after');
  control.startCall('alice', TOKEN.bob);
  control.endCall(TOKEN.bob);
  await replay.send('call-tried-one-to-one-chat-after');
  await replay.send('call-missed-one-to-one-chat-after', { as: 'bob' });
};

const groups = async (replay: Replay): Promise<void> => {
  const { control } = replay;
  const five = ['bob', 'alice', 'carla', 'dave', 'admin'];
  control.addRoom({ type: 'group', name: 'Fünf', members: five, token: TOKEN.five });
  control.startCall('bob', TOKEN.five);
  for (const id of ['carla', 'dave', 'admin', 'alice']) control.joinCall(id, TOKEN.five);
  await replay.send('call-group-room-during');
  control.endCall(TOKEN.five);
  await replay.send('call-group-five-chat-after');
  const seven = ['bob', 'alice', 'carla', 'dave', 'admin', 'erwin', 'frieda'];
  control.addRoom({ type: 'group', name: 'Sieben', members: seven, token: TOKEN.seven });
  control.startCall('bob', TOKEN.seven);
  for (const id of ['carla', 'dave', 'admin', 'alice', 'erwin', 'frieda']) control.joinCall(id, TOKEN.seven);
  control.endCall(TOKEN.seven);
  await replay.send('call-group-seven-chat-after');
};

const silent = async (replay: Replay): Promise<void> => {
  const { control } = replay;
  control.addRoom({ type: 'group', name: 'Stiller Anruf', members: ['bob', 'alice'], token: TOKEN.silent });
  control.startCall('bob', TOKEN.silent, { silent: true });
  await replay.sendAll(['call-silent-room-during', 'call-silent-chat-during']);
  control.endCall(TOKEN.silent);
  await replay.send('call-silent-chat-after');
};

const levelNever = async (replay: Replay): Promise<void> => {
  const { control } = replay;
  control.addRoom({ type: 'group', name: 'Stufe nie', members: ['bob', 'alice'], token: TOKEN.never });
  control.setLevel('alice', TOKEN.never, 3);
  control.startCall('bob', TOKEN.never);
  await replay.send('call-level-never-notifications-during');
  control.endCall(TOKEN.never);
};

const invitation = async (replay: Replay): Promise<void> => {
  replay.control.addRoom({ type: 'group', name: 'Neue Gruppe', members: ['bob', 'alice'], token: TOKEN.invited });
  await replay.sendAll(['invited-notifications', 'invited-room']);
};

const bots = async (replay: Replay): Promise<void> => {
  const { control } = replay;
  control.addRoom({ type: 'group', name: '42 Bot b', members: ['bob', 'alice'], token: TOKEN.bot });
  control.send('Wetterbot', TOKEN.bot, 'ALARM B3 Stufe 2', { bot: true });
  control.setLevel('alice', TOKEN.bot, 1);
  control.send('Wetterbot', TOKEN.bot, 'ALARM B3 Stufe 1', { bot: true });
  control.send('Wetterbot', TOKEN.bot, 'ALARM @all', { bot: true });
  await replay.sendAll(['bot-message-chat', 'bot-message-room', 'bot-message-notifications']);
  control.addRoom({ type: 'group', name: 'Alarm', members: ['alice', 'bob'], token: TOKEN.alarm });
  await replay.send('chat-post-alarm');
  const { text } = await replay.send('notification-test-self');
  const id = /"nid":(\d+)/.exec(text)?.[1] ?? '';
  await replay.send('notification-test-self-list');
  await replay.send('notification-test-self-delete', { rewrite: (path) => path.replace('/226', `/${id}`) });
};
