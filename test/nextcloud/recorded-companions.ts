import type { Replay } from './replay.ts';

/** The conversation at which an appointment takes place. */
const ROOM = 'wqjonayv';

/** Replays the recordings of the other apps in their order, on a server of their own. */
export const replayRecordedCompanions = async (replay: Replay): Promise<void> => {
  const { control } = replay;
  control.addUser({ id: 'alice', displayName: 'Alice Ahrens', password: 'alice' });
  control.addUser({ id: 'bob', displayName: 'Bob Behrens', password: 'bob' });
  replay.setPassword('alice', control.createAppPassword('alice'));
  control.addRoom({ type: 'group', name: '42 Bot b', members: ['bob', 'alice'], token: ROOM });
  await replay.send('companions-navigation-apps');
  await appointments(replay);
};

const appointments = async (replay: Replay): Promise<void> => {
  await replay.sendAll(['dav-upcoming-events-none', 'caldav-principal', 'caldav-calendar-home']);
  await replay.sendAll(['caldav-create-calendar', 'caldav-calendars']);
  for (const name of ['single', 'recurring', 'all-day', 'talk-link', 'cancelled', 'no-end-no-title'])
    await replay.send(`caldav-put-${name}`);
  await replay.sendAll(['caldav-query-expand', 'caldav-query-nothing', 'caldav-no-such-calendar-404']);
  await replay.sendAll(['dav-upcoming-events', 'dav-upcoming-events-at-conversation', 'talk-dashboard-events']);
};
