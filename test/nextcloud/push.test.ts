import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type OcsClient, ocsClient } from './ocs-client.ts';
import { type Nextcloud, startNextcloud } from './server.ts';

interface Endpoints {
  capabilities: { notify_push?: { type: string[]; endpoints: { websocket: string; pre_auth: string } } };
}

describe('push', () => {
  let now = Date.parse('2026-11-21T08:00:00Z');
  let nextcloud: Nextcloud;
  let password: string;
  let ocs: OcsClient;
  let room: string;

  beforeEach(async () => {
    nextcloud = await startNextcloud({ path: '/nextcloud', now: () => now });
    const { control } = nextcloud;
    control.addUser({ id: 'alice', displayName: 'Alice Anders', password: 'alice' });
    control.addUser({ id: 'bob', displayName: 'Bob Böhm', password: 'bob' });
    control.setPush('on');
    room = control.addRoom({ type: 'one-to-one', members: ['bob', 'alice'] });
    password = control.createAppPassword('alice');
    ocs = ocsClient(nextcloud, 'alice', password);
  });
  afterEach(() => nextcloud.close());

  const endpoints = async () => ((await ocs('GET', '/cloud/capabilities')).data as Endpoints).capabilities.notify_push;

  const preAuth = async (): Promise<string> => {
    const response = await fetch((await endpoints())?.endpoints.pre_auth ?? '', {
      method: 'POST',
      headers: { Authorization: `Basic ${btoa(`alice:${password}`)}`, 'OCS-APIRequest': 'true' },
    });
    expect(response.status).toBe(200);
    return response.text();
  };

  /** Opens the websocket, sends these frames, and returns the first frame that comes back. */
  const connect = async (...frames: string[]): Promise<{ socket: WebSocket; answer: string }> => {
    const socket = new WebSocket((await endpoints())?.endpoints.websocket ?? '');
    await once(socket, 'open');
    const answer = once(socket, 'message');
    for (const frame of frames) socket.send(frame);
    return { socket, answer: String((await answer)[0]) };
  };

  it('is in the capabilities of signed-in users, at the server’s own address, while it is on', async () => {
    const base = nextcloud.url;
    expect(await endpoints()).toEqual({
      type: ['files', 'activities', 'notifications'],
      endpoints: {
        websocket: `${base.replace('http', 'ws')}/push/ws`,
        pre_auth: `${base}/apps/notify_push/pre_auth`,
      },
    });
    nextcloud.control.setPush('off');
    expect(await endpoints()).toBeUndefined();
  });

  it('takes a pre_auth token once', async () => {
    const token = await preAuth();
    expect(token).toMatch(/^\w{32}$/);
    expect((await connect('', token)).answer).toBe('authenticated');
    expect((await connect('', token)).answer).toBe('err: Invalid credentials');
  });

  it('takes a pre_auth token for 15 seconds', async () => {
    const early = await preAuth();
    const late = await preAuth();
    now += 15_000;
    expect((await connect('', early)).answer).toBe('authenticated');
    now += 1;
    expect((await connect('', late)).answer).toBe('err: Invalid credentials');
  });

  it('takes login name and app password', async () => {
    expect((await connect('alice', password)).answer).toBe('authenticated');
    expect((await connect('alice', 'wrong')).answer).toBe('err: Invalid credentials');
  });

  it('tells only the user of a notification created and dismissed', async () => {
    const { socket } = await connect('alice', password);
    const created = once(socket, 'message');
    nextcloud.control.send('bob', room, 'Hallo');
    expect(String((await created)[0])).toBe('notify_notification');
    const dismissed = once(socket, 'message');
    nextcloud.control.markRead('alice', room);
    expect(String((await dismissed)[0])).toBe('notify_notification');
    const custom = once(socket, 'message');
    nextcloud.control.sendPushFrame('bob', 'for bob');
    nextcloud.control.sendPushFrame('alice', 'notify_custom {"a":1}');
    expect(String((await custom)[0])).toBe('notify_custom {"a":1}');
  });

  it('collects events with a debounce', async () => {
    nextcloud.control.setPushDebounce(1);
    const { socket } = await connect('alice', password);
    const frames: string[] = [];
    socket.on('message', (data) => frames.push(String(data)));
    for (const text of ['1', '2', '3']) nextcloud.control.send('bob', room, text);
    await once(socket, 'message');
    nextcloud.control.sendPushFrame('alice', 'end');
    await once(socket, 'message');
    expect(frames).toEqual(['notify_notification', 'end']);
  });

  it('loses its connections and takes new ones', async () => {
    const { socket } = await connect('alice', password);
    expect(nextcloud.control.pushConnections('alice')).toBe(1);
    const closed = once(socket, 'close');
    nextcloud.control.dropPushConnections();
    await closed;
    expect((await connect('alice', password)).answer).toBe('authenticated');
  });

  it('refuses the websocket while push is off', async () => {
    const { websocket = '' } = (await endpoints())?.endpoints ?? {};
    nextcloud.control.setPush('off');
    const [error] = (await once(new WebSocket(websocket), 'error').catch((reason: unknown) => [reason])) as [Error];
    expect(error.message).toContain('404');
  });
});
