import { describe, expect, it } from 'vitest';
import { accountId, group, named, nextcloud, ports, signIn, talkmelder } from '../fakes/pc.ts';
import type { Fault } from '../nextcloud/faults.ts';
import { patchAnswer } from '../nextcloud/patches.ts';
import {
  asked,
  chatOf,
  eventually,
  expectRang,
  LIST,
  notices,
  pass,
  polls,
  rang,
  row,
  shown,
  state,
  trouble,
  useStationWithOther,
  wache,
  write,
} from './station-pc.ts';

useStationWithOther();

const ocs = (statuscode: number, status = 'failure', data: unknown = []): string =>
  JSON.stringify({ ocs: { meta: { status, statuscode, message: '' }, data } });

/** None of these answers means that there are no messages. */
const NO_ANSWERS: [string, Fault][] = [
  ['422, the federated server is away', { status: 422 }],
  ['408 of a proxy', { status: 408, page: '<title>408</title>' }],
  ['425', { status: 425, page: '' }],
  ['a firewall’s 403', { status: 403, page: '<h1>Blocked by policy</h1>' }],
  ['a router’s 404', { status: 404, page: '404 page not found', contentType: 'text/plain' }],
  ['a gateway’s 401', { status: 401, page: '<h1>Wartung</h1>', headers: { 'WWW-Authenticate': 'Basic realm="x"' } }],
  [
    'a gateway’s 404 that speaks JSON',
    { status: 404, page: '{"message":"no route"}', contentType: 'application/json' },
  ],
  ['a 404 whose envelope says that all is well', { status: 404, page: ocs(200, 'ok') }],
  ['a 401 of Talk’s own, which says nothing about the session', { status: 401, page: ocs(401) }],
  ['412 without an envelope', { status: 412, page: '{"message":"CSRF check failed"}' }],
  ['412, the lobby', { status: 412 }],
  ['403 of Nextcloud', { status: 403 }],
  ['400', { status: 400 }],
  ['410', { status: 410, page: '' }],
  ['426', { status: 426, message: '1.0.0' }],
  ['a part of the answer', { status: 206, page: ocs(200, 'ok') }],
  ['200 with a failure inside', { body: ocs(404) }],
  ['200 that says failure and 200', { body: ocs(200, 'failure') }],
  ['Nextcloud’s 404 for an unknown route', { status: 404, page: ocs(998), contentType: 'application/json' }],
];

describe('a chat request answered by', () => {
  it.each(NO_ANSWERS.filter(([what]) => what !== '200 with a failure inside'))(
    '%s: loses no message, and all others ring',
    async (_what, fault) => {
      await signIn();
      const end = nextcloud.control.fail(fault, { path: chatOf(group) });
      write(group, 'eins', 'zwei', 'drei');
      write(wache, 'hier');
      await expectRang(wache, ['hier']);
      await polls(1);
      expect(rang()).toEqual([wache]);
      expect([state(), trouble()]).toEqual(['polling', null]);
      end();
      await expectRang(group, ['eins', 'zwei', 'drei']);
    },
  );

  it.each(NO_ANSWERS.filter(([what]) => what !== '200 with a failure inside'))(
    '%s, in a list that hides the last message: loses no message',
    async (_what, fault) => {
      nextcloud.control.configure('alice', group, { sensitive: true });
      await signIn();
      const end = nextcloud.control.fail(fault, { path: chatOf(group) });
      write(group, 'eins');
      await polls(2);
      expect(rang()).toEqual([]);
      end();
      await expectRang(group, ['New message']);
    },
  );

  it.each<[string, Fault]>([
    ['404 of Talk: the conversation is gone', { status: 404 }],
    ['the same envelope under 200', { body: ocs(404) }],
    [
      'the same as XML',
      {
        status: 404,
        page: '<?xml version="1.0"?>\n<ocs>\n <meta>\n  <status>failure</status>\n  <statuscode>404</statuscode>\n </meta>\n <data/>\n</ocs>',
      },
    ],
  ])('%s: falls back on the list and on the server’s own notifications', async (_what, fault) => {
    await signIn();
    nextcloud.control.fail(fault, { path: chatOf(group) });
    write(group, 'eins', 'zwei');
    await expectRang(group, ['zwei', 'eins']);
    expect(asked(chatOf(group))).toBe(1);
    await polls(3);
    // The app may look once after the notifications on the screen.
    expect(asked(chatOf(group))).toBeLessThanOrEqual(2);
  });
});

describe('a list request answered by', () => {
  const pages: [string, Fault][] = [
    [
      'a gateway’s 401',
      { status: 401, page: '<h1>401</h1>', headers: { 'WWW-Authenticate': 'Basic realm="Wartung"' } },
    ],
    ['a gateway’s 401 that speaks JSON', { status: 401, page: '{"message":"Unauthorised"}' }],
    ['a router’s 404', { status: 404, page: '404 page not found', contentType: 'text/plain' }],
    ['a firewall’s 403', { status: 403, page: '<h1>Forbidden</h1>' }],
    ['a page under 200', 'html'],
    ['200 with a failure and an empty list', { body: ocs(500) }],
    ['200 with "not found" and an empty list', { body: ocs(998) }],
    ['200 that says failure', { body: ocs(200, 'failure') }],
    ['an unknown code', { body: ocs(103) }],
    ['a record that is no list', { body: ocs(200, 'ok', { rooms: [] }) }],
    ['null for the list', { body: ocs(200, 'ok', null) }],
    ['Nextcloud’s 404, though Talk is there', { status: 404, page: ocs(998) }],
    ['Nextcloud’s 403, though Talk is there', { status: 403 }],
  ];

  it.each(pages)('%s: keeps list, session and sign-in, and recovers by itself', async (_what, fault) => {
    await signIn();
    const before = shown().conversations;
    const end = nextcloud.control.fail(fault, { path: LIST });
    write(group, 'eins', 'zwei');
    await eventually(() => [state(), trouble()]).toEqual(['stale', 'server-error']);
    await pass(20);
    expect([state(), trouble(), notices()]).toEqual(['stale', 'server-error', []]);
    expect(shown().conversations).toEqual(before);
    expect(asked(/core\/wipe/, 'POST')).toBe(0);
    end();
    await expectRang(group, ['eins', 'zwei']);
    expect(trouble()).toBeNull();
  });

  it('Nextcloud’s own 401, also under 200: ends the session', async () => {
    await signIn();
    nextcloud.control.fail({ body: ocs(997) }, { path: LIST });
    await eventually(() => [state(), trouble()]).toEqual(['signed-out', 'session-ended']);
    expect(ports.secrets.secrets.size).toBe(1);
  });

  it.each<['off' | 'forbidden', string]>([
    ['off', 'talk-missing'],
    ['forbidden', 'talk-forbidden'],
  ])('Talk %s: reports it when the capabilities confirm it', async (talk, error) => {
    await signIn();
    nextcloud.control.setTalk(talk);
    await eventually(trouble).toBe(error);
  });

  it('404, while the capabilities cannot be read: says nothing about Talk', async () => {
    await signIn();
    nextcloud.control.fail({ status: 404, page: ocs(998) }, { path: LIST });
    patchAnswer(nextcloud.control, '/cloud/capabilities', 'capabilities', null);
    await eventually(trouble).toBe('server-error');
  });
});

describe('an action of the user', () => {
  it.each<[number, string]>([
    [403, 'server-error'],
    [404, 'server-error'],
    [412, 'server-error'],
    [401, 'server-error'],
  ])('is not refused for good by a firewall’s page (%i)', async (status, code) => {
    await signIn();
    nextcloud.control.fail({ status, page: '<h1>Blocked</h1>' }, { path: new RegExp(`/${group}`) });
    const id = 'b'.repeat(64);
    await expect(talkmelder.act(named(group), { kind: 'set-favourite', on: false })).rejects.toMatchObject({ code });
    await expect(talkmelder.reply(named(group), 'Komme', id)).rejects.toMatchObject({ code });
    nextcloud.control.clearFaults();
    await talkmelder.reply(named(group), 'Komme', id);
    expect(nextcloud.control.messages(group).filter(({ message }) => message === 'Komme')).toHaveLength(1);
    expect(row(group)).toBeDefined();
  });

  it.each<[string, Fault]>([
    ['a firewall’s 403', { status: 403, page: '<h1>Blocked</h1>' }],
    ['a gateway’s 401', { status: 401, page: '<h1>Wartung</h1>' }],
    ['a page under 200', 'html'],
    ['a failure under 200', { body: ocs(996) }],
  ])('disconnecting: tells the user that %s has revoked nothing', async (_what, fault) => {
    await signIn();
    nextcloud.control.fail(fault, { path: '/core/apppassword' });
    await talkmelder.disconnect(accountId());
    expect(talkmelder.state().phase).toMatchObject({ kind: 'signed-out', notice: 'app-password-left' });
    expect(nextcloud.control.appPasswords('alice')).toHaveLength(1);
  });
});
