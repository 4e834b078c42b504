import { expect, it } from 'vitest';
import { look, nextcloud, type Setting, usePatient } from '../../../test/fakes/patient.ts';
import type { CheckStatus } from '../model/doctor-report.ts';

usePatient();

const failingWith = (code: string) => () => Promise.reject(Object.assign(new Error(code), { code }));

const none: CheckStatus = 'skipped';
const behindServer = { clock: none, api: none, addresses: none, authentication: none, talk: none, push: none };
const cases: [string, () => void, Setting, Record<string, CheckStatus>, Record<string, string>][] = [
  [
    'the name is not found',
    () => {},
    { probe: { resolve: failingWith('ENOTFOUND') } },
    { dns: 'failed', tcp: none, tls: none, nextcloud: none, ...behindServer },
    { dns: 'doctor.dns.failed', nextcloud: 'doctor.skipped.before' },
  ],
  [
    'no server listens',
    () => {},
    { probe: { connect: failingWith('ECONNREFUSED') } },
    { dns: 'ok', tcp: 'failed', tls: none, ...behindServer },
    { tcp: 'doctor.tcp.failed' },
  ],
  [
    'a proxy that resolves and connects by itself',
    () => {},
    { probe: { proxy: async () => 'proxy.example.org:3128', resolve: failingWith('ENOTFOUND') } },
    { proxy: 'ok', dns: none, tcp: none, tls: none, nextcloud: 'ok', talk: 'ok' },
    { dns: 'doctor.skipped.byProxy', proxy: 'doctor.proxy.used' },
  ],
  [
    'maintenance',
    () => nextcloud.control.setMaintenance(true),
    {},
    { nextcloud: 'failed', ...behindServer },
    { nextcloud: 'doctor.nextcloud.maintenance' },
  ],
  [
    'a page of another site',
    () => nextcloud.control.fail('html', { path: '/status.php' }),
    {},
    { nextcloud: 'failed', ...behindServer },
    { nextcloud: 'doctor.nextcloud.not-nextcloud' },
  ],
  [
    'a redirect to another address',
    () => nextcloud.control.fail({ redirect: 'https://evil.example/' }, { path: '/status.php' }),
    {},
    { nextcloud: 'failed' },
    { nextcloud: 'doctor.nextcloud.not-nextcloud' },
  ],
  [
    'too old',
    () =>
      nextcloud.control.fail(
        { body: '{"installed":true,"maintenance":false,"versionstring":"27.1.0","productname":"Nextcloud"}' },
        { path: '/status.php' },
      ),
    {},
    { nextcloud: 'failed' },
    { nextcloud: 'doctor.nextcloud.old' },
  ],
  [
    '500',
    () => nextcloud.control.fail({ status: 500 }),
    {},
    { nextcloud: 'failed' },
    { nextcloud: 'doctor.nextcloud.error' },
  ],
  [
    'the server asks for a client certificate',
    () => nextcloud.control.fail({ status: 400, page: '<h1>400</h1>' }, { path: '/status.php' }),
    {},
    { nextcloud: 'failed', ...behindServer },
    { nextcloud: 'doctor.nextcloud.client-certificate' },
  ],
  ...[401, 403, 502, 503].map((status): (typeof cases)[number] => [
    `${status}`,
    () => nextcloud.control.fail({ status }, { path: '/status.php' }),
    {},
    { nextcloud: 'failed', ...behindServer },
    { nextcloud: 'doctor.nextcloud.error' },
  ]),
  [
    'too many requests',
    () => nextcloud.control.fail({ status: 429 }, { path: '/status.php' }),
    {},
    { nextcloud: 'failed', ...behindServer },
    { nextcloud: 'doctor.api.blocked' },
  ],
  [
    'the page does not exist',
    () => nextcloud.control.fail({ status: 404 }, { path: '/status.php' }),
    {},
    { nextcloud: 'failed', ...behindServer },
    { nextcloud: 'doctor.nextcloud.not-nextcloud' },
  ],
  [
    'no answer',
    () => nextcloud.control.fail('drop'),
    {},
    { nextcloud: 'failed' },
    { nextcloud: 'doctor.nextcloud.unreachable' },
  ],
  [
    'no API at this address',
    () => nextcloud.control.fail({ status: 404 }, { path: '/ocs/' }),
    {},
    { nextcloud: 'ok', api: 'failed', authentication: none, talk: none, push: none },
    { api: 'doctor.api.missing' },
  ],
  [
    'the app password is revoked',
    () => nextcloud.control.revoke('alice'),
    {},
    { api: 'ok', authentication: 'failed', talk: none, 'notifications-app': none, push: none },
    { authentication: 'doctor.authentication.ended' },
  ],
  [
    'the session has already ended',
    () => {},
    { account: { kind: 'ended' } },
    { authentication: 'failed', talk: none, push: none },
    { authentication: 'doctor.authentication.ended' },
  ],
  [
    'the keychain does not hand out the app password',
    () => {},
    { account: { kind: 'no-secret' } },
    { authentication: 'failed' },
    { authentication: 'doctor.authentication.noSecret' },
  ],
  [
    'the app password was made for another address',
    () => {},
    { account: { kind: 'foreign' } },
    { authentication: 'failed', talk: none, push: none },
    { authentication: 'doctor.authentication.foreign' },
  ],
  [
    'no account is signed in',
    () => {},
    { account: { kind: 'signed-out' } },
    { api: 'ok', authentication: none, talk: none, 'notifications-app': none, push: none },
    { authentication: 'doctor.skipped.signedOut' },
  ],
  [
    'Talk is disabled',
    () => nextcloud.control.setTalk('off'),
    {},
    { authentication: 'ok', talk: 'failed', push: 'ok' },
    { talk: 'doctor.talk.missing' },
  ],
  [
    'Talk was disabled a minute ago',
    () => nextcloud.control.setTalk('off-stale-route'),
    {},
    { talk: 'failed' },
    { talk: 'doctor.talk.missing' },
  ],
  [
    'Talk is restricted to other users',
    () => nextcloud.control.setTalk('forbidden'),
    {},
    { talk: 'failed' },
    { talk: 'doctor.talk.forbidden' },
  ],
  [
    'the notifications app is missing',
    () => nextcloud.control.setNotificationsApp('off'),
    {},
    { 'notifications-app': 'info', talk: 'ok' },
    {},
  ],
  ['no push', () => nextcloud.control.setPush('off'), {}, { push: 'info' }, { push: 'doctor.push.missing' }],
  [
    'push cannot be reached',
    () => nextcloud.control.fail({ status: 502 }, { path: 'pre_auth' }),
    {},
    { push: 'info' },
    { push: 'doctor.push.pre-auth' },
  ],
];

it.each(cases)('%s', async (_name, arrange, setting, statuses, messages) => {
  arrange();
  const found = await look(setting);
  expect(found.statuses).toMatchObject(statuses);
  expect(found.messages).toMatchObject(messages);
  expect(found.report.verdict).toBe(
    Object.values(found.statuses).includes('failed')
      ? 'failed'
      : Object.values(found.statuses).includes('warning')
        ? 'warning'
        : 'ok',
  );
  for (const { status, help, turn } of found.report.findings) {
    const isWrong = status !== 'ok' && status !== 'skipped';
    expect(help !== null, 'whatever is wrong comes with what to do').toBe(isWrong);
    expect(turn !== null, 'and with who has to do it').toBe(isWrong);
  }
});
