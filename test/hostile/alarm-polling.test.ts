import { beforeEach, describe, expect, it } from 'vitest';
import { accountId, group, named, nextcloud, ports, restart, signIn, talkmelder } from '../fakes/pc.ts';
import { asked, eventually, LIST, pass, readAll, state, useStationPc, withAlarms, write } from './station-pc.ts';

/** How often the list is requested while there is an alarm conversation. */

useStationPc();

const HOUR_S = 3_600;

beforeEach(readAll);

/** Returns how many lists are requested in this time. */
async function listsIn(seconds: number): Promise<number> {
  const before = asked(LIST);
  await pass(seconds);
  return asked(LIST) - before;
}

/** Lets the hour pass in which a browser may still have the conversation open. */
const calm = (): Promise<void> => pass(HOUR_S + 60);

const waking = () => talkmelder.diagnostics().alarms?.waking;

describe('with push', () => {
  it('the list is requested as usual once no browser can have the conversation open, and often before', async () => {
    await withAlarms();
    expect(waking()).toEqual({ by: 'polling', seconds: 5, reason: 'open' });
    expect(await listsIn(60)).toBeGreaterThanOrEqual(10);
    await calm();
    expect(waking()).toEqual({ by: 'push', seconds: 60, reason: null });
    expect(await listsIn(600)).toBeLessThanOrEqual(13);
  });

  it('often at a lower level, which push does not report', async () => {
    await withAlarms();
    await calm();
    nextcloud.control.setLevel('alice', group, 2);
    await pass(60);
    expect(waking()).toEqual({ by: 'polling', seconds: 5, reason: 'level' });
    expect(await listsIn(60)).toBeGreaterThanOrEqual(10);
  });

  it('often for an hour after it was opened from here', async () => {
    await withAlarms();
    await calm();
    await talkmelder.openConversation(named(group));
    expect(waking()?.reason).toBe('open');
    expect(await listsIn(60)).toBeGreaterThanOrEqual(10);
    await calm();
    expect(await listsIn(600)).toBeLessThanOrEqual(13);
  });

  it('often for an hour after it was read on another device, but not after it was read here', async () => {
    await withAlarms();
    await calm();
    write(group, 'Übung');
    await pass(60);
    await talkmelder.act(named(group), { kind: 'mark-read' });
    await pass(60);
    expect(waking()?.reason).toBeNull();
    write(group, 'Übung beendet');
    await pass(2);
    readAll();
    await pass(70);
    expect(waking()?.reason).toBe('open');
  });

  it('often from the first message on that push does not report, also after a restart, until a test proves push', async () => {
    await withAlarms();
    await calm();
    nextcloud.control.setPushSilent(true);
    write(group, 'Einsatz');
    await pass(80);
    expect(waking()?.reason).toBe('untold');
    await restart(() => undefined);
    await eventually(state).toBe('live');
    await pass(HOUR_S);
    expect(waking()?.reason).toBe('untold');
    const failed = talkmelder.testAlarm();
    await pass(40);
    expect(await failed).toMatchObject([{ push: { outcome: 'silent' }, chat: { outcome: 'passed' } }]);
    expect(waking()?.reason).toBe('untold');
    nextcloud.control.setPushSilent(false);
    const passed = talkmelder.testAlarm();
    await pass(40);
    expect(await passed).toMatchObject([{ push: { outcome: 'passed' }, chat: { outcome: 'passed' } }]);
    expect(waking()?.reason).toBeNull();
  });
});

describe('without push', () => {
  it('often, and as usual without an alarm conversation', async () => {
    await withAlarms('off');
    expect(waking()).toEqual({ by: 'polling', seconds: 5, reason: 'no-push' });
    expect(await listsIn(60)).toBeGreaterThanOrEqual(10);
    await restart(() => ports.settings.remove(`alarm-conversations/${accountId()}`));
    expect(talkmelder.diagnostics().alarms).toBeNull();
    expect(await listsIn(600)).toBeLessThanOrEqual(23);
  });

  it('a server that asks for fewer requests gets a third of them, and one that fails is not left alone for minutes', async () => {
    await withAlarms('off');
    nextcloud.control.fail({ status: 429 });
    await pass(20);
    nextcloud.control.clearFaults();
    await pass(60);
    expect(waking()).toMatchObject({ seconds: 15, reason: 'no-push' });
    expect(await listsIn(60)).toBeLessThanOrEqual(5);
    await pass(700);
    await pass(60);
    expect(waking()).toMatchObject({ seconds: 5 });
    nextcloud.control.fail('drop');
    await pass(600);
    nextcloud.control.clearFaults();
    expect(await listsIn(40)).toBeGreaterThanOrEqual(1);
    await eventually(state).toBe('polling');
  });
});

it('with "every message", push reports too little, so the interval is that without push', async () => {
  nextcloud.control.setPush('on');
  await signIn();
  await eventually(state).toBe('live');
  await pass(120);
  expect(await listsIn(600)).toBeLessThanOrEqual(13);
  talkmelder.changeSettings({ notify: 'all' });
  await pass(60);
  expect(await listsIn(600)).toBeGreaterThanOrEqual(18);
});
