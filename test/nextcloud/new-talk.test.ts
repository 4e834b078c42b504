import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Nextcloud, startNextcloud } from './server.ts';

let nextcloud: Nextcloud;
let group: string;

beforeEach(async () => {
  nextcloud = await startNextcloud();
  group = nextcloud.control.seedStation().einsatzgruppe;
});
afterEach(() => nextcloud.close());

const API = '/ocs/v2.php/apps/spreed/api';

async function get(path: string): Promise<{ status: number; text: string; data: unknown }> {
  const password = nextcloud.control.createAppPassword('alice');
  const response = await fetch(`${nextcloud.url}${path}`, {
    headers: {
      'OCS-APIRequest': 'true',
      Accept: 'application/json',
      Authorization: `Basic ${btoa(`alice:${password}`)}`,
    },
  });
  const text = await response.text();
  return { status: response.status, text, data: text === '' ? null : JSON.parse(text).ocs.data };
}

describe('Talk 25', () => {
  beforeEach(() => nextcloud.control.setVersions({ nextcloud: '35.0.0', talk: '25.0.0' }));

  it('announces its version and features', async () => {
    expect((await get('/ocs/v2.php/cloud/capabilities')).data).toMatchObject({
      version: { major: 35, string: '35.0.0' },
      capabilities: {
        spreed: { version: '25.0.0', features: expect.arrayContaining(['threads', 'announcement-preset']) },
      },
    });
  });

  it('sends attributes of conversations, and metadata of messages', async () => {
    nextcloud.control.setAttributes(group, 8 | 16);
    expect((await get(`${API}/v4/room/${group}`)).data).toMatchObject({
      attributes: 24,
      lastMessage: { metaData: [] },
    });
  });
});

describe('Talk 22', () => {
  it('sends neither', async () => {
    const { data } = await get(`${API}/v4/room/${group}`);
    expect(data).not.toHaveProperty('attributes');
    expect(data).not.toHaveProperty('lastMessage.metaData');
  });

  it('lists followed threads, without muted ones', async () => {
    const { control } = nextcloud;
    const followed = control.send('bob', group, 'eins', { threadTitle: 'Eins' });
    const muted = control.send('bob', group, 'zwei', { threadTitle: 'Zwei' });
    control.setThreadLevel('alice', group, followed, 1);
    control.setThreadLevel('alice', group, muted, 3);
    const { data } = await get(`${API}/v1/chat/subscribed-threads`);
    expect(data).toMatchObject([{ thread: { id: followed, roomToken: group }, attendee: { notificationLevel: 1 } }]);
    expect((await get(`${API}/v1/chat/${group}/threads/${muted}`)).data).toMatchObject({
      attendee: { notificationLevel: 3 },
    });
    expect((await get(`${API}/v1/chat/${group}/threads/9999`)).status).toBe(404);
  });

  it('notifies by a thread’s level, and of a reminder when it is due', async () => {
    const { control } = nextcloud;
    control.setLevel('alice', group, 2);
    const thread = control.send('bob', group, 'eins', { threadTitle: 'Eins' });
    control.setThreadLevel('alice', group, thread, 1);
    const post = control.send('bob', group, 'zwei', { thread });
    control.remind('alice', group, post, 0);
    expect((await get(`${API}/v1/chat/upcoming-reminders`)).data).toMatchObject([{ messageId: post, message: 'zwei' }]);
    control.tellReminders();
    const { data } = await get('/ocs/v2.php/apps/notifications/api/v2/notifications');
    expect(Array.isArray(data) && data.slice(0, 2)).toMatchObject([
      { object_type: 'reminder', object_id: `${group}/${post}/${thread}` },
      { object_type: 'chat', object_id: `${group}/${post}/${thread}` },
    ]);
  });
});

describe('ids', () => {
  it.each([
    ['texts', /"id":"67687890791237\d{5}"/],
    ['big-numbers', /"id":67687890791237\d{5},/],
  ] as const)('sent as %s are beyond what a JavaScript number holds', async (form, wanted) => {
    const before = nextcloud.control.messages(group).length;
    nextcloud.control.setIds(form);
    nextcloud.control.send('bob', group, 'neu');
    const { text } = await get(`${API}/v1/chat/${group}?lookIntoFuture=0&limit=1&setReadMarker=0`);
    expect(text).toMatch(wanted);
    expect(before).toBeGreaterThan(0);
  });
});
