import { expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/clock.ts';
import { createSupervision, worstWatch } from './supervision.ts';

const MINUTE = 60_000;

function stand() {
  const clock = createFakeClock();
  const told: string[] = [];
  const minutes = (ms: number): number => Math.round(ms / MINUTE);
  let needed = true;
  const supervision = createSupervision({
    clock,
    isNeeded: () => needed,
    limit: () => 5 * MINUTE,
    onChange: () => undefined,
    onBlind: (reason, ms) => told.push(`blind ${reason} ${minutes(ms)}`),
    onTone: (reason, ms) => told.push(`tone ${reason} ${minutes(ms)}`),
    onSeeing: (reason, ms) => told.push(`seeing ${reason} ${minutes(ms)}`),
  });
  return {
    clock,
    supervision,
    told,
    need(value: boolean) {
      needed = value;
      supervision.changed();
    },
  };
}

it('is blind five minutes after the last answer, warns every ten minutes, and says how long it was', async () => {
  const { clock, supervision, told } = stand();
  await clock.advance(3 * MINUTE);
  supervision.answered('clear');
  await clock.advance(5 * MINUTE - 1);
  expect(told).toEqual([]);
  await clock.advance(1);
  expect(told).toEqual(['blind no-answer 5']);
  expect(supervision.watch()).toMatchObject({ state: 'blind', reason: 'no-answer', acknowledged: false });
  await clock.advance(22 * MINUTE);
  expect(told.slice(1)).toEqual(['tone no-answer 15', 'tone no-answer 25']);
  supervision.answered('clear');
  expect(told.at(-1)).toBe('seeing no-answer 27');
  expect(supervision.watch()).toEqual({ state: 'watching' });
});

it('counts from the start when no answer ever came', async () => {
  const { clock, told } = stand();
  await clock.advance(5 * MINUTE);
  expect(told).toEqual(['blind no-answer 5']);
});

it('stays quiet once it is acknowledged, and warns again for another reason', async () => {
  const { clock, supervision, told } = stand();
  await clock.advance(5 * MINUTE);
  supervision.acknowledge();
  await clock.advance(60 * MINUTE);
  expect(told).toEqual(['blind no-answer 5']);
  expect(supervision.watch()).toMatchObject({ acknowledged: true });
  supervision.signedOut();
  expect(told.at(-1)).toBe('blind signed-out 65');
  expect(supervision.watch()).toMatchObject({ reason: 'signed-out', acknowledged: false });
});

it('is blind at once when the session has ended, and when an alarm conversation is gone', () => {
  const { supervision, told } = stand();
  supervision.signedOut();
  supervision.signedOut();
  expect(told).toEqual(['blind signed-out 0']);
  supervision.answered('conversation-gone');
  expect(told.at(-1)).toBe('blind conversation-gone 0');
  supervision.answered('clear');
  expect(told.at(-1)).toBe('seeing conversation-gone 0');
});

it('is blind only after a while when messages cannot be read, because a single failure passes', async () => {
  const { clock, supervision, told } = stand();
  supervision.answered('conversation-unreadable');
  for (let minute = 0; minute < 4; minute += 1) {
    await clock.advance(MINUTE);
    supervision.answered('conversation-unreadable');
  }
  supervision.answered('clear');
  supervision.answered('conversation-unreadable');
  await clock.advance(4 * MINUTE);
  supervision.answered('conversation-unreadable');
  expect(told).toEqual([]);
  await clock.advance(MINUTE);
  expect(told).toEqual(['blind conversation-unreadable 5']);
});

it('is silent for the announced time of a maintenance, and not for longer, however often it is announced', async () => {
  const { clock, supervision, told } = stand();
  supervision.announced(20 * MINUTE);
  for (let minute = 0; minute < 19; minute += 1) {
    await clock.advance(MINUTE);
    supervision.announced(20 * MINUTE);
  }
  expect(told).toEqual([]);
  await clock.advance(MINUTE);
  expect(told).toEqual(['blind no-answer 20']);
});

it('setting the clock makes it neither blind nor seeing', async () => {
  const { clock, told } = stand();
  clock.jump(3 * 60 * MINUTE);
  await clock.advance(4 * MINUTE);
  expect(told).toEqual([]);
  clock.jump(-9 * 60 * MINUTE);
  await clock.advance(MINUTE);
  expect(told).toEqual(['blind no-answer 5']);
});

it('does not warn of a night in which the computer slept, but says so after waking', async () => {
  const { clock, supervision, told } = stand();
  supervision.answered('clear');
  supervision.suspend();
  await clock.advance(60 * MINUTE);
  clock.jump(7 * 60 * MINUTE);
  expect(told).toEqual([]);
  supervision.resume();
  await clock.advance(MINUTE);
  supervision.answered('clear');
  expect(told).toEqual(['seeing slept 480']);
  supervision.answered('clear');
  expect(told).toHaveLength(1);
});

it('warns after waking when no answer comes', async () => {
  const { clock, supervision, told } = stand();
  supervision.suspend();
  await clock.advance(60 * MINUTE);
  supervision.resume();
  await clock.advance(5 * MINUTE);
  expect(told).toEqual(['blind no-answer 5']);
});

it('watches nothing without an alarm conversation, and begins with the first one', async () => {
  const { clock, supervision, told, need } = stand();
  need(false);
  await clock.advance(60 * MINUTE);
  expect(told).toEqual([]);
  expect(supervision.watch()).toEqual({ state: 'off' });
  need(true);
  await clock.advance(4 * MINUTE);
  expect(told).toEqual([]);
  await clock.advance(MINUTE);
  expect(told).toEqual(['blind no-answer 5']);
  need(false);
  expect(supervision.watch()).toEqual({ state: 'off' });
});

it('ends', async () => {
  const { clock, supervision, told } = stand();
  supervision.stop();
  supervision.signedOut();
  await clock.advance(60 * MINUTE);
  expect(told).toEqual([]);
  expect(clock.pending()).toBe(0);
});

it('of several accounts, the account that is blind the longest and unacknowledged counts', () => {
  const blind = (since: number, acknowledged = false) => ({
    state: 'blind' as const,
    since,
    reason: 'no-answer' as const,
    acknowledged,
  });
  expect(worstWatch([])).toEqual({ state: 'off' });
  expect(worstWatch([{ state: 'off' }, { state: 'watching' }])).toEqual({ state: 'watching' });
  expect(worstWatch([blind(1, true), { state: 'watching' }, blind(3), blind(2)])).toEqual(blind(2));
});
