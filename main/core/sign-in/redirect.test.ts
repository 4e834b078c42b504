import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  failed,
  nextcloud,
  openLoginPage,
  openPasswordForm,
  ports,
  talkmelder,
  usePc,
} from '../../../test/fakes/pc.ts';

usePc();

/** A foreign server that must not receive the credentials. */
let stranger: Server;
let came: IncomingMessage[];
beforeEach(async () => {
  came = [];
  stranger = createServer((request, response) => {
    came.push(request);
    response.end('{"ocs":{"meta":{"statuscode":200},"data":{"id":"alice"}}}');
  });
  await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
});
afterEach(() => new Promise((resolve) => stranger.close(resolve)));

const strangerAt = (host: string, path: string): string =>
  `http://${host}:${(stranger.address() as AddressInfo).port}${path}`;

describe('a server that redirects requests with credentials', () => {
  const user = '/ocs/v2.php/cloud/user';
  const elsewhere: [string, () => string][] = [
    ['to another origin', () => strangerAt('127.0.0.1', user)],
    ['to another name of the same machine', () => strangerAt('localhost', user)],
    ['to plain http', () => 'http://cloud.example.org/ocs/v2.php/cloud/user'],
    ['to a script', () => 'javascript:alert(1)'],
    ['to itself with a user in the address', () => `${nextcloud.url.replace('//', '//alice@')}${user}`],
    ['to an invalid address', () => 'http://'],
  ];
  const places: [string, string][] = [
    ['cloud/user', '/cloud/user'],
    ['the capabilities', '/cloud/capabilities'],
    ['getapppassword', '/getapppassword'],
  ];

  it.each(places.flatMap(([name, path]) => elsewhere.map(([where, to]) => [where, name, path, to] as const)))(
    '%s, at %s: is not followed',
    async (_where, _name, path, to) => {
      const appPassword = nextcloud.control.createAppPassword('alice');
      await openPasswordForm();
      nextcloud.control.fail({ redirect: to() }, { path });
      nextcloud.control.clearRequests();
      talkmelder.signInWithAppPassword({ loginName: 'alice', appPassword, remember: true });
      expect((await failed()).phase).toMatchObject({ step: 'app-password', error: 'untrusted-answer' });
      expect(came).toEqual([]);
      // The request reached its own server once, and was not repeated.
      expect(nextcloud.control.requests.filter((request) => request.path.includes(path))).toHaveLength(1);
      expect(ports.secrets.secrets.size).toBe(0);
      expect([...ports.settings.documents.keys()]).toEqual([]);
    },
  );

  it.each(places)('to itself, in a loop, at %s: is followed once', async (_name, path) => {
    const appPassword = nextcloud.control.createAppPassword('alice');
    await openPasswordForm();
    nextcloud.control.fail({ redirect: `${nextcloud.url}${path}` }, { path });
    nextcloud.control.clearRequests();
    talkmelder.signInWithAppPassword({ loginName: 'alice', appPassword, remember: true });
    expect((await failed()).phase).toMatchObject({ step: 'app-password', error: 'untrusted-answer' });
    expect(nextcloud.control.requests.filter((request) => request.path.includes(path))).toHaveLength(2);
    expect(ports.secrets.secrets.size).toBe(0);
  });

  it('in the browser sign-in, at the poll that hands out the app password: is not followed', async () => {
    await openLoginPage();
    nextcloud.control.fail({ redirect: strangerAt('127.0.0.1', '/login/v2/poll') }, { path: '/login/v2/poll' });
    await ports.clock.advance(2_000);
    expect((await failed()).phase).toMatchObject({ step: 'method', error: 'untrusted-answer' });
    expect(came).toEqual([]);
  });
});
