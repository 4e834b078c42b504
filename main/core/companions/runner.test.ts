import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/clock.ts';
import { createFakeCompanionDeps } from '../../../test/fakes/companion-deps.ts';
import { createFakeLogger } from '../../../test/fakes/logger.ts';
import { ServerError, Unreachable } from '../errors.ts';
import type { CompanionAnswer, CompanionContent, CompanionId } from '../model/companion.ts';
import type { CompanionKind, Listed } from './companion.ts';
import { createCompanionRunner } from './runner.ts';

const MINUTE = 60_000;
const CONTENT: CompanionContent = { of: 'appointments', items: [], calendars: [], hasApp: true };

const listedOf = (titles: readonly string[]): Listed => ({
  line: { id: 'mail-unread', title: null, count: titles.length, isMore: false, newest: titles[0] ?? null },
  entries: titles.map((text) => ({ identity: text, order: null, text })),
  isWhole: true,
  top: null,
});

/** A runner with one companion whose answers the test chooses. */
function createStage({ reminds = false, mayHave = true, random = (): number => 0.5 } = {}) {
  const clock = createFakeClock({ random });
  const log = createFakeLogger();
  const stage = {
    clock,
    log,
    wanted: ['appointments'] as CompanionId[],
    notifying: [] as CompanionId[],
    isConnected: true,
    isUnattended: false,
    asked: [] as number[],
    /** What the companion lists, newest first. */
    titles: [] as string[],
    shown: [] as string[],
    loads: 0,
    stops: 0,
    answer: async (): Promise<CompanionContent | null> => CONTENT,
    act: async (): Promise<CompanionAnswer> => ({ kind: 'changed' }),
    load: async (): Promise<void> => {},
  };
  const kind: CompanionKind = {
    id: 'appointments',
    reminds,
    mayHave: () => mayHave,
    async load() {
      stage.loads += 1;
      await stage.load();
      return () => ({
        refresh() {
          stage.asked.push(Math.round(clock.monotonic() / MINUTE));
          return stage.answer();
        },
        act: () => stage.act(),
        listed: () => [listedOf(stage.titles)],
        stop() {
          stage.stops += 1;
        },
      });
    },
  };
  const runner = createCompanionRunner({
    ...createFakeCompanionDeps({ accountId: 'account', clock, log }),
    capabilities: () => ({ version: { string: '32' }, readable: true, capabilities: {} }) as never,
    kinds: [kind],
    notify: ({ body }) => void stage.shown.push(body),
    withdraw: (key) => void stage.shown.push(`withdrawn: ${key}`),
    wanted: () => stage.wanted,
    notifying: () => stage.notifying,
    isConnected: () => stage.isConnected,
    isUnattended: () => stage.isUnattended,
    onChange: () => {},
  });
  const view = () => runner.views()[0];
  return Object.assign(stage, { runner, view, state: () => view()?.state });
}

/** Notifications load their code and make hashes, which takes some turns. */
const eventually = (stage: ReturnType<typeof createStage>, isReached: () => boolean) =>
  expect
    .poll(async () => {
      await stage.clock.advance(0);
      return isReached();
    })
    .toBe(true);

describe('a companion', () => {
  it('is off, and is neither loaded nor asked, until it is wanted', async () => {
    const stage = createStage({ reminds: true });
    stage.wanted = [];
    stage.runner.follow();
    stage.runner.look();
    await stage.clock.advance(60 * MINUTE);
    expect([stage.state(), stage.loads, stage.asked]).toEqual(['off', 0, []]);
    await expect(stage.runner.act({ kind: 'refresh', account: 'account', companion: 'appointments' })).rejects.toThrow(
      RangeError,
    );
    stage.wanted = ['appointments'];
    stage.runner.follow();
    await stage.clock.advance(0);
    expect([stage.state(), stage.asked.length]).toEqual(['ready', 1]);
  });

  it('is asked nothing while no person looks', async () => {
    const stage = createStage();
    stage.runner.follow();
    await stage.clock.advance(120 * MINUTE);
    expect([stage.state(), stage.asked]).toEqual(['loading', []]);
    stage.runner.look();
    await stage.clock.advance(0);
    expect(stage.asked).toEqual([120]);
    stage.runner.unlook();
    await stage.clock.advance(120 * MINUTE);
    expect(stage.asked).toEqual([120]);
  });

  it('is asked every 5 minutes while a person is at the window, and every 15 when none is', async () => {
    const stage = createStage();
    stage.runner.follow();
    stage.runner.look();
    await stage.clock.advance(60 * MINUTE);
    expect(stage.asked).toEqual([0, 5, 10, 25, 40, 55]);
    stage.runner.attend();
    await stage.clock.advance(9 * MINUTE);
    expect(stage.asked).toEqual([0, 5, 10, 25, 40, 55, 60, 65]);
  });

  it('is asked every 15 minutes behind a locked screen', async () => {
    const stage = createStage();
    stage.isUnattended = true;
    stage.runner.follow();
    stage.runner.look();
    await stage.clock.advance(30 * MINUTE);
    expect(stage.asked).toEqual([0, 15, 30]);
  });

  it('is not asked again within 5 minutes, however often the window is shown', async () => {
    const stage = createStage();
    stage.runner.follow();
    for (let time = 0; time < 20; time += 1) {
      stage.runner.look();
      await stage.clock.advance(MINUTE / 5);
      stage.runner.unlook();
    }
    expect(stage.asked).toEqual([0]);
  });

  it('that reminds is asked every 15 minutes while no person looks', async () => {
    const stage = createStage({ reminds: true });
    stage.runner.follow();
    await stage.clock.advance(60 * MINUTE);
    expect(stage.asked).toEqual([0, 15, 30, 45, 60]);
  });

  it('that notifies is asked every 15 minutes while no person looks; a switched-off companion is not asked', async () => {
    const stage = createStage();
    stage.notifying = ['appointments'];
    stage.runner.follow();
    for (const count of [1, 2, 3]) {
      await eventually(stage, () => stage.asked.length === count);
      await stage.clock.advance(15 * MINUTE);
    }
    await eventually(stage, () => stage.asked.length === 4);
    expect(stage.asked).toEqual([0, 15, 30, 45]);
    stage.notifying = [];
    stage.runner.follow();
    await stage.clock.advance(60 * MINUTE);
    expect(stage.asked).toHaveLength(4);
    stage.notifying = ['appointments'];
    stage.wanted = [];
    stage.runner.follow();
    await stage.clock.advance(60 * MINUTE);
    expect(stage.asked).toHaveLength(4);
  });

  it('notifies of what comes after its notifications were switched on, and of none of it once they are off', async () => {
    const stage = createStage();
    stage.titles = ['Alt'];
    stage.runner.follow();
    stage.runner.look();
    await stage.clock.advance(MINUTE);
    stage.notifying = ['appointments'];
    stage.titles = ['Eben noch', 'Alt'];
    stage.runner.follow();
    await eventually(stage, () => stage.asked.length === 2);
    stage.titles = ['Neu', 'Eben noch', 'Alt'];
    await stage.clock.advance(5 * MINUTE);
    await eventually(stage, () => stage.shown.length > 0);
    expect(stage.shown).toEqual(['3 unread · Neu']);
    stage.notifying = [];
    stage.runner.follow();
    expect(stage.shown).toEqual(['3 unread · Neu', 'withdrawn: app/appointments']);
    stage.titles = ['Noch neuer', 'Neu'];
    stage.notifying = ['appointments'];
    stage.runner.follow();
    const before = stage.asked.length;
    for (const count of [1, 2]) {
      // The next question comes only when the last answer has been considered.
      await eventually(stage, () => stage.asked.length === before + count);
      await stage.clock.advance(15 * MINUTE);
    }
    expect(stage.shown).toHaveLength(2);
  });

  it('is asked at moments that differ from PC to PC', async () => {
    const stage = createStage({ reminds: true, random: () => 0.99 });
    stage.runner.follow();
    await stage.clock.advance(60 * MINUTE);
    expect(stage.asked.length).toBe(4);
  });

  it('waits while the server does not answer, and is asked with the next list', async () => {
    const stage = createStage({ reminds: true });
    stage.isConnected = false;
    stage.runner.follow();
    await stage.clock.advance(60 * MINUTE);
    expect([stage.state(), stage.asked]).toEqual(['loading', []]);
    stage.isConnected = true;
    stage.runner.synced();
    await stage.clock.advance(0);
    expect(stage.asked).toEqual([60]);
  });

  it('that fails says why, keeps what it showed, and is asked more and more rarely', async () => {
    const stage = createStage({ reminds: true });
    stage.runner.follow();
    await stage.clock.advance(0);
    stage.answer = () => Promise.reject(new Unreachable('gone'));
    await stage.clock.advance(240 * MINUTE);
    expect(stage.view()).toMatchObject({ state: 'failed', error: 'unreachable', content: CONTENT });
    expect(stage.asked).toEqual([0, 15, 30, 60, 120, 180, 240]);
    stage.answer = async () => CONTENT;
    await stage.clock.advance(60 * MINUTE);
    expect([stage.state(), stage.view()?.error]).toEqual(['ready', null]);
  });

  it('that breaks in a way that no person foresaw fails alone', async () => {
    const stage = createStage({ reminds: true });
    stage.answer = () => {
      throw new TypeError('undefined is not a function');
    };
    stage.runner.follow();
    await stage.clock.advance(0);
    expect([stage.state(), stage.view()?.error]).toEqual(['failed', 'internal']);
    stage.load = () => Promise.reject(new Error('no chunk'));
    await stage.clock.advance(15 * MINUTE);
    expect([stage.state(), stage.view()?.error]).toEqual(['failed', 'internal']);
  });

  it('is not asked before the time that the server names', async () => {
    const stage = createStage();
    stage.answer = () => Promise.reject(new ServerError('busy', 503, 40 * MINUTE));
    stage.runner.follow();
    stage.runner.look();
    await stage.clock.advance(39 * MINUTE);
    await stage.runner.act({ kind: 'refresh', account: 'account', companion: 'appointments' });
    expect(stage.asked).toEqual([0]);
    await stage.clock.advance(MINUTE);
    expect(stage.asked).toEqual([0, 40]);
  });

  it('that the server does not have is asked once an hour, or not at all', async () => {
    const stage = createStage();
    stage.answer = async () => null;
    stage.runner.follow();
    stage.runner.look();
    await stage.clock.advance(119 * MINUTE);
    expect([stage.state(), stage.asked]).toEqual(['unavailable', [0, 60]]);
    const without = createStage({ mayHave: false });
    without.runner.follow();
    without.runner.look();
    await without.clock.advance(119 * MINUTE);
    expect([without.state(), without.loads, without.asked]).toEqual(['unavailable', 0, []]);
  });

  it('is asked at once when a person wants it, and never twice at the same time', async () => {
    const stage = createStage();
    stage.runner.follow();
    stage.runner.look();
    await stage.clock.advance(MINUTE);
    const refresh = () => stage.runner.act({ kind: 'refresh', account: 'account', companion: 'appointments' });
    await Promise.all([refresh(), refresh(), refresh()]);
    expect(stage.asked).toEqual([0, 1]);
  });

  it('that is switched off is ended, and a late answer is dropped', async () => {
    const stage = createStage();
    let answer = (_: CompanionContent): void => {};
    stage.answer = () => new Promise((resolve) => (answer = resolve));
    stage.runner.follow();
    stage.runner.look();
    await stage.clock.advance(0);
    stage.wanted = [];
    stage.runner.follow();
    answer(CONTENT);
    await stage.clock.advance(60 * MINUTE);
    expect([stage.view()?.content, stage.state(), stage.stops, stage.asked]).toEqual([null, 'off', 1, [0]]);
  });

  it('that is switched off while it does something stays off', async () => {
    const stage = createStage();
    let answer = (_: CompanionAnswer): void => {};
    stage.act = () => new Promise((resolve) => (answer = resolve));
    stage.runner.follow();
    await stage.clock.advance(0);
    const acting = stage.runner.act({ kind: 'open', account: 'account', companion: 'appointments', item: null });
    await stage.clock.advance(0);
    stage.wanted = [];
    stage.runner.follow();
    const before = stage.asked.length;
    answer({ kind: 'changed' });
    await acting;
    await stage.clock.advance(0);
    expect([stage.state(), stage.asked.length - before, stage.loads]).toEqual(['off', 0, 1]);
  });

  it('sleeps with the computer, and is asked when it wakes', async () => {
    const stage = createStage({ reminds: true });
    stage.runner.follow();
    await stage.clock.advance(MINUTE);
    stage.runner.suspend();
    await stage.clock.advance(60 * MINUTE);
    stage.runner.resume();
    await stage.clock.advance(0);
    expect(stage.asked).toEqual([0, 61]);
  });

  it('is asked nothing after the account has ended', async () => {
    const stage = createStage({ reminds: true });
    stage.runner.follow();
    await stage.clock.advance(0);
    stage.runner.stop();
    stage.runner.synced();
    await stage.clock.advance(60 * MINUTE);
    expect([stage.asked, stage.stops, stage.clock.pending()]).toEqual([[0], 1, 0]);
  });
});
