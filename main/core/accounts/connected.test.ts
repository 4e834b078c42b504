import { describe, expect, it } from 'vitest';
import {
  afterPoll,
  expectNotifications,
  group,
  nextcloud,
  ports,
  refresh,
  restart,
  signIn,
  talkmelder,
  usePc,
} from '../../../test/fakes/pc.ts';
import { until } from '../../../test/fakes/surroundings.ts';
import type { Connection } from '../model/connected.ts';
import type { ErrorCode } from '../model/error-code.ts';

usePc();

describe('a signed-in account', () => {
  it('announces a new message once, and withdraws it when it is read on another device', async () => {
    await signIn();
    expect(ports.notifier.asked).toEqual([]);
    nextcloud.control.send('bob', group, 'Übung um 18 Uhr');
    await afterPoll();
    await expectNotifications(['Einsatzgruppe 1: Bob Böhm: Übung um 18 Uhr']);
    await afterPoll();
    nextcloud.control.markRead('alice', group);
    await afterPoll();
    await expect.poll(() => ports.notifier.visible.size).toBe(0);
    expect(ports.notifier.asked).toHaveLength(1);
  });

  it('neither repeats nor loses a message across a restart', async () => {
    await signIn();
    nextcloud.control.send('bob', group, 'eins');
    await afterPoll();
    await expectNotifications(['Einsatzgruppe 1: Bob Böhm: eins']);
    await restart(() => nextcloud.control.send('bob', group, 'zwei'));
    await expectNotifications(['Einsatzgruppe 1: Bob Böhm: eins', 'Einsatzgruppe 1: Bob Böhm: zwei']);
  });

  const states: Partial<Record<ErrorCode, Connection['state']>> = {
    unreachable: 'offline',
    maintenance: 'maintenance',
    'session-ended': 'signed-out',
  };
  const failures: [string, ErrorCode, () => void][] = [
    ['the server is down', 'unreachable', () => nextcloud.control.fail('drop')],
    ['the answer is cut off', 'unreachable', () => nextcloud.control.fail('cut-body')],
    ['the answer is HTML', 'server-error', () => nextcloud.control.fail('html')],
    [
      'the answer has a wrong shape',
      'server-error',
      () => nextcloud.control.fail({ body: '{"ocs":{"meta":{"statuscode":200},"data":[{"token":1}]}}' }),
    ],
    ['the answer is empty', 'server-error', () => nextcloud.control.fail({ body: '' })],
    ['the server answers 500', 'server-error', () => nextcloud.control.fail({ status: 500 })],
    ['the server answers 429', 'too-many-attempts', () => nextcloud.control.fail({ status: 429 })],
    ['the server is in maintenance', 'maintenance', () => nextcloud.control.setMaintenance(true)],
    ['Talk is disabled', 'talk-missing', () => nextcloud.control.setTalk('off')],
    ['Talk was disabled a minute ago', 'talk-missing', () => nextcloud.control.setTalk('off-stale-route')],
    ['Talk is restricted to other users', 'talk-forbidden', () => nextcloud.control.setTalk('forbidden')],
    ['the app password is revoked', 'session-ended', () => nextcloud.control.revoke('alice')],
    ['the user is disabled', 'session-ended', () => nextcloud.control.disable('alice')],
    [
      'the server redirects elsewhere',
      'unreachable',
      () => nextcloud.control.fail({ redirect: 'https://evil.example/' }),
    ],
  ];

  it.each(failures)('when %s, reports %s and keeps list, cursors and keychain', async (_name, error, fail) => {
    await signIn();
    const before = talkmelder.state().phase;
    const cursors = ports.settings.read(`cursors/${[...ports.secrets.secrets.keys()][0]}`);
    fail();
    await refresh();
    const { phase } = await until(
      talkmelder,
      (state) => state.phase.kind === 'connected' && state.phase.connection.error !== null,
    );
    expect(phase).toMatchObject({ connection: { error, state: states[error] ?? 'stale' } });
    if (phase.kind !== 'connected' || before.kind !== 'connected') throw new Error('not connected');
    expect(phase.conversations).toEqual(before.conversations);
    expect(ports.settings.read(`cursors/${[...ports.secrets.secrets.keys()][0]}`)).toEqual(cursors);
    expect(ports.secrets.secrets.size).toBe(1);
    // The only notification is about the ended session.
    expect(ports.notifier.asked.filter(({ key }) => !key.endsWith('/signed-out'))).toEqual([]);
  });
});
