import { createHash, randomBytes } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer as createPlainServer } from 'node:http';
import { createServer, type Server } from 'node:https';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/clock.ts';
import { createFakeLogger } from '../../../test/fakes/logger.ts';
import { createFakeSettings } from '../../../test/fakes/stores.ts';
import { serverCertificate } from '../../../test/nextcloud/certificates.ts';
import { UpdateFailed } from '../../core/ports.ts';
import { createUpdates } from '../../core/updates/updates.ts';
import { createEngine, eraseUpdates, feedOf, findRelease } from './engine.ts';
import { createUpdateFiles, isTrustedPlace, PATIENCE } from './files.ts';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

let server: Server;
let other: Server;
let plain: ReturnType<typeof createPlainServer>;
let folder: URL;
let elsewhere: string;
let unencrypted: string;
/** What the servers answer, by the last part of the path, and what they were asked. */
let answers: Record<string, Answer>;
let asked: string[];
let cache: string;
const authorities = getCACertificates('default');

const addressOf = ({ port }: AddressInfo) => `localhost:${port}`;
const listen = async (one: { listen: Server['listen']; address: Server['address'] }): Promise<string> => {
  await new Promise<void>((done) => one.listen(0, '127.0.0.1', () => done()));
  return addressOf(one.address() as AddressInfo);
};

beforeAll(async () => {
  const certificate = serverCertificate();
  setDefaultCACertificates([...authorities, certificate.cert]);
  const answer =
    (name: string): Answer =>
    (request, response) => {
      const path = URL.parse(request.url ?? '', 'https://here')?.pathname ?? '';
      asked.push(`${name} ${path}`);
      const found = answers[path.slice(path.lastIndexOf('/') + 1)];
      if (found) found(request, response);
      else response.writeHead(404).end('nothing here');
    };
  const tls = { key: certificate.key, cert: certificate.cert };
  server = createServer(tls, answer('feed'));
  other = createServer(tls, answer('other'));
  plain = createPlainServer(answer('plain'));
  folder = new URL(`https://${await listen(server)}/talkmelder/`);
  elsewhere = `https://${await listen(other)}/talkmelder/`;
  unencrypted = `http://${await listen(plain as unknown as Server)}/talkmelder/`;
});
afterAll(() => {
  setDefaultCACertificates(authorities);
  for (const one of [server, other, plain]) {
    one.closeAllConnections();
    one.close();
  }
});
beforeEach(() => {
  answers = {};
  asked = [];
  cache = mkdtempSync(join(tmpdir(), 'talkmelder-updates-'));
});
afterEach(() => rmSync(cache, { recursive: true, force: true }));

const INSTALLER = randomBytes(300_000);
const NAME = `Talkmelder-Setup-0.2.0-${process.arch}.exe`;
const sha512 = (bytes: Buffer): string => createHash('sha512').update(bytes).digest('base64');
const send =
  (body: string | Buffer, type = 'application/octet-stream'): Answer =>
  (_request, response) =>
    void response.writeHead(200, { 'content-type': type, 'content-length': Buffer.byteLength(body) }).end(body);
const redirect =
  (location: string): Answer =>
  (_request, response) =>
    void response.writeHead(302, { location }).end();
/** Sends without an end, as fast as the other side reads. */
const endless: Answer = (_request, response) => {
  response.writeHead(200);
  const more = (): void => {
    while (!response.destroyed && response.write(Buffer.alloc(65_536, 97)));
  };
  response.on('drain', more);
  more();
};
/** Begins, and says no more. */
const silent: Answer = (_request, response) => void response.writeHead(200).write('version: ');

/** A feed as electron-builder writes it. */
function feed({ version = '0.2.0', name = NAME, bytes = INSTALLER, sha = sha512(bytes), extra = '' } = {}): string {
  return [
    `version: ${version}`,
    'files:',
    `  - url: ${JSON.stringify(name)}`,
    `    sha512: ${sha}`,
    `    size: ${bytes.length}`,
    `path: ${JSON.stringify(name)}`,
    `sha512: ${sha}`,
    "releaseDate: '2026-11-30T08:00:00.000Z'",
    extra,
  ].join('\n');
}

/** An installed Talkmelder 0.1.0 with core and electron-updater; only the signature of Windows is a stand-in. */
async function install({ signature = null as string | null, patience = PATIENCE } = {}) {
  const log = createFakeLogger();
  const signatures: string[] = [];
  const engine = await createEngine({
    app: { version: '0.1.0', cache, quit: () => {} },
    platform: 'win32',
    processor: process.arch,
    folder,
    files: createUpdateFiles(fetch, folder, 'Talkmelder/0.1.0', patience),
    publishers: ['CN=Talkmelder'],
    async signatureFault(_publishers, path) {
      signatures.push(path);
      return signature;
    },
    log,
  });
  const updates = createUpdates({
    clock: createFakeClock(),
    log,
    settings: createFakeSettings(),
    updater: {
      version: '0.1.0',
      ability: async () => ({ off: null, by: 'app', page: null }),
      look: engine.find,
      download: engine.get,
    },
    mode: 'auto',
    hasAlarm: () => false,
    isStation: () => false,
    isUnattended: () => false,
    keepsAll: () => true,
    quit: () => {},
    open: async () => {},
    test: async () => {},
    onChange: () => {},
  });
  await updates.look();
  return { updates, engine, signatures };
}

/** All files that the app has kept. */
const kept = (): string[] =>
  existsSync(join(cache, 'talkmelder-updater'))
    ? readdirSync(join(cache, 'talkmelder-updater'), { recursive: true, encoding: 'utf8' }).filter((name) =>
        /\.exe$/.test(name),
      )
    : [];

describe('an update', () => {
  it('is found, got, proven and kept until the end', async () => {
    answers = { 'latest.yml': send(feed({ extra: 'releaseNotes: "A bell."' })), [NAME]: send(INSTALLER) };
    const { updates, engine, signatures } = await install();
    expect(updates.state()).toMatchObject({
      stage: 'ready',
      version: '0.2.0',
      notes: 'A bell.',
      percent: 100,
      fault: null,
    });
    expect(asked).toEqual(['feed /talkmelder/latest.yml', `feed /talkmelder/${NAME}`]);
    expect(signatures).toHaveLength(1);
    const [file = ''] = kept();
    expect(readFileSync(join(cache, 'talkmelder-updater', file)).equals(INSTALLER)).toBe(true);
    expect(updates.atEnd()).toBe('install');
    expect(Reflect.get(engine.updater, 'installerPath')).toBe(join(cache, 'talkmelder-updater', file));
  });

  it.each([
    ['the app comes back', true, ['--updated', '/S', '--force-run']],
    ['the app stays away', false, ['--updated', '/S']],
  ])('is installed without questions and without another user’s rights: %s', async (_what, start, expected) => {
    // A feed cannot ask for an administrator's rights.
    const asking = feed().replace('    size:', '    isAdminRightsRequired: true\n    size:');
    answers = { 'latest.yml': send(asking), [NAME]: send(INSTALLER) };
    const { engine } = await install();
    const started: unknown[] = [];
    Reflect.set(engine.updater, 'spawnLog', async (...call: unknown[]) => started.push(call));
    engine.install(start);
    expect(started).toEqual([[Reflect.get(engine.updater, 'installerPath'), expected]]);
  });

  it('is not got twice, but its signature is asked again', async () => {
    answers = { 'latest.yml': send(feed()), [NAME]: send(INSTALLER) };
    await install();
    asked = [];
    const { updates, signatures } = await install();
    expect(updates.state()?.stage).toBe('ready');
    expect(asked).toEqual(['feed /talkmelder/latest.yml']);
    expect(signatures).toHaveLength(1);
    const refused = await install({ signature: 'revoked' });
    expect(refused.updates.state()).toMatchObject({ stage: 'offered', fault: 'unsigned' });
    expect(kept()).toEqual([]);
  });

  it('that lies changed in the cache is got anew', async () => {
    answers = { 'latest.yml': send(feed()), [NAME]: send(INSTALLER) };
    await install();
    const [file = ''] = kept();
    const path = join(cache, 'talkmelder-updater', file);
    writeFileSync(path, 'other');
    const { updates } = await install();
    expect(updates.state()?.stage).toBe('ready');
    expect(readFileSync(path).equals(INSTALLER)).toBe(true);
  });

  it('may come from another folder of the same server', async () => {
    answers = { 'latest.yml': redirect('/new/feed.yml'), 'feed.yml': send(feed()), [NAME]: send(INSTALLER) };
    expect((await install()).updates.state()?.stage).toBe('ready');
  });
});

describe('an answer to the question for updates', () => {
  it.each<[string, () => Answer, string]>([
    ['a page of a hotel', () => send('<html><body>Welcome: please sign in</body></html>', 'text/html'), 'unreadable'],
    ['nothing', () => send(''), 'unreadable'],
    ['rubbish', () => send(randomBytes(500)), 'unreadable'],
    ['YAML that runs code', () => send('version: !!js/function "function () {}"'), 'unreadable'],
    ['YAML that refers to itself', () => send('version: &a [*a]\nfiles: *a'), 'unreadable'],
    ['a huge file', () => send(`${feed()}\n${'#'.repeat(70_000)}`), 'too-large'],
    ['a file without an end', () => endless, 'too-large'],
    ['an error', () => (_request, response) => void response.writeHead(500).end('oops'), 'unreachable'],
    ['a hang-up', () => (request) => void request.socket.destroy(), 'unreachable'],
    ['a redirect to http', () => redirect(`${unencrypted}latest.yml`), 'redirected'],
    ['a redirect to another server', () => redirect(`${elsewhere}latest.yml`), 'redirected'],
    ['a redirect to a file', () => redirect('file:///etc/passwd'), 'redirected'],
    ['a redirect with a password', () => redirect(folder.href.replace('https://', 'https://a:b@')), 'redirected'],
    ['a circle', () => redirect('latest.yml'), 'redirected'],
  ])('that is %s is refused, and nothing is asked elsewhere', async (_what, answer, fault) => {
    answers = { 'latest.yml': answer() };
    const { updates } = await install();
    expect(updates.state()).toMatchObject({ stage: 'idle', version: null, line: null, fault });
    expect(asked.filter((one) => !one.startsWith('feed /talkmelder/latest.yml'))).toEqual([]);
    expect(kept()).toEqual([]);
  });

  it.each([
    ['older', '0.0.9'],
    ['the same', '0.1.0'],
  ])('that names %s version offers nothing', async (_what, version) => {
    answers = { 'latest.yml': send(feed({ version })), [NAME]: send(INSTALLER) };
    const { updates } = await install();
    expect(updates.state()).toMatchObject({ stage: 'idle', version: null, fault: null });
    expect(asked).toHaveLength(1);
  });

  it.each([
    ['a path upwards', '../../../evil.exe'],
    ['an absolute path', '/evil.exe'],
    ['another server', 'https://evil.example/evil.exe'],
    ['a hidden path', '%2e%2e%2fevil.exe'],
    ['a path for Windows', '..\\evil.exe'],
    ['a command', "a';calc;'.exe"],
  ])('whose file is %s asks for no file', async (_what, name) => {
    answers = { 'latest.yml': send(feed({ name })), 'evil.exe': send(INSTALLER) };
    const { updates } = await install();
    expect(updates.state()).toMatchObject({ stage: 'idle', fault: 'unreadable' });
    expect(asked).toEqual(['feed /talkmelder/latest.yml']);
    expect(readdirSync(cache)).toEqual([]);
  });

  it('that never ends is given up', async () => {
    answers = { 'latest.yml': silent };
    const { updates } = await install({ patience: { ...PATIENCE, feed: 50 } });
    expect(updates.state()).toMatchObject({ stage: 'idle', fault: 'unreachable' });
  });
});

describe('a download', () => {
  it.each<[string, () => Answer, string]>([
    ['damaged', () => send(Buffer.concat([INSTALLER.subarray(1), Buffer.from('x')])), 'damaged'],
    ['cut off', () => send(INSTALLER.subarray(0, 1_000)), 'unreachable'],
    ['longer than promised', () => send(Buffer.concat([INSTALLER, INSTALLER])), 'too-large'],
    ['without an end', () => endless, 'too-large'],
    ['a page', () => send('<html>not here any more</html>', 'text/html'), 'unreachable'],
    ['missing', () => (_request, response) => void response.writeHead(404).end(), 'unreachable'],
    ['on http', () => redirect(`${unencrypted}${NAME}`), 'redirected'],
    ['on another server', () => redirect(`${elsewhere}${NAME}`), 'redirected'],
    [
      'broken in the middle',
      () => (_request, response) => {
        response.writeHead(200, { 'content-length': INSTALLER.length });
        response.write(INSTALLER.subarray(0, 100_000), () => response.destroy());
      },
      'unreachable',
    ],
  ])('that is %s changes nothing', async (_what, answer, fault) => {
    answers = { 'latest.yml': send(feed()), [NAME]: answer() };
    const { updates, signatures } = await install();
    expect(updates.state()).toMatchObject({ stage: 'offered', version: '0.2.0', fault });
    expect(updates.atEnd()).toBe('nothing');
    expect(kept()).toEqual([]);
    expect(signatures).toEqual([]);
    expect(asked.filter((one) => !one.startsWith('feed '))).toEqual([]);
  });

  it('that is silent is given up', async () => {
    answers = { 'latest.yml': send(feed()), [NAME]: silent };
    const { updates } = await install({ patience: { ...PATIENCE, silence: 50 } });
    expect(updates.state()).toMatchObject({ stage: 'offered', fault: 'unreachable' });
    expect(kept()).toEqual([]);
  });

  it('that drips for ever is given up', async () => {
    const drip: Answer = (_request, response) => {
      response.writeHead(200);
      const timer = setInterval(() => (response.destroyed ? clearInterval(timer) : response.write('a')), 5);
    };
    answers = { 'latest.yml': send(feed()), [NAME]: drip };
    const { updates } = await install({ patience: { ...PATIENCE, download: 100 } });
    expect(updates.state()).toMatchObject({ stage: 'offered', fault: 'unreachable' });
    expect(kept()).toEqual([]);
  });

  it('that is not signed, or by other people, changes nothing', async () => {
    answers = { 'latest.yml': send(feed()), [NAME]: send(INSTALLER) };
    const { updates } = await install({ signature: 'the signature belongs to other people' });
    expect(updates.state()).toMatchObject({ stage: 'offered', fault: 'unsigned' });
    expect(updates.atEnd()).toBe('nothing');
    expect(kept()).toEqual([]);
  });

  it('succeeds after one that failed', async () => {
    answers = { 'latest.yml': send(feed()), [NAME]: send('half') };
    const { updates } = await install();
    answers[NAME] = send(INSTALLER);
    await updates.get();
    expect(updates.state()).toMatchObject({ stage: 'ready', fault: null });
  });

  it('is not of a file for another processor', async () => {
    const others = process.arch === 'x64' ? 'arm64' : 'x64';
    answers = { 'latest.yml': send(feed({ name: `Talkmelder-Setup-0.2.0-${others}.exe` })) };
    const { updates } = await install();
    expect(updates.state()).toMatchObject({ stage: 'idle', fault: 'unreadable' });
    expect(asked).toEqual(['feed /talkmelder/latest.yml']);
  });
});

describe('a place', () => {
  const github = new URL('https://github.com/example/talkmelder/releases/latest/download/');
  const own = new URL('https://updates.example.org:8443/talkmelder/');
  it.each([
    [own, 'https://updates.example.org:8443/other/latest.yml', true],
    [own, 'https://updates.example.org/talkmelder/latest.yml', false],
    [own, 'http://updates.example.org:8443/talkmelder/latest.yml', false],
    [own, 'https://updates.example.org.evil.example:8443/latest.yml', false],
    [own, 'https://objects.githubusercontent.com/latest.yml', false],
    [github, 'https://github.com/example/talkmelder/releases/download/v0.2.0/latest.yml', true],
    [github, 'https://release-assets.githubusercontent.com/x?sig=y', true],
    [github, 'https://githubusercontent.com.evil.example/x', false],
    [github, 'https://evilgithubusercontent.com/x', false],
    [github, 'http://objects.githubusercontent.com/x', false],
  ])('of the feed %s is trusted: %s %s', (feedPlace, place, expected) => {
    expect(isTrustedPlace(new URL(place), feedPlace)).toBe(expected);
  });
});

it('a feed with http is never asked', async () => {
  const files = createUpdateFiles(fetch, new URL(unencrypted), 'Talkmelder/0.1.0');
  await expect(files.text('latest.yml')).rejects.toThrow(UpdateFailed);
  expect(asked).toEqual([]);
});

it.each([
  ['win32', 'x64', 'latest.yml'],
  ['win32', 'arm64', 'latest.yml'],
  ['darwin', 'arm64', 'latest-mac.yml'],
  ['linux', 'x64', 'latest-linux.yml'],
  ['linux', 'arm64', 'latest-linux-arm64.yml'],
] as const)('on %s %s the feed is %s', (platform, processor, name) => {
  expect(feedOf(platform, processor)).toBe(name);
});

it('on Linux, only the version counts', async () => {
  answers = { [feedOf('linux', process.arch)]: send(feed({ name: 'talkmelder_0.2.0_amd64.deb' })) };
  const files = createUpdateFiles(fetch, folder, 'Talkmelder/0.1.0');
  const found = await findRelease(files, { platform: 'linux', processor: process.arch, version: '0.1.0' });
  expect(found?.version).toBe('0.2.0');
});

/** Squirrel.Mac as electron-updater uses it: it asks the address that it is given for a file, and keeps that. */
class FakeSquirrel extends EventEmitter {
  #feed: { url: string; headers: Record<string, string> } = { url: '', headers: {} };
  got = Buffer.alloc(0);
  refusedWithoutPassword = 0;
  setFeedURL(feed: { url: string; headers: Record<string, string> }): void {
    this.#feed = feed;
  }
  checkForUpdates(): void {
    void this.#get();
  }
  async #get(): Promise<void> {
    const { url, headers } = this.#feed;
    this.refusedWithoutPassword = (await fetch(url)).status;
    const { url: file } = (await (await fetch(url, { headers })).json()) as { url: string };
    this.got = Buffer.from(await (await fetch(file)).arrayBuffer());
    this.emit('update-downloaded');
  }
}

it('what was downloaded is erased, on macOS also what Squirrel.Mac has taken', () => {
  const place = mkdtempSync(join(tmpdir(), 'talkmelder-cache-'));
  const make = (name: string): void => {
    mkdirSync(join(place, name, 'pending'), { recursive: true });
    writeFileSync(join(place, name, 'pending', 'update.zip'), 'new');
  };
  for (const name of ['talkmelder-updater', 'de.talkmelder.app.ShipIt', 'org.example.other.ShipIt']) make(name);
  eraseUpdates(createFakeLogger(), 'win32', place);
  expect(readdirSync(place).sort()).toEqual(['de.talkmelder.app.ShipIt', 'org.example.other.ShipIt']);
  make('talkmelder-updater');
  eraseUpdates(createFakeLogger(), 'darwin', place);
  expect(readdirSync(place)).toEqual(['org.example.other.ShipIt']);
  // There may be nothing to erase.
  eraseUpdates(createFakeLogger(), 'darwin', place);
  rmSync(place, { recursive: true });
});

describe('on macOS', () => {
  const require = createRequire(import.meta.url);
  const ZIP = 'Talkmelder-0.2.0-universal-mac.zip';

  async function installOnMac() {
    const squirrel = new FakeSquirrel();
    const place = require.resolve('electron');
    const before = require.cache[place];
    require.cache[place] = { exports: { autoUpdater: squirrel } } as NodeJS.Module;
    try {
      const engine = await createEngine({
        app: { version: '0.1.0', cache, quit: () => {} },
        platform: 'darwin',
        processor: 'arm64',
        folder,
        files: createUpdateFiles(fetch, folder, 'Talkmelder/0.1.0'),
        publishers: [],
        signatureFault: async () => 'Windows alone is asked',
        log: createFakeLogger(),
      });
      return { engine, squirrel };
    } finally {
      if (before) require.cache[place] = before;
      else delete require.cache[place];
    }
  }

  it('Squirrel gets the whole file, over this computer alone and with a password', async () => {
    answers = { 'latest-mac.yml': send(feed({ name: ZIP })), [ZIP]: send(INSTALLER) };
    const { engine, squirrel } = await installOnMac();
    expect(await engine.find()).toMatchObject({ version: '0.2.0' });
    const taken = new Promise((done) => squirrel.once('update-downloaded', done));
    await engine.get(() => {});
    await taken;
    expect(squirrel.got.equals(INSTALLER)).toBe(true);
    expect(squirrel.refusedWithoutPassword).toBe(401);
    Reflect.get(engine.updater, 'server').closeAllConnections();
    Reflect.get(engine.updater, 'server').close();
  });

  it('Squirrel gets nothing of a damaged file', async () => {
    answers = { 'latest-mac.yml': send(feed({ name: ZIP })), [ZIP]: send(Buffer.alloc(INSTALLER.length)) };
    const { engine, squirrel } = await installOnMac();
    await engine.find();
    await expect(engine.get(() => {})).rejects.toMatchObject({ fault: 'damaged' });
    expect(squirrel.got).toHaveLength(0);
  });
});
