import { replayRecordedRefusals } from './recorded-refusals.ts';
import { seedRecordedStation, TOKEN } from './recorded-station.ts';
import type { Replay } from './replay.ts';

/** Replays the recordings in their order, with the events on the server in between. */
export const replayRecordedSession = async (replay: Replay): Promise<void> => {
  const ids = seedRecordedStation(replay.control);
  await signIn(replay);
  await lookAround(replay, ids);
  await chat(replay);
  await configure(replay);
  await notifications(replay);
  await presence(replay);
  await groupCall(replay);
  await oneToOneCall(replay);
  await removal(replay);
  await replayRecordedRefusals(replay);
  await thread(replay);
  await reactions(replay);
  await replay.send('room-notify-calls');
};

const signIn = async (replay: Replay): Promise<void> => {
  await replay.sendAll(['status-php', 'capabilities-anonymous']);
  const started = JSON.parse((await replay.send('login-v2-start')).text) as { poll: { token: string }; login: string };
  replay.tokens.token = started.poll.token;
  replay.tokens.loginToken = started.login.split('/').at(-1) ?? '';
  await replay.sendAll(['login-v2-poll-before-grant', 'login-v2-browser-1-get-login-v2-flow-token']);
  const access = await replay.send('login-v2-browser-2-get-login-v2-flow');
  replay.tokens.stateToken = /stateToken=(\w+)/.exec(access.text)?.[1] ?? '';
  await replay.send('login-v2-browser-3-get-login-v2-grant');
  const form = await replay.send('login-v2-browser-4-get-login');
  replay.tokens.requestToken = /name="requesttoken" value="(\w+)"/.exec(form.text)?.[1] ?? '';
  await replay.sendAll([
    'login-v2-browser-5-post-login',
    'login-v2-browser-6-get-login-v2-grant',
    'login-v2-browser-7-post-login-v2-grant',
  ]);
  const granted = JSON.parse((await replay.send('login-v2-poll-after-grant')).text) as { appPassword: string };
  replay.setPassword('alice', granted.appPassword);
  await replay.sendAll(['login-v2-poll-again', 'login-v2-poll-bogus-token']);
};

const lookAround = async (replay: Replay, ids: { file: number }): Promise<void> => {
  const { control } = replay;
  await replay.sendAll(['capabilities-authenticated', 'cloud-user', 'cloud-user-ocs-v1', 'cloud-user-xml-default']);
  await replay.sendAll(['rooms', 'rooms-include-status', 'rooms-no-status-update', 'rooms-without-last-message']);
  await replay.send('rooms-modified-since-nothing-changed');
  const ping = control.send('bob', TOKEN.group, 'Nachricht für modifiedSince 🚒');
  await replay.sendAll(['rooms-modified-since-one-changed', 'rooms-modified-since-modified-before-header']);
  await replay.sendAll(['room-single-group', 'room-single-one-to-one', 'room-single-unknown-404']);
  await replay.send('room-note-to-self');
  await replay.sendAll(['chat-history', 'chat-history-one-to-one', 'chat-history-public-room']);
  await replay.sendAll(['chat-history-limit-2', 'chat-history-end-304']);
  await replay.send('chat-history-page-2', { rewrite: (text) => text.replace('=232', `=${ids.file}`) });
  // The recorded polls waited for 2 and 20 s; their answers are the same without the wait.
  const afterPing = (text: string): string => text.replace(/timeout=\d+/, 'timeout=0').replace('=243', `=${ping}`);
  await replay.send('chat-longpoll-timeout-304', { rewrite: afterPing });
  control.send('bob', TOKEN.group, 'Ping während Long-Poll');
  await replay.send('chat-longpoll-new-message-200', { rewrite: afterPing });
  replay.tokens.ping = String(ping);
};

const chat = async (replay: Replay): Promise<void> => {
  const withPing = { rewrite: (text: string): string => text.replace(':243', `:${replay.tokens.ping}`) };
  await replay.sendAll(['chat-post', 'chat-post-empty-400', 'chat-history-lobby-room', 'chat-post-lobby-room']);
  await replay.send('chat-post-reply', withPing);
  await replay.send('chat-post-too-long-413', {
    rewrite: (text) => text.replace(/"xxx[^"]*"/, `"${'x'.repeat(32_001)}"`),
  });
  await replay.send('chat-mark-read-up-to', withPing);
  await replay.sendAll(['chat-mark-read', 'chat-mark-unread']);
};

const configure = async (replay: Replay): Promise<void> => {
  await replay.sendAll(['room-notify-level', 'room-notify-level-back', 'room-notify-level-invalid-400']);
  await replay.sendAll(['room-favorite', 'room-unfavorite', 'room-archive', 'room-unarchive']);
  await replay.sendAll(['room-important', 'room-unimportant', 'room-sensitive', 'rooms-with-sensitive-room']);
  await replay.send('room-insensitive');
  await replay.sendAll(['avatar-room-group', 'avatar-room-group-dark', 'avatar-room-one-to-one']);
  await replay.sendAll(['avatar-room-unknown-404', 'avatar-user']);
};

const notifications = async (replay: Replay): Promise<void> => {
  replay.control.send('bob', TOKEN.group, '@alice bitte melden');
  const list = await replay.send('notifications-list');
  const etag = list.headers.get('etag') ?? '';
  const parsed = JSON.parse(list.text) as { ocs: { data: { notification_id: number }[] } };
  const ids = parsed.ocs.data.map(({ notification_id }) => notification_id);
  const rewrite = (text: string): string =>
    text.replace('notifications/17', `notifications/${ids[0]}`).replace(/\[17,.*\]/, JSON.stringify(ids));
  const known = { rewrite: (text: string): string => text.replace(/^"\w{32}"$/, etag) };
  await replay.send('notifications-list-304', known);
  await replay.send('notification-single', { rewrite });
  await replay.send('notification-delete', { rewrite });
  await replay.send('notification-delete-again', { rewrite });
  await replay.send('notification-single-404', { rewrite });
  await replay.send('notifications-list-after-delete', known);
  await replay.send('notifications-exists', { rewrite });
};

const presence = async (replay: Replay): Promise<void> => {
  await replay.sendAll(['user-status-get', 'user-status-put-online', 'user-status-put-dnd']);
  await replay.sendAll(['user-status-put-custom-message', 'user-status-delete-message', 'user-status-put-invalid-400']);
  await replay.sendAll(['user-status-heartbeat', 'user-status-of-bob']);
};

const groupCall = async (replay: Replay): Promise<void> => {
  const { control } = replay;
  control.startCall('bob', TOKEN.bob);
  control.endCall(TOKEN.bob);
  control.startCall('bob', TOKEN.group);
  control.endCall(TOKEN.group);
  control.startCall('bob', TOKEN.group);
  await replay.sendAll(['rooms-during-call', 'room-single-during-call', 'rooms-modified-since-during-call']);
  await replay.sendAll(['chat-history-during-call', 'notifications-list-during-call', 'user-status-of-bob-in-call']);
  control.endCall(TOKEN.group);
  await replay.sendAll(['rooms-after-call', 'chat-history-after-call', 'notifications-list-after-call']);
};

const oneToOneCall = async (replay: Replay): Promise<void> => {
  const { control } = replay;
  control.startCall('bob', TOKEN.bob);
  await replay.sendAll(['call-one-to-one-room-during', 'call-one-to-one-notifications-during']);
  control.endCall(TOKEN.bob);
  await replay.sendAll(['call-one-to-one-room-after', 'call-one-to-one-chat-after-missed']);
  await replay.send('call-one-to-one-notifications-after-missed');
};

const removal = async (replay: Replay): Promise<void> => {
  const { control } = replay;
  control.addRoom({ type: 'group', name: 'Kurzlebig', members: ['bob', 'alice'], token: TOKEN.shortLived });
  control.send('bob', TOKEN.shortLived, '@alice gleich weg');
  await replay.send('notifications-before-room-removed');
  control.removeFromRoom('alice', TOKEN.shortLived);
  await replay.sendAll(['notifications-after-room-removed', 'room-after-removal-404', 'chat-after-removal-404']);
  await replay.send('rooms-modified-since-after-removal');
};

const thread = async (replay: Replay): Promise<void> => {
  const { control } = replay;
  const start = control.send('bob', TOKEN.public, 'Neues Thema: Fahrzeugpflege', { threadTitle: 'Fahrzeugpflege' });
  control.send('carla', TOKEN.public, 'Ich bin dabei @alice', { replyTo: start });
  await replay.sendAll([
    'threads-recent',
    'chat-history-with-thread',
    'notifications-with-thread',
    'rooms-with-cookies',
  ]);
};

const reactions = async (replay: Replay): Promise<void> => {
  const message = replay.control.send('alice', TOKEN.public, 'Ein Foto von heute');
  const rewrite = (text: string): string => text.replace('/br72xpm8/413', `/${TOKEN.public}/${message}`);
  await replay.sendAll(['reaction-add', 'reaction-add-again', 'reaction-list', 'reaction-invalid-400'], { rewrite });
  await replay.send('reaction-remove', { rewrite });
};
