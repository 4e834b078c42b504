import { describe, expect, it } from 'vitest';
import { NO_POLICY } from '../../main/core/settings/policy.ts';
import { accountId, group, named, ports, restart, signIn, talkmelder } from '../fakes/pc.ts';
import { eventually, expectRang, polls, row, textsIn, useStationWithOther, wache, write } from './station-pc.ts';

useStationWithOther();

const bodies = (): string[] => [...ports.notifier.visible.values()].map(({ body }) => body);

describe('in station mode, while no person is at the PC', () => {
  it('neither window nor notifications show a text, and everything rings all the same', async () => {
    await signIn();
    talkmelder.changeSettings({ station: true });
    write(wache, 'Max ist krank');
    await expectRang(wache, ['Max ist krank']);
    expect(row(wache)?.preview?.text).toContain('Max ist krank');

    talkmelder.setIdle(true);
    expect(bodies().join()).not.toContain('krank');
    expect(JSON.stringify(talkmelder.state())).not.toContain('krank');
    write(group, 'Schlüssel liegt beim Nachbarn');
    await polls(2);
    expect(textsIn(group)).toHaveLength(1);
    expect(bodies().join()).not.toContain('Nachbarn');
    expect(JSON.stringify(talkmelder.state())).not.toContain('Nachbarn');

    talkmelder.setIdle(false);
    expect(row(group)?.preview?.text).toContain('Nachbarn');
  });

  it('an alarm still shows its text on the card, and is acknowledged without a PIN', async () => {
    await signIn();
    await talkmelder.declareAlarm(named(group), { keywords: [], senders: [] });
    talkmelder.changeSettings({ station: true });
    await talkmelder.pin.choose('2468');
    talkmelder.pin.end();
    talkmelder.setIdle(true);
    write(group, 'Vollalarm Wache 1');
    await eventually(() => ports.bell.alarms().map(({ text }) => text)).toEqual(['Vollalarm Wache 1']);
    expect(() => talkmelder.pin.check()).toThrow('PIN');
    talkmelder.acknowledgeAlarms(
      ports.bell.alarms().map(({ id }) => id),
      'window',
    );
    expect(ports.bell.card()).toBeNull();
  });
});

it('outside station mode, an idle PC shows everything', async () => {
  await signIn();
  write(wache, 'Max ist krank');
  await expectRang(wache, ['Max ist krank']);
  talkmelder.setIdle(true);
  expect(bodies().join()).toContain('krank');
  expect(row(wache)?.preview?.text).toContain('krank');
});

it('the PIN, and the wait after wrong ones, outlive a restart, and the policy resets both', async () => {
  await signIn();
  talkmelder.changeSettings({ station: true });
  await talkmelder.pin.choose('2468');
  expect(talkmelder.state().station).toMatchObject({ pin: 'own' });
  for (const wrong of ['1111', '2222', '3333']) await talkmelder.pin.enter(wrong);
  await restart(() => {});
  expect(await talkmelder.pin.enter('2468')).toEqual({ right: false, waitSeconds: 30 });
  expect(() => talkmelder.pin.check()).toThrow('PIN');
  await restart(() => {}, { ...NO_POLICY, stationPin: 'reset' });
  expect(() => talkmelder.pin.check()).not.toThrow();
  expect(talkmelder.state().station).toMatchObject({ pin: 'reset' });
});

it('the system starts the app again while there is an account in station mode, and no longer', async () => {
  await signIn();
  expect(ports.desktop.keepsRunning()).toBe(false);
  talkmelder.changeSettings({ station: true });
  expect(ports.desktop.keepsRunning()).toBe(true);
  await restart(() => {});
  expect(ports.desktop.keepsRunning()).toBe(true);
  await talkmelder.disconnect(accountId());
  expect(ports.desktop.keepsRunning()).toBe(false);
});
