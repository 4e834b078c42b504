import type { Replay } from './replay.ts';

const PEOPLE = [
  { id: 'alice', displayName: 'Alice Ahrens', password: 'alice' },
  { id: 'bob', displayName: 'Bob Behrens', password: 'bob' },
  { id: 'carla', displayName: 'Carla Çelik', password: 'carla' },
];

/** Replays the recordings of the other apps of the same Nextcloud, on a server of their own. */
export const replayRecordedNeighbours = async (replay: Replay): Promise<void> => {
  for (const person of PEOPLE) replay.control.addUser(person);
  replay.setPassword('alice', replay.control.createAppPassword('alice'));
  await dashboard(replay);
  await replay.send('news-not-installed');
  await people(replay);
};

const people = async (replay: Replay): Promise<void> => {
  const { control } = replay;
  control.setStatus('bob', 'busy', 'In einem Anruf');
  control.setStatus('carla', 'busy', 'In einem Anruf');
  await replay.sendAll(['people-autocomplete', 'carddav-addressbooks', 'carddav-put', 'carddav-query']);
  await replay.send('carddav-query-system');
  const token = control.addRoom({ type: 'one-to-one', members: ['carla', 'alice'] });
  control.send('carla', token, 'Hallo, ich bin neu');
  await replay.sendAll(['conversation-create-one-to-one', 'conversation-create-one-to-one-again']);
  await replay.send('conversation-create-unknown-person');
};

const dashboard = async (replay: Replay): Promise<void> => {
  const { control } = replay;
  await replay.send('dashboard-items-calendar-none');
  const item = { title: 'Dienstabend', subtitle: 'Morgen' };
  for (const id of ['activity', 'calendar', 'spreed', 'user_status']) control.setWidgetItems(id, [item, item]);
  await replay.send('dashboard-widgets');
  await replay.sendAll(['dashboard-items-activity', 'dashboard-items-calendar', 'dashboard-items-v1-calendar']);
  await replay.sendAll(['dashboard-items-mail', 'dashboard-items-mail-unread', 'dashboard-items-notes']);
  await replay.sendAll(['dashboard-items-recommendations', 'dashboard-items-spreed', 'dashboard-items-unknown']);
  await replay.send('dashboard-items-user_status');
};
