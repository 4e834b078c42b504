import { beforeEach, describe, expect, it } from 'vitest';
import type { Updater } from '../../main/core/ports.ts';
import { NO_POLICY, type Policy } from '../../main/core/settings/policy.ts';
import { group, named, nextcloud, ports, restart, talkmelder } from '../fakes/pc.ts';
import { until } from '../fakes/surroundings.ts';
import { pass, readAll, useStationPc, withAlarms } from './station-pc.ts';

/** Updates of a PC that must hear alarms: nothing of them happens while one is open, and afterwards alarms are tested. */

useStationPc();

const HOUR_S = 3_600;
const MINUTE_S = 60;

let looked: number;
let downloaded: number;
let version: string;

beforeEach(() => {
  readAll();
  [looked, downloaded, version] = [0, 0, '0.1.0'];
});

const updater = (): Updater => ({
  version,
  ability: async () => ({ off: null, by: 'app', page: null }),
  async look() {
    looked += 1;
    return { version: '0.2.0', notes: 'A new bell.' };
  },
  async download() {
    downloaded += 1;
  },
});

/** Starts the app again on a PC that gets updates by itself. */
async function withUpdates(change: Partial<Policy> = {}): Promise<void> {
  await withAlarms();
  const policy: Policy = { ...NO_POLICY, updates: { mode: 'auto', url: null }, ...change };
  await restart(() => Object.assign(ports, { updater: updater() }), policy);
}

const card = () => ports.bell.card();

describe('while an alarm is open', () => {
  it('nothing is looked for, got or installed; once it is acknowledged, everything goes on', async () => {
    await withUpdates();
    void talkmelder.testAlarm();
    await pass(2 * HOUR_S);
    expect(card()?.alarms).toMatchObject([{ kind: 'probe' }]);
    await talkmelder.updates.look();
    expect([looked, downloaded]).toEqual([0, 0]);
    expect(talkmelder.state().update).toMatchObject({ stage: 'idle', line: null });

    const open = talkmelder.state().alarm?.open ?? [];
    talkmelder.acknowledgeAlarms(
      open.map(({ id }) => id),
      'card',
    );
    await pass(HOUR_S);
    expect([looked, downloaded]).toEqual([1, 1]);
    expect(talkmelder.state().update).toMatchObject({ stage: 'ready', version: '0.2.0' });
    expect(talkmelder.updates.atEnd()).toBe('install');

    void talkmelder.testAlarm();
    await pass(MINUTE_S);
    expect(talkmelder.updates.atEnd()).toBe('nothing');
  });
});

describe('a text that this PC cannot keep', () => {
  let quits: number;
  let asked: number;
  /** The user types a text on a PC that cannot encrypt it, and keeps the app running when asked. */
  async function typed(change: Partial<Policy> = {}): Promise<void> {
    await withUpdates(change);
    await pass(HOUR_S);
    expect(talkmelder.state().update).toMatchObject({ stage: 'ready' });
    ports.drafts.setSafe(false);
    talkmelder.keepDraft(named(group), 'Komme später');
    [quits, asked] = [0, 0];
    mayEnd = talkmelder.beforeEnd(
      async () => {
        asked += 1;
        return false;
      },
      () => {
        quits += 1;
      },
    );
  }
  let mayEnd: () => boolean;

  it('lets the user refuse the restart, and the next end is an end', async () => {
    await typed();
    talkmelder.updates.install();
    expect([quits, talkmelder.updates.atEnd()]).toEqual([1, 'install-and-start']);
    expect(mayEnd()).toBe(false);
    // No time passes: the user may end the app right after the answer.
    await until(talkmelder, ({ update }) => update?.stage === 'ready');
    expect([asked, talkmelder.updates.atEnd()]).toEqual([1, 'install']);
  });

  it('keeps a station PC from restarting by itself', async () => {
    await typed({ locked: { station: true } });
    talkmelder.lockScreen();
    // A PC that is never on at night restarts by day then.
    ports.clock.jump(50 * HOUR_S * 1_000);
    await pass(HOUR_S);
    expect([quits, asked]).toEqual([0, 0]);
    talkmelder.keepDraft(named(group), '');
    await pass(HOUR_S);
    expect(quits).toBe(1);
  });
});

describe('files that have not reached their conversation', () => {
  let quits: number;
  /** A station PC without a person could restart now, after the user has done something with a file. */
  async function withFile(act: (id: number) => unknown): Promise<void> {
    await withUpdates({ locked: { station: true } });
    await pass(HOUR_S);
    expect(talkmelder.state().update).toMatchObject({ stage: 'ready' });
    quits = 0;
    talkmelder.beforeEnd(
      async () => true,
      () => {
        quits += 1;
      },
    );
    ports.files.add('/home/a/Bild.png', 5_000);
    await talkmelder.offerFiles(named(group), ['/home/a/Bild.png']);
    const id = talkmelder.state().files?.[0]?.id ?? 0;
    await act(id);
    talkmelder.lockScreen();
    ports.clock.jump(50 * HOUR_S * 1_000);
    // The app looks for the right time every ten minutes.
    await pass(11 * MINUTE_S);
    expect(quits).toBe(0);
    nextcloud.control.clearFaults();
    talkmelder.cancelFiles(id);
    await pass(HOUR_S);
    expect(quits).toBe(1);
  }

  it('keep a station PC from restarting by itself: chosen', async () => {
    await withFile(() => {});
  });

  it('keep a station PC from restarting by itself: being taken back', async () => {
    await withUpdates({ locked: { station: true } });
    await pass(HOUR_S);
    ports.files.add('/home/a/Bild.png', 5_000);
    await talkmelder.offerFiles(named(group), ['/home/a/Bild.png']);
    talkmelder.sendFiles(talkmelder.state().files?.[0]?.id ?? 0, '');
    await until(talkmelder, ({ undoable }) => undoable?.kind === 'shared');
    quits = 0;
    talkmelder.beforeEnd(
      async () => true,
      () => {
        quits += 1;
      },
    );
    talkmelder.lockScreen();
    ports.clock.jump(50 * HOUR_S * 1_000);
    // The app looks for a newer version first.
    talkmelder.resume();
    await pass(1);
    expect([looked, quits]).toEqual([2, 0]);
    const undone = talkmelder.decideShared(talkmelder.state().undoable?.id ?? 0, 'undo');
    talkmelder.resume();
    expect(quits).toBe(0);
    await undone;
    talkmelder.resume();
    expect([quits, nextcloud.control.shares()]).toEqual([1, []]);
  });

  it('keep a station PC from restarting by itself: failed', async () => {
    nextcloud.control.setQuota('alice', 4_000);
    await withFile(async (id) => {
      talkmelder.sendFiles(id, 'Von heute');
      await until(talkmelder, ({ files }) => files?.[0]?.stage === 'failed');
    });
  });
});

describe('after an update of a station PC', () => {
  it('the way of the alarms is tested without a sound, and the result is posted once', async () => {
    const report = nextcloud.control.addRoom({ type: 'group', name: 'Technik', members: ['bob', 'alice'] });
    const posted = (): string[] => nextcloud.control.messages(report).map(({ message }) => String(message));
    version = '0.2.0';
    const found = { version, notes: 'A new bell.', at: ports.clock.now() };
    ports.settings.write('updates', { ran: '0.1.0', lookedAt: null, found, installing: version, failed: null });
    await withUpdates({ locked: { station: true }, alarmWatch: { report, name: 'Wache 1' } });
    await pass(3 * MINUTE_S);
    expect(posted().filter((text) => text.startsWith('Wache 1'))).toHaveLength(1);
    expect(card()).toBeNull();
    expect(ports.bell.tones()).toBe(0);
    expect(talkmelder.state().update).toMatchObject({ news: 'A new bell.', line: 'news' });
    await restart(() => {}, { ...NO_POLICY, locked: { station: true }, alarmWatch: { report, name: 'Wache 1' } });
    await pass(3 * MINUTE_S);
    expect(posted().filter((text) => text.startsWith('Wache 1'))).toHaveLength(1);
  });
});
