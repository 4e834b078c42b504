import { beforeEach, describe, expect, it } from 'vitest';
import { setUp, unread } from '../../test/fakes/announcing.ts';
import { createFakeClock, type FakeClock } from '../../test/fakes/clock.ts';
import { createFakeLogger, type FakeLogger } from '../../test/fakes/logger.ts';
import { createFakeOpener } from '../../test/fakes/opener.ts';
import { room } from '../../test/fakes/rooms.ts';
import { createFakeSecrets } from '../../test/fakes/stores.ts';
import { createSurroundings, until } from '../../test/fakes/surroundings.ts';
import { createFarewell } from './accounts/farewell.ts';
import { createPictureCache } from './accounts/pictures.ts';
import { createProfileWatch } from './accounts/profile-watch.ts';
import { createReplies } from './accounts/quick-replies.ts';
import { createRemoteWipe } from './accounts/remote-wipe.ts';
import { createReplyMemories } from './accounts/reply-memories.ts';
import { createReplyMemory } from './accounts/reply-memory.ts';
import { createRevocations } from './accounts/revocations.ts';
import { createAccountSecrets } from './accounts/secrets.ts';
import { createLines } from './doctor/lines.ts';
import { words } from './i18n/index.ts';
import { createListeners } from './listeners.ts';
import { type Client, createClient } from './nextcloud/client.ts';
import { createPush } from './nextcloud/push.ts';
import { createChatTroubles } from './notify/chat-troubles.ts';
import { createCursorStore } from './notify/cursors.ts';
import { createSecondOpinion } from './notify/second-opinion.ts';
import { createThreads } from './notify/threads.ts';
import { NO_POLICY, type Policy } from './settings/policy.ts';
import { startSignIn } from './sign-in/browser-flow.ts';
import { createTalkmelder } from './talkmelder.ts';

const SERVER = 'https://cloud.example.org';
const SECRET = { server: SERVER, loginName: 'alice', appPassword: 'geheim' };
const about = { userAgent: 'test', language: () => 'de' };

/** An error that core does not know. Its message quotes what no log may contain. */
function planted(): never {
  throw new TypeError("planted: 'Treffpunkt am Nordtor'");
}
const rejects = async (): Promise<never> => planted();
const STACK = String.raw`TypeError: planted\n {4}at (?:Object\.)?planted (?:\[as \w+\] )?\(.+logged-faults\.test\.ts:\d+:\d+\)`;

let clock: FakeClock;
let log: FakeLogger;
let client: Client;
beforeEach(() => {
  clock = createFakeClock();
  log = createFakeLogger();
  const real = createClient({ server: SERVER, fetch: rejects, clock, log, ...about });
  client = { ...real, request: rejects, ocs: rejects, download: rejects };
});

/** Exactly one entry names the place and has the stack, and none quotes the message. */
async function expectLogged(place: string, lines = log.lines): Promise<void> {
  const line = expect.stringMatching(new RegExp(`^(?:(?:warn|error) )?${place}: ${STACK}`));
  await expect.poll(() => lines.filter((one) => one.includes('TypeError'))).toEqual([line]);
  expect(lines.join()).not.toContain('Nordtor');
}

describe('an unknown error is logged once with its stack', () => {
  it('in the request of a client, which reports an unreachable server', async () => {
    const broken = createClient({ server: SERVER, fetch: rejects, clock, log, ...about });
    await expect(broken.request(`${SERVER}/status.php`)).rejects.toMatchObject({ code: 'unreachable' });
    await expectLogged('get /status.php failed');
  });

  it('in the profile', async () => {
    createProfileWatch({ api: { profile: rejects }, clock, log, first: null, onProfile: () => {} }).synced('a');
    await expectLogged('profile');
  });

  it('before a quick reply, which opens without messages', async () => {
    const replies = createReplies({
      api: { lastMessages: rejects, messagesAfter: rejects, send: rejects },
      memory: createReplyMemory(() => {}),
      room: (token) => room(token),
      isTroubled: () => false,
      say: words('de'),
      log,
      patience: async () => {},
      onSent: () => {},
      onClosed: () => {},
    });
    expect(await replies.open('gruppe')).toEqual({ messages: [], empty: 'not-loaded', draft: '' });
    await expectLogged('messages before a reply');
  });

  it('in a picture', async () => {
    expect(await createPictureCache(clock, log, () => true)('a', rejects)).toBeNull();
    await expectLogged('picture');
  });

  it('in the drafts of an earlier run', async () => {
    const store = { read: rejects, write: async () => true, remove: () => true };
    createReplyMemories(log, store).open('alice', true);
    await expectLogged('drafts cannot be restored');
  });

  it('at the end of the app, which ends all the same', async () => {
    let quits = 0;
    createFarewell({
      clock,
      log,
      sending: () => [],
      files: { sending: () => [], unsent: () => 0, pasted: () => 0, drop: async () => {} },
      acting: () => [],
      saving: () => [],
      lostDrafts: () => 1,
      ask: rejects,
      onRefused: () => {},
      quit() {
        quits += 1;
      },
      onChange: () => {},
    }).mayEnd();
    await expectLogged('the app ends without asking');
    expect(quits).toBe(1);
  });

  it('in the question whether the server wants a wipe', async () => {
    const wipe = createRemoteWipe({ client, appPassword: 'geheim', log, onWipe: async () => true });
    await wipe.sessionEnded();
    await expectLogged('remote wipe');
  });

  it('in a revocation', async () => {
    const revocations = createRevocations({ policy: { checkServer: planted }, fetch: rejects, clock, log, ...about });
    expect(await revocations.revoke(SECRET)).toBe('left');
    await expectLogged('not revoked');
  });

  it.each([
    ['keep', 'the app password cannot be kept'],
    ['bind', 'an app password cannot be bound to its server yet'],
    ['drop', 'an old app password stays in the keychain'],
  ] as const)('in the keychain: %s', async (action, place) => {
    const secrets = { ...createFakeSecrets(), write: rejects, rebind: rejects, remove: rejects };
    await createAccountSecrets({ secrets, log })[action]('alice', SECRET);
    await expectLogged(place);
  });

  it('in a check of the doctor, which says that it is broken', async () => {
    const { add, all } = createLines(clock, log, () => {});
    void add('server', [], planted);
    await expectLogged('doctor: server broke off');
    await expect(Promise.all(await all())).resolves.toMatchObject([{ message: 'doctor.broken' }]);
  });

  it('in push', async () => {
    const push = createPush({ client, clock, log, openSocket: planted, onWake: () => {}, onLive: () => {} });
    push.use({ preAuth: `${SERVER}/pre`, websocket: 'wss://cloud.example.org/push' });
    await expectLogged('push');
    push.stop();
  });

  it('in a listener', async () => {
    const listeners = createListeners<string>(log);
    listeners.subscribe(planted);
    listeners.tell('x');
    await expectLogged('a listener failed');
  });

  it("in a conversation's messages, in threads, and in the server's own notifications", async () => {
    const lines: string[] = [];
    const onTrouble = (_token: string, kind: string): void => void lines.push(kind);
    createChatTroubles(clock, (token, kind) => onTrouble(token, `messages: ${kind}`)).note('a', await caught());
    await expectLogged('messages', lines);
    lines.length = 0;
    await createThreads({
      api: { followedThreads: rejects, threadLevel: rejects },
      clock,
      notify: () => 'talk',
      onTrouble,
    }).refresh();
    await expectLogged('threads', lines);
    lines.length = 0;
    const { settings } = createSurroundings();
    await createSecondOpinion({
      api: { list: rejects, existing: rejects, upcomingReminders: rejects },
      clock,
      store: createCursorStore(settings, 'alice').notices,
      offers: () => true,
      has: () => false,
      serverNow: () => 0,
      isWell: () => true,
      onMessages: async () => [],
      onOwn: async () => [],
      onGone: () => {},
      onCallGone: () => {},
      onTrouble: (kind) => onTrouble('', kind),
    }).listed({ full: true, unexplained: true, live: false, callRings: false });
    await expectLogged('notifications', lines);
  });

  it('in the status of the user, which counts as available', async () => {
    const { announcer, api, troubles, bodies } = setUp();
    api.isDoNotDisturb = rejects;
    await announcer.announce([room('tok')], false);
    await announcer.announce([unread(11)], false);
    expect(bodies()).toHaveLength(1);
    await expectLogged('–', troubles);
  });
});

describe('a sign-in says that the error is internal and logs its stack', () => {
  const start = (policy: Policy = NO_POLICY) => {
    const ports = { ...createSurroundings(), clock, log };
    return createTalkmelder(ports, { userAgent: 'test', locale: 'de', presetServer: '', policy });
  };
  const failure = { phase: { kind: 'signed-out', error: 'internal' } };

  it('at the address', async () => {
    const talkmelder = start({ ...NO_POLICY, checkServer: planted });
    talkmelder.signIn(SERVER);
    expect(talkmelder.state()).toMatchObject(failure);
    await expectLogged('sign-in');
  });

  it('at the server', async () => {
    const talkmelder = start();
    clock.after = planted;
    talkmelder.signIn(SERVER);
    expect(await until(talkmelder, ({ phase }) => phase.kind === 'signed-out' && phase.error !== null)).toMatchObject(
      failure,
    );
    await expectLogged('sign-in');
  });

  it('at the page in the browser', async () => {
    const states: unknown[] = [];
    startSignIn({
      client,
      clock,
      log,
      opener: createFakeOpener(),
      openWith: () => 'system',
      onChange: (state) => void states.push(state),
      onUnwanted: async () => {},
    });
    await expectLogged('sign-in');
    expect(states).toEqual([{ step: 'failed', error: 'internal', detail: null }]);
  });
});

it('in the keychain of a known account, which comes back later', async () => {
  const ports = { ...createSurroundings(), clock, log };
  const record = {
    server: SERVER,
    loginName: 'alice',
    userId: 'alice',
    displayName: 'Alice',
    colour: null,
    indexPhp: true,
  };
  ports.settings.write('accounts', { 'alice@cloud.example.org': record });
  ports.secrets.read = rejects;
  const talkmelder = createTalkmelder(ports, { userAgent: 'test', locale: 'de', presetServer: '' });
  await talkmelder.start();
  await expectLogged('the keychain cannot be read');
  talkmelder.stop();
});

const caught = (): Promise<unknown> => rejects().catch((error: unknown) => error);
