import { expect, it } from 'vitest';
import { createFakeProbe } from '../../../test/fakes/probe.ts';
import type { AlarmHearing, AlarmWaking, ProbeResult } from '../model/alarm.ts';
import type { SleepSetting, SoundOutput } from '../ports.ts';
import { checkAlarmCard, checkAlarmSound, checkProbe, checkSleep, checkWaking } from './alarm-checks.ts';
import type { Computer } from './computer-checks.ts';

const DAY = 86_400_000;
const NOW = 1_800_000_000_000;

const GOOD: ProbeResult = {
  at: NOW - DAY,
  push: { outcome: 'passed', ms: 300 },
  chat: { outcome: 'passed', ms: 800 },
};

it.each<[string, AlarmWaking, string, string]>([
  ['push', { by: 'push', seconds: 60, reason: null }, 'ok', 'doctor.alarm-waking.push'],
  ['the lane', { by: 'lane', seconds: 30, reason: null }, 'ok', 'doctor.alarm-waking.lane'],
  ['quick polling', { by: 'polling', seconds: 5, reason: 'no-push' }, 'info', 'doctor.alarm-waking.polling'],
  ['distrusted push', { by: 'polling', seconds: 5, reason: 'untold' }, 'warning', 'doctor.alarm-waking.untold'],
  ['a slow server', { by: 'polling', seconds: 15, reason: 'level' }, 'warning', 'doctor.alarm-waking.slow'],
])('says what wakes the app: %s', (_name, waking, status, message) => {
  expect(checkWaking(waking)).toMatchObject({ status, message });
});

it.each<[string, ProbeResult | null, string, string]>([
  ['none', null, 'warning', 'doctor.alarm-probe.never'],
  ['a good one', GOOD, 'ok', 'doctor.alarm-probe.ok'],
  [
    'without push',
    { at: NOW, push: { outcome: 'left-out', ms: null }, chat: { outcome: 'passed', ms: 800 } },
    'ok',
    'doctor.alarm-probe.ok',
  ],
  [
    'an old one',
    { at: NOW - 9 * DAY, push: { outcome: 'passed', ms: 1 }, chat: { outcome: 'passed', ms: 1 } },
    'warning',
    'doctor.alarm-probe.old',
  ],
  [
    'push failed',
    { at: NOW, push: { outcome: 'silent', ms: null }, chat: { outcome: 'passed', ms: 1 } },
    'failed',
    'doctor.alarm-probe.push',
  ],
  [
    'the list failed',
    { at: NOW, push: { outcome: 'passed', ms: 1 }, chat: { outcome: 'refused', ms: null } },
    'failed',
    'doctor.alarm-probe.chat',
  ],
])('says how the last test alarm went: %s', (_name, probe, status, message) => {
  expect(checkProbe(probe, NOW)).toMatchObject({ status, message });
});

const there = (over: Partial<Extract<SoundOutput, { kind: 'there' }>>): SoundOutput => ({
  kind: 'there',
  isChosen: true,
  isMuted: false,
  percent: 80,
  ...over,
});

it.each<[string, SoundOutput, string, string]>([
  ['audible', there({}), 'ok', 'doctor.alarm-sound.ok'],
  ['muted', there({ isMuted: true }), 'failed', 'doctor.alarm-sound.muted'],
  ['turned down', there({ percent: 0 }), 'failed', 'doctor.alarm-sound.muted'],
  ['low', there({ percent: 10 }), 'warning', 'doctor.alarm-sound.quiet'],
  ['another than the chosen one', there({ isChosen: false }), 'warning', 'doctor.alarm-sound.other'],
  ['missing', { kind: 'none' }, 'failed', 'doctor.alarm-sound.none'],
  ['unknown', { kind: 'unknown' }, 'info', 'doctor.alarm-sound.unknown'],
])('says what is known of the loudspeaker: %s', async (_name, output, status, message) => {
  const asked: string[] = [];
  const probe = createFakeProbe({
    async soundOutput(wanted) {
      asked.push(wanted);
      return output;
    },
  });
  expect(await checkAlarmSound(computer({ state: 'playing' }), probe)).toMatchObject({ status, message });
  expect(asked).toEqual(['HDMI (Wache)']);
});

it.each<[string, Partial<AlarmHearing>, string]>([
  ['on the chosen one', { state: 'playing', output: 'chosen' }, 'doctor.alarm-sound.unknown'],
  ['on another one', { state: 'playing', output: 'system' }, 'doctor.alarm-sound.other'],
  ['on none', { state: 'playing', output: 'none' }, 'doctor.alarm-sound.none'],
  ['not yet', { state: 'unknown', output: 'system' }, 'doctor.alarm-sound.unknown'],
])('says where the last sound played when the system tells nothing: %s', async (_name, heard, message) => {
  const probe = createFakeProbe({ soundOutput: async () => ({ kind: 'unknown' }) });
  expect((await checkAlarmSound(computer(heard), probe)).message).toBe(message);
});

it('says that the last sound of an alarm did not play, whatever the loudspeaker is', async () => {
  const found = await checkAlarmSound(computer({ state: 'silent' }), createFakeProbe());
  expect(found).toMatchObject({ status: 'failed', message: 'doctor.alarm-sound.silent' });
});

it('warns of a desktop on which another window can cover the card', () => {
  expect(checkAlarmCard(createFakeProbe()).status).toBe('ok');
  const covered = checkAlarmCard(createFakeProbe({ keepsOnTop: () => false }));
  expect(covered).toMatchObject({ status: 'warning', message: 'doctor.alarm-card.covered' });
});

it.each<[string, SleepSetting, boolean, string, string]>([
  ['never', { kind: 'never' }, false, 'ok', 'doctor.sleep.never'],
  ['after half an hour', { kind: 'after', seconds: 1_800 }, false, 'warning', 'doctor.sleep.after'],
  [
    'after half an hour, but station mode keeps it awake',
    { kind: 'after', seconds: 1_800 },
    true,
    'ok',
    'doctor.sleep.kept',
  ],
  ['the system does not tell', { kind: 'unknown' }, false, 'info', 'doctor.sleep.unknown'],
])('says whether the computer goes to sleep: %s', async (_name, setting, neverSleeps, status, message) => {
  const probe = createFakeProbe({ sleepSetting: async () => setting });
  expect(await checkSleep({ ...computer({}), neverSleeps }, probe)).toMatchObject({ status, message });
});

const computer = (heard: Partial<AlarmHearing>): Computer => ({
  secretBackend: 'keychain',
  notifications: true,
  autostart: { wanted: true, possible: true },
  station: false,
  neverSleeps: false,
  alarmSound: { output: 'HDMI (Wache)', hearing: { state: 'unknown', output: 'chosen', outputs: [], ...heard } },
  policy: { places: [], problems: [] },
});
