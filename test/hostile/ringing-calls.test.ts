/** How long a call rings, although no event tells of its end. Silent calls and voice rooms never ring. */
import { describe, expect, it } from 'vitest';
import { group, named, nextcloud, ports, signIn, talkmelder } from '../fakes/pc.ts';
import { patchRoom } from '../nextcloud/patches.ts';
import { asked, chatOf, eventually, LIST, pass, polls, readAll, row, useStationPc } from './station-pc.ts';

useStationPc();

const STATE = /\/notification-state$/;
const RINGS = 'Call in progress – click to join';
const bodies = (): string[] => [...ports.notifier.visible.values()].map(({ body }) => body);
const start = (options = {}): void => nextcloud.control.startCall('bob', group, options);

async function rings(): Promise<void> {
  readAll();
  await signIn();
  start();
  await eventually(bodies).toEqual([RINGS]);
}

describe('a call that rings', () => {
  it('stops within a quarter of a minute of its end, and is missed', async () => {
    await rings();
    await pass(3);
    nextcloud.control.endCall(group);
    await pass(15);
    expect(bodies()).toEqual(['Missed call']);
    expect(row(group)?.callRunning).toBe(false);
  });

  it('is joined by a click, which begins no call once that one has ended', async () => {
    await rings();
    const [toast] = ports.notifier.visible.values();
    expect(toast).toMatchObject({ join: 'Join', token: named(group) });
    const url = `${nextcloud.url}/call/${group}`;
    await talkmelder.joinCall(named(group));
    expect(ports.opener.opened.at(-1)?.url).toBe(`${url}#direct-call`);
    nextcloud.control.endCall(group);
    await pass(40);
    expect(row(group)?.callRunning).toBe(false);
    await talkmelder.joinCall(named(group));
    expect(ports.opener.opened.at(-1)?.url).toBe(url);
  });

  it('stops as soon when the user answers elsewhere', async () => {
    await rings();
    nextcloud.control.joinCall('alice', group);
    await pass(15);
    expect(bodies()).toEqual([]);
  });

  it('stops when the user answers elsewhere, although the messages cannot be fetched', async () => {
    await rings();
    nextcloud.control.fail({ status: 500 }, { path: chatOf(group) });
    nextcloud.control.joinCall('carla', group);
    await pass(25);
    expect(bodies()).toEqual([RINGS]);
    nextcloud.control.joinCall('alice', group);
    nextcloud.control.joinCall('eva', group);
    await pass(25);
    expect(bodies()).toEqual([]);
  });

  it('stops when it has ended, although the list still shows it', async () => {
    await rings();
    const token = group;
    const known = nextcloud.control.requests.length;
    patchRoom(nextcloud.control, token, { hasCall: true, callStartTime: 1_700_000_000 });
    await polls(1);
    nextcloud.control.endCall(group);
    await pass(25);
    expect(bodies()).not.toContain(RINGS);
    expect(nextcloud.control.requests.length).toBeGreaterThan(known);
  });

  it('stops when the user is removed from the conversation', async () => {
    await rings();
    await pass(65);
    nextcloud.control.removeFromRoom('alice', group);
    await pass(30);
    expect(bodies()).toEqual([]);
  });

  it.each([{ status: 500 }, { status: 404, page: '<title>Router</title>' }, 'drop'] as const)(
    'rings on when its state cannot be found out (%j)',
    async (fault) => {
      await rings();
      nextcloud.control.fail(fault, { path: STATE });
      await pass(40);
      expect(bodies()).toEqual([RINGS]);
    },
  );

  it('is checked every ten seconds at first, and at the usual pace after five minutes', async () => {
    await rings();
    nextcloud.control.clearRequests();
    await pass(60);
    expect(asked(LIST)).toBeGreaterThanOrEqual(5);
    expect(asked(LIST)).toBeLessThanOrEqual(7);
    expect(asked(STATE)).toBe(asked(LIST));
    await pass(240);
    nextcloud.control.clearRequests();
    await pass(3_600);
    expect(asked(STATE)).toBeLessThanOrEqual(1);
    expect(asked(LIST)).toBeLessThanOrEqual(135);
    expect(bodies()).toEqual([RINGS]);
  });

  it('sends an old Talk no request that it does not know', async () => {
    nextcloud.control.setVersions({ nextcloud: '28.0.14', talk: '18.0.14' });
    await rings();
    await pass(30);
    expect(asked(STATE)).toBe(0);
    nextcloud.control.endCall(group);
    await pass(15);
    expect(bodies()).not.toContain(RINGS);
  });
});

describe('a call that never rings', () => {
  it('was started silently: the app does not poll more often', async () => {
    readAll();
    await signIn();
    start({ silent: true });
    await polls(1);
    nextcloud.control.clearRequests();
    await pass(60);
    expect(asked(LIST)).toBeLessThanOrEqual(3);
    nextcloud.control.endCall(group);
    await polls(2);
    expect(ports.notifier.asked).toEqual([]);
  });

  it('was started silently, and its start message expires before it ends', async () => {
    readAll();
    await signIn();
    nextcloud.control.setExpiration(group, 60);
    start({ silent: true });
    await polls(1);
    nextcloud.control.setClockSkew(120_000);
    nextcloud.control.joinCall('carla', group);
    await polls(1);
    talkmelder.suspend();
    talkmelder.resume();
    nextcloud.control.endCall(group);
    await polls(2);
    expect(ports.notifier.asked).toEqual([]);
  });

  it.each([1, 3, '1', 17])('is in a voice room (attributes %j): people come and go', async (attributes) => {
    readAll();
    patchRoom(nextcloud.control, group, { attributes });
    await signIn();
    for (let times = 0; times < 2; times += 1) {
      start();
      await polls(1);
      nextcloud.control.joinCall('carla', group);
      nextcloud.control.leaveCall('bob', group);
      await polls(1);
      nextcloud.control.endCall(group);
      await polls(1);
    }
    expect(ports.notifier.asked).toEqual([]);
  });

  it('rang before the conversation became a voice room', async () => {
    await rings();
    patchRoom(nextcloud.control, group, { attributes: 1 });
    await pass(15);
    expect(bodies()).toEqual([]);
  });
});

describe('a conversation that is more than a group', () => {
  it('classified: shows no text in the window or on the screen', async () => {
    readAll();
    patchRoom(nextcloud.control, group, { attributes: 4 });
    await signIn();
    nextcloud.control.send('bob', group, 'geheim');
    await eventually(bodies).toEqual(['New message']);
    expect(row(group)?.preview).toBeNull();
  });

  it.each([8, 16, 24])('a channel (%i): shows no preview of joins', async (attributes) => {
    readAll();
    patchRoom(nextcloud.control, group, { attributes });
    await signIn();
    nextcloud.control.addUser({ id: 'neu', displayName: 'Neu', password: 'neu' });
    nextcloud.control.invite('bob', 'neu', group);
    await polls(1);
    expect(row(group)?.preview).toBeNull();
    nextcloud.control.send('bob', group, 'Mitteilung');
    await polls(1);
    expect(row(group)?.preview?.text).toBe('Mitteilung');
  });

  it('announcements ring during "do not disturb"; other channels do not', async () => {
    readAll();
    nextcloud.control.setStatus('alice', 'dnd');
    const end = patchRoom(nextcloud.control, group, { attributes: 8 });
    await signIn();
    nextcloud.control.send('bob', group, 'still');
    await polls(2);
    expect(bodies()).toEqual([]);
    end();
    patchRoom(nextcloud.control, group, { attributes: 16 });
    await polls(1);
    nextcloud.control.send('bob', group, 'wichtig');
    await eventually(bodies).toEqual(['Bob Böhm: wichtig']);
  });
});
