import { describe, expect, it } from 'vitest';
import { createFakeProbe } from '../../../test/fakes/probe.ts';
import { NOT_HEARD_YET } from '../model/alarm.ts';
import {
  type Computer,
  checkAutostart,
  checkKeychain,
  checkNotifications,
  checkPolicy,
  checkRestart,
  checkUpdates,
  type Updates,
} from './computer-checks.ts';

const FINE: Computer = {
  secretBackend: 'keychain',
  notifications: true,
  autostart: { wanted: true, possible: true },
  station: false,
  neverSleeps: false,
  alarmSound: { output: '', hearing: NOT_HEARD_YET },
  policy: { places: [], problems: [] },
};

it.each([
  ['keychain', 'ok'],
  ['encrypted-file', 'ok'],
  ['memory', 'warning'],
] as const)('an app password in %s: %s', (secretBackend, status) => {
  expect(checkKeychain({ ...FINE, secretBackend })).toMatchObject({
    status,
    message: `doctor.keychain.${secretBackend}`,
  });
});

it('warns when the system shows no notifications', () => {
  expect(checkNotifications(FINE).status).toBe('ok');
  expect(checkNotifications({ ...FINE, notifications: false }).status).toBe('warning');
});

it.each([
  ['off, as wanted', { wanted: false, possible: true }, false, 'doctor.autostart.off'],
  ['on, as wanted', { wanted: true, possible: true }, true, 'doctor.autostart.on'],
  ['disabled by the system', { wanted: true, possible: true }, false, 'doctor.autostart.gone'],
  ['refused by the system', { wanted: true, possible: false }, false, 'doctor.autostart.impossible'],
])('autostart: %s', (_name, autostart, starts, message) => {
  const probe = createFakeProbe({ startsAtLogin: () => starts });
  expect(checkAutostart({ ...FINE, autostart }, probe, false).message).toBe(message);
});

it('warns when a PC with alarm conversations does not start the app by itself', () => {
  const probe = createFakeProbe({ startsAtLogin: () => false });
  const off = { ...FINE, autostart: { wanted: false, possible: true } };
  expect(checkAutostart(off, probe, true)).toMatchObject({ status: 'warning', message: 'doctor.autostart.needed' });
});

it('says whether the system starts the app again after a crash', async () => {
  expect((await checkRestart(createFakeProbe())).message).toBe('doctor.restart.on');
  const { status, message } = await checkRestart(createFakeProbe({ restarts: async () => false }));
  expect([status, message]).toEqual(['warning', 'doctor.restart.missing']);
});

describe('the policy', () => {
  const places = [
    { place: 'HKLM\\Software\\Policies\\Talkmelder', paths: ['allowedServers', 'locked.theme'] },
    { place: '/etc/talkmelder/policy.json', paths: [] },
  ];
  const from = ['HKLM\\Software\\Policies\\Talkmelder: allowedServers, locked.theme', '/etc/talkmelder/policy.json'];

  it('is told with the place of each entry', () => {
    expect(checkPolicy(FINE).message).toBe('doctor.policy.none');
    expect(checkPolicy({ ...FINE, policy: { places, problems: [] } })).toMatchObject({ status: 'ok', details: from });
  });

  it('is told with each error and where it stands', () => {
    const problems = [
      { kind: 'unknown-key' as const, place: '/a.json', path: 'locked.colour' },
      { kind: 'unprotected' as const, place: '/b.json', path: '' },
    ];
    expect(checkPolicy({ ...FINE, policy: { places, problems } })).toMatchObject({
      status: 'warning',
      details: ['✗ /a.json: locked.colour (unknown-key)', '✗ /b.json: unprotected', ...from],
    });
  });
});

it.each<[string, Partial<Updates>, string, string]>([
  ['come', {}, 'ok', 'ok'],
  ['are switched off', { off: 'policy' }, 'ok', 'policy'],
  ['come by a package manager', { off: 'package' }, 'ok', 'package'],
  ['have no feed', { off: 'no-feed' }, 'info', 'no-feed'],
  ['need a signature', { off: 'unsigned' }, 'info', 'unsigned'],
  ['are there', { version: '0.2.0' }, 'info', 'there'],
  ['wait for the administrator', { version: '0.2.0', by: 'administrator' }, 'warning', 'waiting'],
  ['are forged', { version: '0.2.0', fault: 'unsigned' }, 'warning', 'unsigned-file'],
  ['fail', { fault: 'redirected' }, 'warning', 'redirected'],
])('updates that %s', (_what, change, status, message) => {
  const found = checkUpdates({ off: null, by: 'app', version: null, fault: null, ...change });
  expect([found.status, found.message]).toEqual([status, `doctor.updates.${message}`]);
});
