import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFakeLogger } from '../../../test/fakes/logger.ts';
import { ServerNotAllowed } from '../errors.ts';
import type { FoundPolicy, MachineFile, MachineFiles } from '../ports.ts';
import { loadPolicy, NO_POLICY } from './policy.ts';
import { presetServer } from './preset-server.ts';

const FILE = '/etc/talkmelder/policy.json';
const PIN = 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=';
const pem = (body: string) => `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----`;

function machine(policies: FoundPolicy[], files: Record<string, MachineFile> = {}): MachineFiles {
  return {
    policies: () => policies,
    read: (path) => files[path] ?? { kind: 'absent' },
    isCertificate: (text) => text.includes('good'),
  };
}

const at = (place: string, values: unknown): FoundPolicy => ({ place, content: { kind: 'values', values } });

function load(document: unknown, more: Record<string, MachineFile> = {}) {
  const log = createFakeLogger();
  const text = typeof document === 'string' ? document : JSON.stringify(document);
  const policy = loadPolicy(machine([{ place: FILE, content: { kind: 'text', text } }], more), log);
  const problems = policy.problems.map(({ kind, path }) => ({ kind, path }));
  return { log, policy: { ...policy, problems } };
}

describe('a policy file', () => {
  it('sets the values, locks and certificates', () => {
    const { policy } = load(
      {
        $schema: 'policy.schema.json',
        server: 'cloud.example.org/index.php/apps/spreed',
        allowedServers: ['cloud.example.org', 'https://example.org/nextcloud'],
        defaults: { language: 'de', autostart: true, filter: 'unread' },
        locked: { previewText: false },
        caFile: '/etc/talkmelder/authority.pem',
        pinSha256: [PIN],
      },
      { '/etc/talkmelder/authority.pem': { kind: 'text', text: `# ours\n${pem('good1')}\n\n${pem('good2')}\n` } },
    );
    expect(policy).toMatchObject({
      places: [{ place: FILE }],
      problems: [],
      server: 'https://cloud.example.org',
      defaults: { language: 'de', autostart: true, filter: 'unread' },
      locked: { previewText: false },
      trust: { authorities: [pem('good1'), pem('good2')], pins: [PIN] },
    });
  });

  it.each([
    ['https://cloud.example.org', true],
    ['https://cloud.example.org/sub', true],
    ['https://example.org/nextcloud', true],
    ['https://example.org/nextcloud/sub', true],
    ['https://example.org', false],
    ['https://example.org/nextcloud2', false],
    ['https://cloud.example.org.evil.example', false],
    ['https://cloud.example.org:8443', false],
    ['http://cloud.example.org', false],
  ])('may allow only some servers: %s %s', (server, allowed) => {
    const { policy } = load({ allowedServers: ['cloud.example.org', 'example.org/nextcloud/'] });
    if (allowed) policy.checkServer(server);
    else expect(() => policy.checkServer(server)).toThrow(ServerNotAllowed);
  });

  it('may begin with a byte order mark, as Windows writes it', () => {
    expect(load('\uFEFF{"server":"cloud.example.org"}').policy).toMatchObject({
      server: 'https://cloud.example.org',
      problems: [],
    });
  });
});

describe('alarm conversations in the policy file', () => {
  const rule = { keywords: [], senders: [] };

  it('count for the accounts on their server', () => {
    const { policy } = load({
      alarms: [
        { conversation: 'xk5cq7dn' },
        {
          server: 'cloud.example.org/index.php/apps/spreed',
          conversation: 'Alarm',
          keywords: [' Einsatz '],
          locked: true,
        },
      ],
    });
    expect(policy.problems).toEqual([]);
    const everywhere = { path: 'alarms.0', server: null, conversation: 'xk5cq7dn', rule, locked: false };
    expect(policy.alarmsOf('https://other.example')).toEqual([everywhere]);
    expect(policy.alarmsOf('https://cloud.example.org')).toEqual([
      everywhere,
      {
        path: 'alarms.1',
        server: 'https://cloud.example.org',
        conversation: 'Alarm',
        rule: { keywords: ['Einsatz'], senders: [] },
        locked: true,
      },
    ]);
  });

  it('with an error ring for every message, and are locked when `locked` is unreadable', () => {
    const { policy } = load({
      alarms: [
        { conversation: 'a', keywords: ['Einsatz', ''], senders: ['user/max'], locked: 'ja', keyword: [] },
        { conversation: '' },
        'b',
        { conversation: 'c', server: 'http://cloud.example.org', senders: ['users/max', 'bot-1', 'max@example.org/x'] },
      ],
    });
    expect(policy.problems).toEqual([
      { kind: 'unknown-key', path: 'alarms.0.keyword' },
      { kind: 'wrong-value', path: 'alarms.0.keywords' },
      { kind: 'wrong-value', path: 'alarms.0.senders' },
      { kind: 'wrong-value', path: 'alarms.0.locked' },
      { kind: 'wrong-value', path: 'alarms.1.conversation' },
      { kind: 'wrong-value', path: 'alarms.2' },
      { kind: 'wrong-value', path: 'alarms.3.server' },
    ]);
    expect(policy.alarmsOf('https://any.example')).toEqual([
      { path: 'alarms.0', server: null, conversation: 'a', rule, locked: true },
      {
        path: 'alarms.3',
        server: null,
        conversation: 'c',
        rule: { keywords: [], senders: ['users/max', 'bot-1', 'max@example.org/x'] },
        locked: false,
      },
    ]);
  });
});

describe('updates', () => {
  const URL = 'https://updates.example.org/talkmelder';
  it.each<[string, unknown, object, string[]]>([
    ['nothing', undefined, { mode: 'notify', url: null }, []],
    ['nothing inside', {}, { mode: 'notify', url: null }, []],
    ['auto', { mode: 'auto' }, { mode: 'auto', url: null }, []],
    ['off', { mode: 'off' }, { mode: 'off', url: null }, []],
    ['a folder', { url: URL }, { mode: 'notify', url: `${URL}/` }, []],
    ['a folder with a slash', { mode: 'auto', url: `${URL}/` }, { mode: 'auto', url: `${URL}/` }, []],
    ['a typo', { mode: 'automatic' }, { mode: 'notify', url: null }, ['updates.mode']],
    ['an unknown key', { mode: 'auto', server: URL }, { mode: 'auto', url: null }, ['updates.server']],
    ['a text', 'auto', { mode: 'notify', url: null }, ['updates']],
    ['http', { mode: 'auto', url: 'http://updates.example.org/' }, { mode: 'off', url: null }, ['updates.url']],
    ['a file', { url: 'file:///C:/updates/' }, { mode: 'off', url: null }, ['updates.url']],
    ['no address', { url: 'updates.example.org' }, { mode: 'off', url: null }, ['updates.url']],
    ['a password', { url: 'https://a:b@example.org/' }, { mode: 'off', url: null }, ['updates.url']],
    ['a query', { url: `${URL}?a=b` }, { mode: 'off', url: null }, ['updates.url']],
    ['a number', { mode: 'auto', url: 7 }, { mode: 'off', url: null }, ['updates.url']],
    ['null', { url: null }, { mode: 'off', url: null }, ['updates.url']],
  ])('with %s', (_what, updates, expected, paths) => {
    const { policy } = load({ updates });
    expect(policy.updates).toEqual(expected);
    expect(policy.problems.map(({ path }) => path)).toEqual(paths);
  });
});

describe('an error in the policy file', () => {
  it('is reported with its path, and the other entries count', () => {
    const { policy, log } = load({
      server: 'http://cloud.example.org',
      allowedServers: ['cloud.example.org', 7],
      defaults: { theme: 'pink', sound: false, notify: 'off' },
      locked: { notify: 'all', colour: 'red', filter: 'favourites' },
      caFile: 'authority.pem',
      alarmSoundFile: 'sounds/horn.wav',
      pinSha256: [PIN, 'sha1/abc'],
      servers: [],
    });
    expect(policy.problems).toEqual([
      { kind: 'unknown-key', path: 'servers' },
      { kind: 'unknown-key', path: 'locked.colour' },
      { kind: 'unknown-key', path: 'locked.filter' },
      { kind: 'wrong-value', path: 'defaults.theme' },
      { kind: 'twice', path: 'defaults.notify' },
      { kind: 'wrong-value', path: 'server' },
      { kind: 'wrong-value', path: 'allowedServers.1' },
      { kind: 'wrong-value', path: 'caFile' },
      { kind: 'wrong-value', path: 'alarmSoundFile' },
      { kind: 'wrong-value', path: 'pinSha256.1' },
    ]);
    expect(policy).toMatchObject({
      places: [{ place: FILE, paths: ['allowedServers', 'defaults.sound', 'locked.notify', 'pinSha256'] }],
      server: '',
      defaults: { sound: false },
      locked: { notify: 'all' },
      trust: { authorities: [], pins: [PIN] },
    });
    expect(() => policy.checkServer('https://cloud.example.org')).not.toThrow();
    expect(log.lines.join('\n')).toContain('wrong-value at defaults.theme');
  });

  it.each(['2468', 'scrypt:30:8:1:AAAAAAAAAAAAAAAAAAAAAA==:AAAA', 'none', 7, null])(
    'may be the PIN of station mode: %j',
    (stationPin) => {
      const { policy } = load({ stationPin, locked: { station: true } });
      expect(policy).toMatchObject({ stationPin: null, locked: { station: true } });
      expect(policy.problems).toEqual([{ kind: 'wrong-value', path: 'stationPin' }]);
    },
  );

  it('does not remove a restriction', () => {
    const { policy } = load({ allowedServers: 'cloud.example.org', pinSha256: PIN });
    expect(() => policy.checkServer('https://cloud.example.org')).toThrow(ServerNotAllowed);
    expect(policy.trust.pins).toEqual([]);
    expect(policy.problems.map(({ path }) => path)).toEqual(['allowedServers', 'pinSha256']);
  });

  it.each(['', '{"locked":', '<xml/>'])('may concern all of it: %j', (text) => {
    const { policy } = load(text);
    expect(policy).toMatchObject({ problems: [{ kind: 'no-json', path: '' }], places: [], locked: {}, server: '' });
    expect(() => policy.checkServer('https://anything.example')).not.toThrow();
  });

  it.each(['unreadable', 'unprotected'] as const)('may concern the file itself, and the others count: %s', (kind) => {
    const policies = [{ place: '/first', content: { kind } }, at('/second', { server: 'cloud.example.org' })];
    expect(loadPolicy(machine(policies), createFakeLogger())).toMatchObject({
      places: [{ place: '/second', paths: ['server'] }],
      server: 'https://cloud.example.org',
      problems: [{ kind, place: '/first', path: '' }],
    });
  });

  it.each([
    [{ kind: 'absent' }, 'ca-unreadable'],
    [{ kind: 'unreadable' }, 'ca-unreadable'],
    [{ kind: 'unprotected' }, 'ca-unprotected'],
    [{ kind: 'text', text: 'no certificate' }, 'no-certificate'],
    [{ kind: 'text', text: pem('bad') }, 'no-certificate'],
  ] as const)('may be the file of certificates: %j', (file, kind) => {
    const { policy } = load({ caFile: '/ca.pem', locked: { sound: false } }, { '/ca.pem': file });
    expect(policy.problems).toEqual([{ kind, path: 'caFile' }]);
    expect(policy).toMatchObject({ trust: { authorities: [] }, locked: { sound: false } });
  });

  it('never ends the app', () => {
    const entry = fc.constantFrom('server', 'allowedServers', 'defaults', 'locked', 'alarms', 'caFile', 'pinSha256');
    const document = fc.oneof(fc.anything(), fc.dictionary(entry, fc.anything()));
    fc.assert(
      fc.property(document, (value) => {
        const { policy } = load(JSON.stringify(value) ?? '');
        for (const { path } of policy.problems) expect(path).toMatch(/^[\x20-\x7e]{0,60}$/);
      }),
    );
  });
});

it('without a file, the policy is empty', () => {
  const policy = loadPolicy(machine([]), createFakeLogger());
  expect(policy).toMatchObject({ places: [], problems: [], server: '', defaults: {}, locked: {} });
  expect(policy.trust).toEqual({ authorities: [], pins: null });
  expect(NO_POLICY.trust).toEqual(policy.trust);
});

describe('the initial address', () => {
  it.each([
    ['a', { NEXTCLOUD_URL: 'b', NEXTCLOUD_BASE_URL: 'c' }, 'd', 'a'],
    ['', { NEXTCLOUD_URL: 'b', NEXTCLOUD_BASE_URL: 'c' }, 'd', 'b'],
    ['', { NEXTCLOUD_BASE_URL: 'c' }, 'd', 'c'],
    ['', { NEXTCLOUD_URL: '' }, 'd', 'd'],
    ['', {}, '', ''],
  ])('with --server=%s, %j and the policy %s is %s', (switched, environment, policy, expected) => {
    expect(presetServer({ switched, environment, policy })).toBe(expected);
  });
});

describe('the weekly test', () => {
  const probe = { day: 'sat', time: '12:00' };

  it('of the policy locks the setting', () => {
    expect(load({ alarmWatch: { probe } }).policy.locked).toEqual({ weeklyProbe: { on: true, ...probe } });
  });

  it('has no second way to be locked, and a default beside it is reported', () => {
    const weeklyProbe = { on: false, ...probe };
    expect(load({ locked: { weeklyProbe } }).policy).toMatchObject({
      locked: {},
      problems: [{ kind: 'unknown-key', path: 'locked.weeklyProbe' }],
    });
    expect(load({ defaults: { weeklyProbe }, alarmWatch: { probe } }).policy.problems).toEqual([
      { kind: 'twice', path: 'defaults.weeklyProbe' },
    ]);
  });
});

describe('several policies', () => {
  const load = (...policies: FoundPolicy[]) =>
    loadPolicy(machine(policies, { '/ca.pem': { kind: 'text', text: pem('good') } }), createFakeLogger());

  it('are joined: the strongest counts for each entry, and the policy says where each comes from', () => {
    const policy = load(
      at('HKLM', { allowedServers: ['a.example'], locked: { theme: 'dark' }, alarmWatch: { report: 'Technik' } }),
      at('/second', {
        server: 'b.example',
        allowedServers: ['b.example'],
        locked: { theme: 'light', sound: false },
        alarmWatch: { report: 'Wache', name: 'Wache 1' },
        caFile: '/ca.pem',
        alarmLane: 'longpoll',
      }),
    );
    expect(policy).toMatchObject({
      problems: [],
      server: 'https://b.example',
      locked: { theme: 'dark', sound: false },
      alarmWatch: { report: 'Technik', name: 'Wache 1' },
      alarmLane: true,
      trust: { authorities: [pem('good')] },
      places: [
        { place: 'HKLM', paths: ['allowedServers', 'locked.theme', 'alarmWatch.report'] },
        { place: '/second', paths: ['server', 'locked.sound', 'alarmLane', 'alarmWatch.name', 'caFile'] },
      ],
    });
    expect(() => policy.checkServer('https://a.example')).not.toThrow();
    expect(() => policy.checkServer('https://b.example')).toThrow(ServerNotAllowed);
  });

  it('declare alarm conversations together, each with its place', () => {
    const policy = load(at('/a', { alarms: [{ conversation: 'x' }] }), at('/b', { alarms: [{ conversation: 'y' }] }));
    expect(policy.alarmsOf('https://any.example').map(({ path, conversation }) => [path, conversation])).toEqual([
      ['/a: alarms.0', 'x'],
      ['/b: alarms.0', 'y'],
    ]);
    expect(policy.places.map(({ paths }) => paths)).toEqual([['alarms.0'], ['alarms.0']]);
  });

  it('stay restrictive when the strongest has an invalid restriction', () => {
    const policy = load(at('/a', { allowedServers: [7] }), at('/b', { allowedServers: ['b.example'] }));
    expect(() => policy.checkServer('https://b.example')).toThrow(ServerNotAllowed);
    expect(policy.problems).toEqual([{ kind: 'wrong-value', place: '/a', path: 'allowedServers.0' }]);
  });

  it('of the user suggest a server and defaults, and nothing else', () => {
    const values = {
      server: 'c.example',
      defaults: { language: 'en' },
      locked: { theme: 'dark' },
      caFile: '/ca.pem',
      alarms: [{ conversation: 'x' }],
    };
    const policy = load({ ...at('HKCU', values), isUsers: true });
    expect(policy).toMatchObject({
      server: 'https://c.example',
      defaults: { language: 'en' },
      locked: {},
      trust: { authorities: [], pins: null },
      places: [{ place: 'HKCU', paths: ['server', 'defaults.language'] }],
    });
    expect(policy.alarmsOf('https://c.example')).toEqual([]);
    expect(policy.problems.map(({ kind, path }) => `${kind} ${path}`)).toEqual([
      'not-for-users locked',
      'not-for-users alarms',
      'not-for-users caFile',
    ]);
  });

  it('never end the app', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ values: fc.anything(), isUsers: fc.boolean() })), (all) => {
        load(...all.map(({ values, isUsers }, index) => ({ ...at(`/${index}`, values), isUsers })));
      }),
    );
  });
});
