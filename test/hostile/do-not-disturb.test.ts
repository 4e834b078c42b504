/** "Do not disturb" holds back notifications while it lasts, and none after it. */
import { describe, expect, it } from 'vitest';
import { nextcloud, ports, usePc } from '../fakes/pc.ts';
import type { Fault } from '../nextcloud/faults.ts';
import { askedForStatus, bob, look, onScreen, passOnServer, rung, shown, station, useLooks } from './looking.ts';

usePc();
useLooks();

const status = (value: 'dnd' | 'online' | 'away'): void => nextcloud.control.setStatus('alice', value);
const send = (text: string, token = station): number => nextcloud.control.send('bob', token, text);

/** Sends a message that the app holds back, so that it has heard of "do not disturb". */
async function heldBack(): Promise<void> {
  status('dnd');
  send('held back');
  await look();
  expect(rung()).toEqual([]);
}

const CALL = 'Wache: Call in progress – click to join';

describe('a moment after it has ended', () => {
  it.each<[string, () => void, string[]]>([
    ['a message', () => send('after'), ['Wache: Bob Böhm: after']],
    [
      'two messages',
      () => {
        send('one');
        send('two');
      },
      ['Wache: Bob Böhm: one', 'Wache: Bob Böhm: two'],
    ],
    ['a message in a one-to-one conversation', () => send('after', bob), ['Bob Böhm: after']],
    ['a running call', () => nextcloud.control.startCall('bob', station), [CALL]],
    [
      'a missed call',
      () => {
        nextcloud.control.startCall('bob', bob);
        passOnServer();
        nextcloud.control.endCall(bob);
      },
      ['Bob Böhm: Missed call'],
    ],
  ])('%s rings', async (_name, comes, expected) => {
    await heldBack();
    status('online');
    comes();
    await look();
    await look();
    expect(rung()).toEqual(expected);
  });

  it('a message in a sensitive conversation rings', async () => {
    nextcloud.control.configure('alice', station, { sensitive: true });
    await heldBack();
    status('online');
    send('after');
    await look();
    expect(rung()).toEqual(['Wache: New message']);
  });

  it('messages ring after each end, however often it begins and ends', async () => {
    for (const text of ['first', 'second', 'third']) {
      status('dnd');
      send('held back');
      await look();
      status(text === 'second' ? 'away' : 'online');
      send(text);
      await look();
      nextcloud.control.markRead('alice', station);
      // The app trusts an answer that lets notifications ring for a minute.
      await ports.clock.advance(61_000);
    }
    expect(rung()).toEqual(['first', 'second', 'third'].map((text) => `Wache: Bob Böhm: ${text}`));
  });
});

describe('while it lasts', () => {
  it('nothing rings, not even later, but the window counts; the app asks the server each time', async () => {
    await heldBack();
    nextcloud.control.clearRequests();
    for (const text of ['one', 'two', 'three']) {
      send(text);
      await look();
    }
    expect(askedForStatus()).toHaveLength(3);
    await look();
    await look();
    expect(askedForStatus()).toHaveLength(3);
    expect(shown(station)?.unread).toBe(4);
    status('online');
    await look();
    expect(rung()).toEqual([]);
  });

  it('an important conversation rings without a question to the server', async () => {
    status('dnd');
    nextcloud.control.configure('alice', station, { important: true });
    nextcloud.control.clearRequests();
    send('wichtig');
    await look();
    expect(onScreen()).toEqual(['Wache: Bob Böhm: wichtig']);
    expect(askedForStatus()).toEqual([]);
  });

  it('an answer less than a minute old may still let a message ring, an older one may not', async () => {
    status('online');
    send('before');
    await look();
    status('dnd');
    nextcloud.control.clearRequests();
    send('a moment later');
    await look();
    expect(askedForStatus()).toEqual([]);
    await ports.clock.advance(61_000);
    send('much later');
    await look();
    expect(rung()).toEqual(['Wache: Bob Böhm: before', 'Wache: Bob Böhm: a moment later']);
  });

  it('an old answer stays old when the clock is set back', async () => {
    send('before');
    await look();
    status('dnd');
    ports.clock.jump(-3_600_000);
    send('later');
    await look();
    expect(rung()).toEqual(['Wache: Bob Böhm: before']);
  });
});

describe('when the server does not say', () => {
  it.each<[string, Fault]>([
    ['an error', { status: 500 }],
    ['a refusal', { status: 403 }],
    ['a gateway’s page', 'html'],
    ['a cut answer', 'cut-body'],
    ['an answer of another shape', { body: '{"ocs":{"meta":{"statuscode":200},"data":{"status":7}}}' }],
    ['a dropped connection', 'drop'],
  ])('%s: messages ring', async (_name, fault) => {
    await heldBack();
    nextcloud.control.fail(fault, { path: /\/user_status$/ });
    send('in doubt');
    await look();
    expect(rung()).toEqual(['Wache: Bob Böhm: in doubt']);
  });

  it('asks again after a minute, and holds back messages from then on', async () => {
    status('dnd');
    const heal = nextcloud.control.fail({ status: 500 }, { path: /\/user_status$/ });
    send('in doubt');
    await look();
    heal();
    await ports.clock.advance(61_000);
    send('held back');
    await look();
    expect(rung()).toEqual(['Wache: Bob Böhm: in doubt']);
  });
});
