/** Fast user switching: a session that is not in front stays silent and counts, and only alarms ring in it. */
import { beforeEach, expect, it } from 'vitest';
import { group, named, nextcloud, ports, signIn, talkmelder } from '../fakes/pc.ts';
import {
  eventually,
  expectRang,
  pass,
  polls,
  rang,
  row,
  textsIn,
  useStationWithOther,
  wache,
  write,
} from './station-pc.ts';

useStationWithOther();
beforeEach(() => signIn());

it('holds back messages and counts them, and none of these rings when the session is in front again', async () => {
  talkmelder.setInBackground(true);
  write(group, 'eins', 'zwei');
  write(wache, 'drei');
  nextcloud.control.startCall('bob', wache);
  await polls(2);
  expect([rang(), ports.callBell.names()]).toEqual([[], []]);
  expect([row(group)?.unread, row(wache)?.unread]).toEqual([2, 1]);
  talkmelder.setInBackground(false);
  await polls(3);
  expect(rang()).toEqual([]);
  expect([row(group)?.unread, row(wache)?.unread]).toEqual([2, 1]);
  write(group, 'vier');
  await expectRang(group, ['vier']);
});

it('however often the users switch, a message rings at most once', async () => {
  write(wache, 'vorher');
  await expectRang(wache, ['vorher']);
  for (const text of ['eins', 'zwei', 'drei']) {
    talkmelder.setInBackground(true);
    talkmelder.setInBackground(true);
    write(wache, text);
    await polls(2);
    talkmelder.setInBackground(false);
    talkmelder.setInBackground(false);
    await polls(2);
  }
  expect(textsIn(wache)).toEqual(['vorher']);
  expect(row(wache)?.unread).toBe(4);
  write(wache, 'nachher');
  await polls(2);
  expect(ports.notifier.asked).toHaveLength(2);
});

it('an alarm rings, and a message beside it does not', async () => {
  await talkmelder.declareAlarm(named(group), { keywords: [], senders: [] });
  talkmelder.setInBackground(true);
  write(group, 'Vollalarm Wache 1');
  write(wache, 'Kaffee?');
  await eventually(() => ports.bell.alarms().map(({ text }) => text)).toEqual(['Vollalarm Wache 1']);
  expect(ports.bell.card()?.sounds).toBe(true);
  await polls(2);
  expect(textsIn(wache)).toEqual([]);
  talkmelder.setInBackground(false);
  await polls(2);
  expect(ports.bell.alarms()).toHaveLength(1);
  expect(textsIn(wache)).toEqual([]);
});

it('the tone of a call that rings falls silent, and the card stays', async () => {
  ports.callBell.works = true;
  const bob = nextcloud.control.addRoom({ type: 'one-to-one', members: ['bob', 'alice'] });
  nextcloud.control.startCall('bob', bob);
  await eventually(() => ports.callBell.card()?.sounds).toBe(true);
  talkmelder.setInBackground(true);
  expect(ports.callBell.card()?.sounds).toBe(false);
  await pass(46);
  expect(ports.callBell.card()).toBeNull();
  expect([...ports.notifier.visible.values()].every(({ silent }) => silent)).toBe(true);
});
