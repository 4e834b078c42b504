import { describe, expect, it } from 'vitest';
import { failed, nextcloud, ports, replaceServer, talkmelder, usePc } from '../../../test/fakes/pc.ts';
import { until } from '../../../test/fakes/surroundings.ts';
import { selfSignedCertificate } from '../../../test/nextcloud/self-signed.ts';
import type { Nextcloud } from '../../../test/nextcloud/server.ts';
import type { ErrorCode } from '../model/error-code.ts';

usePc();

const AT_STATUS = { path: '/status.php' };

describe('an error during the sign-in', () => {
  /** The last function causes the error, and returns the address to type unless it is the server's. */
  const cases: [string, ErrorCode, (server: Nextcloud) => Promise<void> | string | undefined][] = [
    ['no address', 'address-invalid', () => 'not an address'],
    ['plain http', 'address-not-https', () => 'http://cloud.example.org'],
    ['no server listens', 'unreachable', ({ control }) => control.down()],
    ['a name that does not exist', 'unreachable', () => 'https://does-not-exist.invalid'],
    ['the connection is dropped', 'unreachable', ({ control }) => void control.fail('drop')],
    ['the answer is cut off', 'unreachable', ({ control }) => void control.fail('cut-body')],
    ['a web site, no Nextcloud', 'not-nextcloud', ({ control }) => void control.fail('html')],
    ['the wrong folder', 'not-nextcloud', (server) => `${server.url}/wrong`],
    ['other JSON', 'not-nextcloud', ({ control }) => void control.fail({ body: '{"installed":"yes"}' })],
    [
      'a redirect to another site',
      'not-nextcloud',
      ({ control }) => void control.fail({ redirect: 'https://evil.example/' }),
    ],
    [
      'a redirect to the same page of another site',
      'server-moved',
      ({ control }) => void control.fail({ redirect: 'https://other.example/status.php' }),
    ],
    ['maintenance', 'maintenance', ({ control }) => void control.setMaintenance(true)],
    ['too old a server', 'nextcloud-too-old', ({ control }) => void control.setVersions({ nextcloud: '27.1.11' })],
    ['a failing server', 'server-error', ({ control }) => void control.fail({ status: 502 })],
    ['a proxy without its server', 'server-error', ({ control }) => void control.fail({ status: 503 })],
    ['a password in front of the server', 'server-error', ({ control }) => void control.fail({ status: 401 })],
    ['an access block in front of the server', 'server-error', ({ control }) => void control.fail({ status: 403 })],
    ['too many requests', 'too-many-attempts', ({ control }) => void control.fail({ status: 429 })],
    ['the page does not exist', 'not-nextcloud', ({ control }) => void control.fail({ status: 404 })],
  ];

  it.each(cases)('%s → %s', async (_name, error, arrange) => {
    const address = (await arrange(nextcloud)) ?? nextcloud.url;
    await talkmelder.start();
    talkmelder.signIn(address);
    const { phase } = await until(
      talkmelder,
      (state) => state.phase.kind === 'signed-out' && state.phase.error !== null,
    );
    expect(phase).toMatchObject({ kind: 'signed-out', address, error, notice: null });
    expectNothingKept();
  });

  it.each<[string, (server: Nextcloud) => void, string | null]>([
    ...[401, 403, 500, 502, 503, 504].map((status): [string, (server: Nextcloud) => void, string] => [
      `${status}`,
      ({ control }) => control.fail({ status }, AT_STATUS),
      `${status}`,
    ]),
    ['429', ({ control }) => control.fail({ status: 429 }, AT_STATUS), null],
    ['its version', ({ control }) => control.setVersions({ nextcloud: '27.1.11' }), '27.1.11'],
  ])('the server said: %s', async (_name, arrange, detail) => {
    arrange(nextcloud);
    await talkmelder.start();
    talkmelder.signIn(nextcloud.url);
    const { phase } = await until(
      talkmelder,
      (state) => state.phase.kind === 'signed-out' && state.phase.error !== null,
    );
    expect(phase).toMatchObject({ detail });
  });
});

function expectNothingKept(): void {
  expect(ports.opener.opened).toEqual([]);
  expect(ports.secrets.secrets.size).toBe(0);
  expect(ports.settings.documents.size).toBe(0);
}

describe('an error before the browser opens', () => {
  const cases: [string, ErrorCode, (server: Nextcloud) => void][] = [
    [
      'too many attempts',
      'too-many-attempts',
      ({ control }) => void control.fail({ status: 429 }, { path: '/login/v2' }),
    ],
    ['a broken server', 'server-error', ({ control }) => void control.fail({ status: 500 }, { path: '/login/v2' })],
    [
      'a login page elsewhere',
      'untrusted-answer',
      (server) => {
        const body = JSON.stringify({
          poll: { token: 't', endpoint: `${server.url}/poll` },
          login: 'https://evil.example/flow',
        });
        return void server.control.fail({ body }, { path: '/login/v2' });
      },
    ],
    [
      'a poll endpoint elsewhere',
      'untrusted-answer',
      (server) => {
        const body = JSON.stringify({
          poll: { token: 't', endpoint: 'https://evil.example/poll' },
          login: `${server.url}/flow`,
        });
        return void server.control.fail({ body }, { path: '/login/v2' });
      },
    ],
  ];

  it.each(cases)('%s → %s, and both methods are offered again', async (_name, error, arrange) => {
    await talkmelder.start();
    arrange(nextcloud);
    talkmelder.signIn(nextcloud.url);
    expect((await failed()).phase).toMatchObject({ step: 'method', error, again: false });
    expectNothingKept();
  });
});

describe('a certificate that is not trusted', () => {
  it('is reported, and nothing is sent to the server', async () => {
    await replaceServer({ tls: selfSignedCertificate() });
    await talkmelder.start();
    talkmelder.signIn(nextcloud.url);
    const { phase } = await until(
      talkmelder,
      (state) => state.phase.kind === 'signed-out' && state.phase.error !== null,
    );
    expect(phase).toMatchObject({ error: 'certificate', address: nextcloud.url });
    expect(nextcloud.control.requests).toEqual([]);
  });
});
