import { expect, it } from 'vitest';
import { ocsClient } from './ocs-client.ts';
import { startNextcloud } from './server.ts';

interface ListedRoom {
  token: string;
  type: number;
  unreadMessages: number;
  lastActivity: number;
}

it('seeds a station with every kind of conversation, at different times', async () => {
  const nextcloud = await startNextcloud({ now: () => Date.parse('2026-11-21T08:00:00Z') });
  try {
    const station = nextcloud.control.seedStation();
    const { data } = await ocsClient(nextcloud, 'alice', 'alice')('GET', '/apps/spreed/api/v4/room');
    const rooms = data as ListedRoom[];
    expect(rooms.map(({ token }) => token).sort()).toEqual(Object.values(station).sort());
    expect([...new Set(rooms.map(({ type }) => type))].sort()).toEqual([1, 2, 3, 4, 5, 6]);
    expect(rooms.find(({ token }) => token === station.changelog)?.unreadMessages).toBe(2);
    expect(new Set(rooms.map(({ lastActivity }) => lastActivity)).size).toBe(rooms.length);
  } finally {
    await nextcloud.close();
  }
});
