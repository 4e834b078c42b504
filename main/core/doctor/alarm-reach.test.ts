import { expect, it } from 'vitest';
import type { AlarmDiagnostics } from '../model/alarm.ts';
import { checkProbe, checkWaking } from './alarm-checks.ts';

const DAY = 86_400_000;
const NOW = 1_800_000_000_000;

const reach = (over: Partial<AlarmDiagnostics>): AlarmDiagnostics => ({
  conversations: 1,
  waking: { by: 'push', seconds: 60, reason: null },
  listsPerHour: 60,
  probe: { at: NOW - DAY, push: { outcome: 'passed', ms: 300 }, chat: { outcome: 'passed', ms: 800 } },
  ...over,
});

it.each<[string, AlarmDiagnostics['waking'], string, string]>([
  ['push', { by: 'push', seconds: 60, reason: null }, 'ok', 'doctor.alarm-waking.push'],
  ['the lane', { by: 'lane', seconds: 30, reason: null }, 'ok', 'doctor.alarm-waking.lane'],
  ['quick polling', { by: 'polling', seconds: 5, reason: 'no-push' }, 'info', 'doctor.alarm-waking.polling'],
  ['distrusted push', { by: 'polling', seconds: 5, reason: 'untold' }, 'warning', 'doctor.alarm-waking.untold'],
  ['a slow server', { by: 'polling', seconds: 15, reason: 'level' }, 'warning', 'doctor.alarm-waking.slow'],
])('says what wakes the app: %s', (_name, waking, status, message) => {
  expect(checkWaking(reach({ waking }))).toMatchObject({ status, message });
});

it.each<[string, AlarmDiagnostics['probe'], string, string]>([
  ['none', null, 'warning', 'doctor.alarm-probe.never'],
  ['a good one', reach({}).probe, 'ok', 'doctor.alarm-probe.ok'],
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
  expect(checkProbe(reach({ probe }), NOW)).toMatchObject({ status, message });
});
