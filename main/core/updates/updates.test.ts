import { describe, expect, it } from 'vitest';
import { createFakeClock, type FakeClock } from '../../../test/fakes/clock.ts';
import { createFakeLogger } from '../../../test/fakes/logger.ts';
import { createFakeSettings } from '../../../test/fakes/stores.ts';
import type { NoUpdates, UpdateBy } from '../model/update.ts';
import { type OfferedUpdate, UpdateFailed, type Updater } from '../ports.ts';
import { createUpdates, type UpdatesDeps } from './updates.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Noon, by this computer's clock. */
const NOON = new Date(2026, 10, 30, 12).getTime();

interface FakeUpdater extends Updater {
  offers: OfferedUpdate | null;
  failsWith: Error | null;
  downloadFailsWith: Error | null;
  looked: number;
  downloaded: number;
}

function createFakeUpdater(by: UpdateBy = 'app', off: NoUpdates | null = null, version = '0.1.0'): FakeUpdater {
  const updater: FakeUpdater = {
    version,
    offers: null,
    failsWith: null,
    downloadFailsWith: null,
    looked: 0,
    downloaded: 0,
    ability: async () => (off ? { off } : { off, by, page: null }),
    async look() {
      updater.looked += 1;
      if (updater.failsWith) throw updater.failsWith;
      return updater.offers;
    },
    async download(onProgress) {
      updater.downloaded += 1;
      onProgress(40);
      if (updater.failsWith) throw updater.failsWith;
      if (updater.downloadFailsWith) throw updater.downloadFailsWith;
      onProgress(100);
    },
  };
  return updater;
}

const NEW: OfferedUpdate = { version: '0.2.0', notes: 'Alarms are louder.' };

function createPc(updater: FakeUpdater = createFakeUpdater(), given: Partial<UpdatesDeps> = {}) {
  const clock: FakeClock = given.clock ? (given.clock as FakeClock) : createFakeClock({ start: NOON });
  const pc = {
    alarm: false,
    station: false,
    unattended: false,
    keepsAll: true,
    quits: 0,
    tests: 0,
    seen: [] as string[],
  };
  const updates = createUpdates({
    clock,
    log: createFakeLogger(),
    settings: createFakeSettings(),
    updater,
    mode: 'notify',
    hasAlarm: () => pc.alarm,
    isStation: () => pc.station,
    isUnattended: () => pc.unattended,
    keepsAll: () => pc.keepsAll,
    quit: () => {
      pc.quits += 1;
    },
    open: async () => {},
    test: async () => {
      pc.tests += 1;
    },
    onChange: () => {
      const { stage, percent } = updates.state() ?? { stage: '-', percent: 0 };
      pc.seen.push(stage === 'downloading' ? `${stage} ${percent}` : stage);
    },
    ...given,
  });
  updates.start();
  return { updates, updater, clock, pc };
}

const state = (updates: ReturnType<typeof createUpdates>) => {
  const known = updates.state();
  if (!known) throw new Error('nothing is known of updates');
  return known;
};

describe('looking for updates', () => {
  it('happens once a day, and not at once after a start', async () => {
    const { updater, clock } = createPc();
    await clock.advance(4 * 60_000);
    expect(updater.looked).toBe(0);
    await clock.advance(HOUR);
    expect(updater.looked).toBe(1);
    await clock.advance(10 * DAY);
    expect(updater.looked).toBe(11);
  });

  it.each([
    [0, 0.999],
    [0.999, 0],
  ])('a hundred PCs do not look together (random %d and %d)', async (one, other) => {
    const looksAt = async (random: number): Promise<number> => {
      const { updates, clock } = createPc(createFakeUpdater(), {
        clock: createFakeClock({ start: NOON, random: () => random }),
      });
      await clock.advance(2 * HOUR);
      return state(updates).lookedAt ?? 0;
    };
    expect(Math.abs((await looksAt(one)) - (await looksAt(other)))).toBeGreaterThan(40 * 60_000);
  });

  it('is not repeated by a restart', async () => {
    const settings = createFakeSettings();
    const clock = createFakeClock({ start: NOON });
    const first = createPc(createFakeUpdater(), { settings, clock });
    await clock.advance(HOUR);
    expect(first.updater.looked).toBe(1);
    first.updates.stop();
    const second = createPc(createFakeUpdater(), { settings, clock });
    await clock.advance(12 * HOUR);
    expect(second.updater.looked).toBe(0);
    await clock.advance(15 * HOUR);
    expect(second.updater.looked).toBe(1);
  });

  it('goes on when the clock was a year ahead', async () => {
    const { updater, clock } = createPc();
    clock.jump(365 * DAY);
    await clock.advance(HOUR);
    clock.jump(-365 * DAY);
    await clock.advance(HOUR);
    expect(updater.looked).toBe(2);
  });

  it('waits while an alarm is open, also when the user asks for it', async () => {
    const { updates, updater, clock, pc } = createPc();
    pc.alarm = true;
    await clock.advance(2 * DAY);
    await updates.look();
    expect(updater.looked).toBe(0);
    pc.alarm = false;
    await clock.advance(HOUR);
    expect(updater.looked).toBe(1);
  });

  it('comes again after a failure, later each time, and says what failed', async () => {
    const { updates, updater, clock } = createPc();
    updater.failsWith = new UpdateFailed('redirected', 'to http');
    await clock.advance(HOUR);
    expect(state(updates)).toMatchObject({ stage: 'idle', fault: 'redirected', line: null });
    await clock.advance(DAY);
    expect(updater.looked).toBeGreaterThan(2);
    expect(updater.looked).toBeLessThan(6);
    updater.failsWith = null;
    await updates.look();
    expect(state(updates).fault).toBeNull();
  });

  it('comes again later each time when the feed answers and its file is damaged', async () => {
    const { updater, clock } = createPc(createFakeUpdater(), { mode: 'auto' });
    updater.offers = NEW;
    updater.downloadFailsWith = new UpdateFailed('damaged', 'the checksum does not fit');
    await clock.advance(2 * DAY);
    expect(updater.downloaded).toBeGreaterThan(2);
    expect(updater.downloaded).toBeLessThan(9);
    updater.downloadFailsWith = null;
    await clock.advance(2 * DAY);
    expect(updater.downloaded).toBeLessThan(10);
  });

  it.each(['package', 'no-feed', 'unsigned', 'development'] as const)(
    'never happens where updates are off: %s',
    async (off) => {
      const { updates, updater, clock } = createPc(createFakeUpdater('app', off));
      await clock.advance(3 * DAY);
      await updates.look();
      expect(updater.looked).toBe(0);
      expect(state(updates)).toMatchObject({ off, line: null });
    },
  );

  it('never happens where the administrator has switched updates off', async () => {
    const { updates, updater, clock } = createPc(createFakeUpdater(), { mode: 'off' });
    await clock.advance(3 * DAY);
    await updates.look();
    expect(updater.looked).toBe(0);
    expect(state(updates)).toMatchObject({ off: 'policy', line: null });
  });
});

describe('an update', () => {
  it('is told in one line, and comes only when the user wants it', async () => {
    const { updates, updater, clock, pc } = createPc();
    updater.offers = NEW;
    await clock.advance(3 * DAY);
    expect(updater.downloaded).toBe(0);
    expect(state(updates)).toMatchObject({ stage: 'offered', line: 'offered', version: '0.2.0', notes: NEW.notes });
    pc.seen = [];
    await updates.get();
    expect(pc.seen).toEqual(['looking', 'offered', 'downloading 0', 'downloading 40', 'downloading 100', 'ready']);
    expect(state(updates).line).toBe('ready');
    expect(updates.atEnd()).toBe('install');
    updates.install();
    expect(pc.quits).toBe(1);
    expect(updates.atEnd()).toBe('install-and-start');
  });

  it('comes by itself where the administrator wants that, and is installed when the app ends', async () => {
    const { updates, updater, clock, pc } = createPc(createFakeUpdater(), { mode: 'auto' });
    updater.offers = NEW;
    await clock.advance(HOUR);
    expect(state(updates)).toMatchObject({ stage: 'ready', line: 'ready' });
    await clock.advance(3 * DAY);
    expect(updater.downloaded).toBe(1);
    expect(pc.quits).toBe(0);
    expect(updates.atEnd()).toBe('install');
  });

  it('is not installed by an end while an alarm is open', async () => {
    const { updates, updater, clock, pc } = createPc(createFakeUpdater(), { mode: 'auto' });
    updater.offers = NEW;
    await clock.advance(HOUR);
    pc.alarm = true;
    expect(updates.atEnd()).toBe('nothing');
  });

  it('does not restart the app while an alarm is open, also when the user asks for it', async () => {
    const { updates, updater, clock, pc } = createPc(createFakeUpdater(), { mode: 'auto' });
    updater.offers = NEW;
    await clock.advance(HOUR);
    pc.alarm = true;
    updates.install();
    expect([pc.quits, state(updates).stage, updates.atEnd()]).toEqual([0, 'ready', 'nothing']);
    pc.alarm = false;
    updates.install();
    expect([pc.quits, updates.atEnd()]).toEqual([1, 'install-and-start']);
  });

  it.each(['damaged', 'unsigned', 'too-large', 'unreachable', 'redirected'] as const)(
    'that is %s changes nothing',
    async (fault) => {
      const { updates, updater, clock } = createPc();
      updater.offers = NEW;
      await clock.advance(HOUR);
      updater.download = async () => {
        throw new UpdateFailed(fault, 'as planned');
      };
      await updates.get();
      expect(state(updates)).toMatchObject({ stage: 'offered', fault });
      expect(updates.atEnd()).toBe('nothing');
      updates.install();
      expect(updates.atEnd()).toBe('nothing');
    },
  );

  it.each([
    ['the same', '0.1.0'],
    ['an older one', '0.0.9'],
  ])('is forgotten when it is %s', async (_what, version) => {
    const settings = createFakeSettings();
    settings.write('updates', {
      ran: '0.1.0',
      lookedAt: NOON,
      found: { version, notes: null, at: NOON },
      installing: null,
      failed: null,
    });
    const { updates, clock } = createPc(createFakeUpdater(), { settings });
    await clock.advance(60_000);
    expect(state(updates)).toMatchObject({ stage: 'idle', version: null, line: null });
  });

  it.each([
    ['auto', 'administrator', null],
    ['notify', 'administrator', null],
    ['auto', 'user', 'offered'],
    ['notify', 'user', 'offered'],
  ] as const)('in mode %s that the %s installs is never downloaded; its line: %s', async (mode, by, line) => {
    const { updates, updater, clock } = createPc(createFakeUpdater(by), { mode });
    updater.offers = NEW;
    await clock.advance(2 * DAY);
    await updates.get();
    expect(updater.downloaded).toBe(0);
    expect(state(updates)).toMatchObject({ by, version: '0.2.0', line });
  });

  it('that was got before the app ended is got again soon, to be proven', async () => {
    const settings = createFakeSettings();
    const clock = createFakeClock({ start: NOON });
    const first = createPc(createFakeUpdater(), { settings, clock, mode: 'auto' });
    first.updater.offers = NEW;
    await clock.advance(HOUR);
    first.updates.stop();
    const second = createPc(createFakeUpdater(), { settings, clock, mode: 'auto' });
    second.updater.offers = NEW;
    await clock.advance(HOUR);
    expect(state(second.updates).stage).toBe('ready');
  });

  it('is not restarted into when the user has refused the end', async () => {
    const { updates, updater, clock, pc } = createPc(createFakeUpdater(), { mode: 'auto' });
    updater.offers = NEW;
    await clock.advance(HOUR);
    updates.install();
    await clock.advance(5 * 60_000);
    expect(pc.quits).toBe(1);
    expect(state(updates).stage).toBe('ready');
    expect(updates.atEnd()).toBe('install');
  });

  it('is not restarted into by an end that comes right after the refused one', async () => {
    const settings = createFakeSettings();
    const { updates, updater, clock } = createPc(createFakeUpdater(), { mode: 'auto', settings });
    updater.offers = NEW;
    await clock.advance(HOUR);
    updates.install();
    expect(updates.atEnd()).toBe('install-and-start');
    updates.refused();
    expect(updates.atEnd()).toBe('install');
    expect(state(updates).stage).toBe('ready');
    expect(settings.read('updates')).toMatchObject({ installing: null });
    // An end that the user refuses later is no restart either.
    updates.refused();
    await clock.advance(5 * 60_000);
    expect(updates.atEnd()).toBe('install');
  });
});

describe('after an update', () => {
  const updated = (installing: string | null, running = '0.2.0', station = false) => {
    const settings = createFakeSettings();
    const found = { version: '0.2.0', notes: NEW.notes, at: NOON };
    settings.write('updates', { ran: '0.1.0', lookedAt: NOON, found, installing, failed: null });
    const made = createPc(createFakeUpdater('app', null, running), { settings, mode: 'auto' });
    made.pc.station = station;
    return { ...made, settings };
  };

  it('the notes are shown once', async () => {
    const { updates, clock, settings } = updated('0.2.0');
    await clock.advance(60_000);
    expect(state(updates)).toMatchObject({ news: NEW.notes, line: 'news', version: null, stage: 'idle' });
    updates.seen();
    expect(state(updates)).toMatchObject({ news: null, line: null });
    updates.stop();
    const again = createPc(createFakeUpdater('app', null, '0.2.0'), { settings });
    await again.clock.advance(60_000);
    expect(state(again.updates).news).toBeNull();
  });

  it('a station PC tests its alarms, also when the old version has come back', async () => {
    for (const running of ['0.2.0', '0.1.0']) {
      const { clock, pc } = updated('0.2.0', running, true);
      await clock.advance(2 * 60_000);
      expect(pc.tests).toBe(1);
    }
  });

  it('another PC tests nothing', async () => {
    const { clock, pc } = updated('0.2.0');
    await clock.advance(2 * 60_000);
    expect(pc.tests).toBe(0);
  });

  it('a version that could not be installed is said, and not tried again by itself', async () => {
    const { updates, updater, clock, pc } = updated('0.2.0', '0.1.0', true);
    updater.offers = NEW;
    pc.unattended = true;
    await clock.advance(30_000);
    expect(state(updates)).toMatchObject({ news: null, fault: 'not-installed' });
    await clock.advance(5 * DAY);
    expect(state(updates).stage).toBe('ready');
    expect(pc.quits).toBe(0);
  });
});

describe('a station PC', () => {
  const station = async (given: Partial<UpdatesDeps> = {}) => {
    const made = createPc(createFakeUpdater(), { mode: 'auto', ...given });
    made.pc.station = true;
    made.updater.offers = NEW;
    await made.clock.advance(HOUR);
    return made;
  };
  const hourOf = (at: number): number => new Date(at).getHours();

  it('restarts with the update at night while no person is there', async () => {
    const { updates, clock, pc } = await station();
    pc.unattended = true;
    let minutes = 0;
    while (pc.quits === 0 && minutes < 48 * 60) {
      await clock.advance(60_000);
      minutes += 1;
    }
    expect(hourOf(clock.now())).toBeGreaterThanOrEqual(2);
    expect(hourOf(clock.now())).toBeLessThan(5);
    expect(updates.atEnd()).toBe('install-and-start');
  });

  it('does not restart while a person is there, an alarm is open or was open within the hour', async () => {
    const { clock, pc } = await station();
    await clock.advance(DAY);
    expect(pc.quits).toBe(0);
    pc.unattended = true;
    pc.alarm = true;
    await clock.advance(3 * DAY);
    expect(pc.quits).toBe(0);
    pc.alarm = false;
    await clock.advance(HOUR / 2);
    expect(pc.quits).toBe(0);
    await clock.advance(DAY);
    expect(pc.quits).toBeGreaterThan(0);
  });

  it('does not restart while something would be lost', async () => {
    const { clock, pc } = await station();
    pc.unattended = true;
    pc.keepsAll = false;
    await clock.advance(5 * DAY);
    expect(pc.quits).toBe(0);
    pc.keepsAll = true;
    await clock.advance(DAY);
    expect(pc.quits).toBeGreaterThan(0);
  });

  it('that is never on at night restarts by day after two days', async () => {
    const { clock, pc } = await station();
    pc.unattended = true;
    clock.jump(2.1 * DAY);
    await clock.advance(HOUR / 2);
    expect(pc.quits).toBe(1);
  });

  it('without automatic updates never restarts by itself', async () => {
    const { updates, clock, pc } = await station({ mode: 'notify' });
    pc.unattended = true;
    await updates.get();
    await clock.advance(5 * DAY);
    expect(pc.quits).toBe(0);
  });

  it('asks for the end only twice a day when something keeps the app running', async () => {
    const { clock, pc } = await station();
    pc.unattended = true;
    await clock.advance(3 * DAY);
    expect(pc.quits).toBeLessThanOrEqual(6);
    expect(pc.quits).toBeGreaterThan(0);
  });
});

it('without an updater, nothing is said and no timer is set', () => {
  const clock = createFakeClock();
  const { updates } = createPc(undefined, { clock, updater: undefined });
  expect(updates.state()).toBeUndefined();
  expect(clock.pending()).toBe(0);
});
