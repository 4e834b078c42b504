/** Acknowledging adds a reaction or a line: once, also when the network, the server or the PC fails in between. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { SettingsChange } from '../../main/core/model/settings.ts';
import type { Fetch } from '../../main/core/ports.ts';
import { accountId, named, nextcloud, ports, restart, talkmelder, usePc } from '../fakes/pc.ts';
import { look, station, useLooks } from './looking.ts';

usePc();
useLooks();

const LINE = 'Wache 1: gesehen';
const control = () => nextcloud.control;
let message = 0;

beforeEach(async () => {
  lost = null;
  losses = 0;
  ports.fetch = losing(ports.fetch);
  const everything = { keywords: [], senders: [] };
  await restart(() => ports.settings.write(`alarm-conversations/${accountId()}`, { chosen: [[station, everything]] }));
  await look();
  message = control().send('bob', station, 'Einsatz: Wohnungsbrand');
  await look();
});

const idOf = (id = message): string => `${named(station)}/${id}`;
const seen = (ids = [idOf()]): void => talkmelder.acknowledgeAlarms(ids, 'card');
const choose = (change: SettingsChange): void => talkmelder.changeSettings(change);
const posted = (path: RegExp): number =>
  control().requests.filter(({ method, path: asked }) => method === 'POST' && path.test(asked)).length;
const reactionRequests = (): number => posted(/\/reaction\//);
const lines = (): string[] =>
  control()
    .messages(station)
    .flatMap((one) => (one.message === LINE ? LINE : []));
const reactions = (): number =>
  control()
    .messages(station)
    .filter(({ systemMessage }) => systemMessage === 'reaction').length;

/** The server does what these requests ask, and its answers are lost; null: none. */
let lost: RegExp | null = null;
let losses = 0;

function losing(fetch: Fetch): Fetch {
  return async (input, init) => {
    const answer = await fetch(input, init);
    const { url, method } = input instanceof Request ? input : { url: String(input), method: init?.method ?? 'GET' };
    if (lost === null || method.toUpperCase() !== 'POST' || !lost.test(url)) return answer;
    losses += 1;
    throw new TypeError('fetch failed');
  };
}

it('by default, nothing is sent', async () => {
  seen();
  await look();
  expect([reactionRequests(), lines()]).toEqual([0, []]);
});

it('a reaction and a line are sent once', async () => {
  choose({ alarmReaction: '✅', alarmLine: LINE });
  seen();
  await expect.poll(lines).toEqual([LINE]);
  await look();
  await look();
  await restart(() => {});
  await look();
  expect([reactions(), lines()]).toEqual([1, [LINE]]);
});

it('the line rings nowhere, and several alarms have one', async () => {
  choose({ alarmLine: LINE });
  const other = control().send('bob', station, 'Einsatz 2');
  await look();
  seen([idOf(), idOf(other)]);
  await expect.poll(lines).toEqual([LINE]);
  expect(control().messages(station).at(-1)?.silent).toBe(true);
});

it('a reaction on another device is no reason for one of this PC', async () => {
  choose({ alarmReaction: '👍' });
  control().react('alice', station, message, '✅');
  await look();
  await look();
  expect(ports.bell.card()).toBeNull();
  expect(reactionRequests()).toBe(0);
});

describe('it is sent later', () => {
  it('after the server failed', async () => {
    choose({ alarmReaction: '✅', alarmLine: LINE });
    const heal = control().fail({ status: 503 }, { method: 'POST', path: station });
    seen();
    await look();
    heal();
    await ports.clock.advance(5 * 60_000);
    await look();
    await expect.poll(() => [reactions(), lines()]).toEqual([1, [LINE]]);
  });

  it('although one before it is refused again and again', async () => {
    choose({ alarmReaction: '✅' });
    const other = control().send('bob', station, 'Einsatz 2');
    await look();
    control().fail({ status: 500 }, { method: 'POST', path: `/${message}` });
    seen();
    await expect.poll(reactionRequests).toBe(1);
    await look();
    await ports.clock.advance(5 * 60_000);
    seen([idOf(other)]);
    await expect.poll(reactions).toBe(1);
  });

  it('after a restart, also when it was acknowledged without a network', async () => {
    choose({ alarmReaction: '✅', alarmLine: LINE });
    const heal = control().fail('drop', { method: 'POST', path: station });
    seen();
    await restart(heal);
    await expect.poll(() => [reactions(), lines()]).toEqual([1, [LINE]]);
  });
});

describe('it is not sent again', () => {
  it('when the answers were lost', async () => {
    choose({ alarmReaction: '✅', alarmLine: LINE });
    lost = /\/(?:reaction|chat)\//;
    seen();
    await expect.poll(() => losses).toBe(2);
    await look();
    lost = null;
    await ports.clock.advance(5 * 60_000);
    await look();
    await expect.poll(lines).toEqual([LINE]);
    await look();
    expect([reactionRequests(), reactions(), lines()]).toEqual([1, 1, [LINE]]);
  });

  it('when the answer to the line was lost, the app ended, and people wrote meanwhile', async () => {
    choose({ alarmLine: LINE });
    lost = /\/chat\//;
    seen();
    await expect.poll(() => losses).toBe(1);
    for (let count = 0; count < 120; count += 1) control().send('bob', station, `Funkspruch ${count}`);
    await restart(() => {
      lost = null;
    });
    await look();
    await look();
    expect(lines()).toEqual([LINE]);
    expect(JSON.stringify([...ports.settings.documents])).not.toContain('isTried');
  });

  it('when the server refuses for good', async () => {
    choose({ alarmReaction: '✅' });
    control().fail({ status: 403 }, { method: 'POST', path: /\/reaction\// });
    seen();
    await look();
    await ports.clock.advance(10 * 60_000);
    await look();
    expect(reactionRequests()).toBe(1);
  });

  it('a day later', async () => {
    choose({ alarmLine: LINE });
    const heal = control().fail({ status: 503 }, { method: 'POST', path: station });
    seen();
    await look();
    talkmelder.stop();
    await ports.clock.advance(25 * 60 * 60_000);
    await restart(heal);
    await look();
    expect(lines()).toEqual([]);
  });
});
