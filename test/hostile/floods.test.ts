import { describe, expect, it } from 'vitest';
import { nextcloud, ports, restart, signIn, talkmelder } from '../fakes/pc.ts';
import {
  asked,
  eventually,
  expectRang,
  LIST,
  notices,
  polls,
  rang,
  shown,
  useStationWithOther,
  wache,
  write,
} from './station-pc.ts';

/* A user who may invite people, or who writes a bot, decides how many messages come at once. */

useStationWithOther();

/** Most toasts that the screen and the notification centre hold together. */
const MOST_HELD = 200;
const onScreen = (): number => ports.notifier.visible.size;
const toasts = (): number => ports.notifier.asked.length;

/** Adds conversations, each with a message that rings. */
function invite(count: number, wave = 0): string[] {
  return Array.from({ length: count }, (_, at) => {
    const about = { type: 'group' as const, name: `Raum ${wave}/${at}`, members: ['bob', 'alice'] };
    const token = nextcloud.control.addRoom({ ...about, notificationLevel: 1 });
    write(token, `Hallo ${wave}/${at}`);
    return token;
  });
}

describe('new conversations', () => {
  it.each([11, 40, 400])('%i at once make one digest', async (count) => {
    await signIn();
    invite(count);
    await eventually(() => notices()).toEqual([`${count} new messages in ${count} conversations`]);
    expect(toasts()).toBe(1);
    await polls(3);
    expect(toasts()).toBe(1);
    expect(shown().conversations?.filter(({ unread }) => unread > 0).length).toBeGreaterThanOrEqual(count);
  });

  it('ten at once ring one by one', async () => {
    await signIn();
    invite(10);
    await eventually(() => onScreen()).toBe(10);
    expect(notices()).toEqual([]);
  });

  it('a message elsewhere rings on its own a moment after forty at once', async () => {
    await signIn();
    invite(40);
    await eventually(() => toasts()).toBe(1);
    write(wache, 'Wer kommt?');
    await expectRang(wache, ['Wer kommt?']);
  });

  it('the digest goes when the user reads all forty elsewhere', async () => {
    await signIn();
    const tokens = invite(40);
    await eventually(() => onScreen()).toBe(1);
    for (const token of tokens) nextcloud.control.markRead('alice', token);
    await eventually(() => onScreen()).toBe(0);
  });

  it('none of forty rings again after a restart', async () => {
    await signIn();
    invite(40);
    await eventually(() => toasts()).toBe(1);
    await restart(() => {});
    await polls(2);
    expect(toasts()).toBe(1);
  });

  it('in waves of ten keep to the number of toasts that the app can track, and it closes the rest', async () => {
    await signIn();
    for (let wave = 0; wave < 24; wave += 1) {
      invite(10, wave);
      await eventually(() => toasts()).toBe((wave + 1) * 10);
      expect(onScreen()).toBeLessThanOrEqual(MOST_HELD);
    }
    expect(onScreen()).toBe(MOST_HELD);
    // The oldest have gone.
    const titles = [...ports.notifier.visible.values()].map(({ title }) => title);
    expect(titles[0]).toBe('Raum 4/0');
    expect(titles.at(-1)).toBe('Raum 23/9');
  });
});

describe('messages', () => {
  it('five in each of twenty conversations make one digest of a hundred', async () => {
    await signIn();
    const tokens = invite(20);
    for (const token of tokens) write(token, 'zwei', 'drei', 'vier', 'fünf');
    await eventually(() => notices()).toEqual(['100 new messages in 20 conversations']);
    expect(toasts()).toBe(1);
  });

  it('a thousand in one conversation make one toast that counts', async () => {
    await signIn();
    write(wache, ...Array.from({ length: 1_000 }, (_, at) => `Nachricht ${at}`));
    await eventually(() => onScreen()).toBe(1);
    expect(ports.notifier.asked.at(-1)?.title).toBe('Wache 2 – 50+ new messages');
    expect(asked(/\/chat\//)).toBeLessThanOrEqual(3);
  });

  it('a thousand in one conversation, one after the other, leave at most three toasts', async () => {
    await signIn();
    for (let at = 0; at < 30; at += 1) {
      write(wache, `Nachricht ${at}`);
      await polls(1);
      expect(onScreen()).toBeLessThanOrEqual(3);
    }
  });
});

describe('calls', () => {
  it('thirty at once make one toast, which goes when the last call ends', async () => {
    await signIn();
    const tokens = Array.from({ length: 30 }, (_, at) => {
      const about = { type: 'group' as const, name: `Raum ${at}`, members: ['bob', 'alice'] };
      return nextcloud.control.addRoom({ ...about, notificationLevel: 1 });
    });
    for (const token of tokens) nextcloud.control.markRead('alice', token);
    await polls(2);
    const before = toasts();
    for (const token of tokens) nextcloud.control.startCall('bob', token);
    await eventually(() => notices()).toEqual(['30 calls in 30 conversations']);
    expect(toasts()).toBe(before + 1);
    for (const token of tokens) nextcloud.control.endCall(token);
    for (const token of tokens) nextcloud.control.markRead('alice', token);
    await eventually(() => notices()).toEqual([]);
  });

  it('one among thirty new conversations rings on its own', async () => {
    await signIn();
    invite(30);
    nextcloud.control.startCall('bob', wache);
    await eventually(() => toasts()).toBe(2);
    expect(rang()).toEqual([wache]);
    expect(notices()).toEqual(['30 new messages in 30 conversations']);
  });
});

it('the end of the session removes the remains of a flood', async () => {
  await signIn();
  invite(10);
  await eventually(() => onScreen()).toBe(10);
  talkmelder.stop();
  expect(onScreen()).toBe(0);
  expect(asked(LIST)).toBeGreaterThan(0);
});
