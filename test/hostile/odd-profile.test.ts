import { beforeEach, describe, expect, it } from 'vitest';
import { failed, group, nextcloud, openPasswordForm, ports, signIn, talkmelder } from '../fakes/pc.ts';
import { untilSynced } from '../fakes/surroundings.ts';
import { patchAnswer } from '../nextcloud/patches.ts';
import {
  asked,
  eventually,
  expectRang,
  LIST,
  pass,
  polls,
  readAll,
  row,
  shown,
  trouble,
  useStationPc,
  write,
} from './station-pc.ts';

useStationPc();
beforeEach(readAll);

const CAPABILITIES = '/cloud/capabilities';
const USER = '/cloud/user';

/** One odd value in a good answer, where sign-in does not need it: path, field, value. */
const ODD: [string, string, unknown][] = [
  [CAPABILITIES, 'capabilities.spreed.features', { '1': 'audio', '2': 'video', '4': 'chat-v2' }],
  [CAPABILITIES, 'capabilities.spreed.features', null],
  [CAPABILITIES, 'capabilities.spreed.features', ['audio', 7, null, { a: 1 }]],
  [CAPABILITIES, 'capabilities.spreed.features', 'chat-v2'],
  [CAPABILITIES, 'capabilities.spreed.version', null],
  [CAPABILITIES, 'capabilities.spreed.version', 22],
  [CAPABILITIES, 'capabilities.spreed.version', ['22.0.2']],
  [CAPABILITIES, 'capabilities.spreed.config', []],
  [CAPABILITIES, 'capabilities.spreed.config', null],
  [CAPABILITIES, 'capabilities.spreed.config.chat.max-length', '32000'],
  [CAPABILITIES, 'capabilities.spreed', []],
  [CAPABILITIES, 'capabilities.theming', null],
  [CAPABILITIES, 'capabilities.theming', []],
  [CAPABILITIES, 'capabilities.theming.color', null],
  [CAPABILITIES, 'capabilities.theming.color', 123456],
  [CAPABILITIES, 'capabilities.core', []],
  [CAPABILITIES, 'capabilities.core.mod-rewrite-working', 'yes'],
  [CAPABILITIES, 'capabilities.notify_push', { type: ['files'], endpoints: [] }],
  [CAPABILITIES, 'capabilities.notify_push', []],
  [CAPABILITIES, 'capabilities.notify_push', { endpoints: { websocket: null, pre_auth: 7 } }],
  [CAPABILITIES, 'capabilities.notifications', null],
  [CAPABILITIES, 'version', null],
  [CAPABILITIES, 'version', []],
  [CAPABILITIES, 'version.string', null],
  [CAPABILITIES, 'version.string', 32],
  [CAPABILITIES, 'capabilities', []],
  [USER, 'displayname', null],
  [USER, 'displayname', ['Alice']],
  [USER, 'display-name', 7],
];

describe('one odd value', () => {
  it.each(ODD)('%s: %s is %j: alice signs in, sees her conversations, and they ring', async (path, at, value) => {
    patchAnswer(nextcloud.control, path, at, value);
    await signIn();
    await polls(1);
    expect(row(group)).toMatchObject({ name: 'Einsatzgruppe 1' });
    expect(shown().account).toMatchObject({ loginName: 'alice' });
    write(group, 'eins');
    await expectRang(group, ['eins']);
    expect(ports.secrets.secrets.size).toBe(1);
    // The doctor must not call anything missing either.
    const { findings } = await talkmelder.runDoctor();
    expect(
      findings.filter(({ id, status }) => ['api', 'authentication', 'talk'].includes(id) && status !== 'ok'),
    ).toEqual([]);
  });

  it.each<[string, unknown]>([
    ['versionstring', null],
    ['productname', null],
    ['maintenance', null],
    ['installed', 1],
    ['installed', 'true'],
    ['version', []],
  ])('status.php: %s is %j: it is a Nextcloud', async (name, value) => {
    const told = {
      installed: true,
      maintenance: false,
      versionstring: '32.0.1',
      version: '32.0.1.2',
      productname: 'Cloud',
    };
    nextcloud.control.fail({ body: JSON.stringify({ ...told, [name]: value }) }, { path: '/status.php' });
    await signIn();
    expect(row(group)).toBeDefined();
  });
});

describe('a value that sign-in needs', () => {
  it.each<[string, string, unknown, string]>([
    [USER, 'id', null, 'no-api'],
    [USER, 'id', '', 'no-api'],
    [USER, 'id', { id: 'alice' }, 'no-api'],
    [USER, 'id', 'x'.repeat(300), 'no-api'],
    [CAPABILITIES, 'version.string', '27.1.0', 'nextcloud-too-old'],
    [CAPABILITIES, 'version', { major: 27, minor: 1, micro: 0 }, 'nextcloud-too-old'],
    [CAPABILITIES, 'capabilities.spreed.version', '17.0.0', 'talk-too-old'],
    [CAPABILITIES, 'capabilities.spreed.version', 17, 'talk-too-old'],
  ])('%s: %s is %j: refuses the sign-in (%s), and keeps nothing', async (path, at, value, error) => {
    const appPassword = nextcloud.control.createAppPassword('alice');
    await openPasswordForm();
    patchAnswer(nextcloud.control, path, at, value);
    talkmelder.signInWithAppPassword({ loginName: 'alice', appPassword, remember: true });
    expect((await failed()).phase).toMatchObject({ step: 'app-password', error });
    expect(ports.secrets.secrets.size).toBe(0);
  });

  it('a gateway’s 401 says nothing about the credentials', async () => {
    const appPassword = nextcloud.control.createAppPassword('alice');
    await openPasswordForm();
    const end = nextcloud.control.fail({ status: 401, page: '<h1>Wartung</h1>' }, { path: USER });
    const typed = { loginName: 'alice', appPassword, remember: true };
    talkmelder.signInWithAppPassword(typed);
    expect((await failed()).phase).toMatchObject({ error: 'server-error', detail: '401' });
    end();
    const synced = untilSynced(talkmelder);
    talkmelder.signInWithAppPassword(typed);
    await synced;
  });
});

describe('an optional question that fails', () => {
  const withStatus = (): number =>
    nextcloud.control.requests.filter(({ query }) => query.get('includeStatus') === 'true').length;

  it.each([
    ['500', { status: 500 }],
    ['404 of Talk', { status: 404 }],
    ['a gateway’s 504', { status: 504, page: '' }],
    ['a page', 'html'],
    ['no list', { body: '{"ocs":{"meta":{"statuscode":200},"data":null}}' }],
    ['a dropped connection', 'drop'],
  ] as const)('user statuses (%s): the list comes without them, and asks again after an hour', async (_what, fault) => {
    await signIn();
    nextcloud.control.fail(fault, { path: LIST, query: 'includeStatus' });
    talkmelder.look();
    await pass(40);
    const before = withStatus();
    expect(before).toBeLessThanOrEqual(2);
    write(group, 'eins');
    await expectRang(group, ['eins']);
    expect(trouble()).toBeNull();
    await pass(50 * 60);
    expect(withStatus()).toBe(before);
    nextcloud.control.clearFaults();
    await pass(20 * 60);
    expect(withStatus()).toBeGreaterThan(before);
    await eventually(() => shown().conversations?.find(({ name }) => name === 'Bob Böhm')?.presence).toBe('online');
  });

  it('is not repeated while the whole server fails', async () => {
    await signIn();
    nextcloud.control.fail({ status: 500 }, { path: LIST });
    talkmelder.look();
    await pass(5 * 60);
    expect(withStatus()).toBe(1);
    expect(trouble()).toBe('server-error');
    nextcloud.control.clearFaults();
    await eventually(trouble).toBeNull();
  });

  it('the profile, pictures and the status: the list comes, and its messages ring', async () => {
    nextcloud.control.fail({ status: 500 }, { path: /avatar|user_status/ });
    await signIn();
    nextcloud.control.fail('html', { path: /cloud\// });
    talkmelder.look();
    write(group, 'eins');
    await expectRang(group, ['eins']);
    expect(trouble()).toBeNull();
    expect(asked(LIST)).toBeGreaterThan(1);
  });
});
