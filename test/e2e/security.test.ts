import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ErrorCode } from '../../main/core/model/error-code.ts';
import { named } from './only-account.ts';
import { openStation, type StationPc } from './station.ts';
import { writtenFiles } from './written-files.ts';

let pc: StationPc;
beforeAll(async () => {
  pc = await openStation();
  await pc.signIn();
});
afterAll(() => pc.stop());

const BRIDGE = [
  'acknowledgeAlarms',
  'acknowledgeBlindness',
  'act',
  'actLater',
  'actOnCompanion',
  'addAccount',
  'answerCall',
  'answering',
  'cancelFiles',
  'cancelSignIn',
  'changeSettings',
  'chooseAccountSound',
  'chooseConversationSound',
  'chooseFiles',
  'choosePin',
  'chooseSignInMethod',
  'copyDiagnostics',
  'copyLink',
  'copyLoginLink',
  'copyReport',
  'decideUndo',
  'declareAlarm',
  'disconnect',
  'endUnopened',
  'endWall',
  'endWelcome',
  'enterPin',
  'exportSettings',
  'getAlarmCard',
  'getAlarmLog',
  'getAlarmSound',
  'getCallCard',
  'getCompanions',
  'getDiagnostics',
  'getOwnStatus',
  'getState',
  'getUpdate',
  'getWall',
  'hideWindow',
  'importSettings',
  'installUpdate',
  'joinCall',
  'keepDraft',
  'knowUpdates',
  'lookForUpdate',
  'markAllRead',
  'mayChangeSettings',
  'onAlarm',
  'onCall',
  'onCompanions',
  'onDoctor',
  'onOffered',
  'onState',
  'onWall',
  'onWish',
  'openAlarm',
  'openAttachment',
  'openConversation',
  'openReply',
  'openTalk',
  'openUpdatePage',
  'pause',
  'pauseFiles',
  'playSound',
  'previewAlarm',
  'quit',
  'refresh',
  'reopenLoginPage',
  'reply',
  'resumeFiles',
  'runDoctor',
  'saveAlarmLog',
  'saveAttachment',
  'seeUpdate',
  'sendFiles',
  'setOwnStatus',
  'showAccount',
  'shrinkAlarm',
  'signIn',
  'signInAgain',
  'signInAtNewAddress',
  'signInWithAppPassword',
  'startWall',
  'stepBackInSignIn',
  'takeWish',
  'tellAlarmSound',
  'testAlarm',
  'testAlarmSound',
  'testNotification',
  'undeclareAlarm',
  'undoImport',
  'unpause',
];

it('gives the window its calls and listeners, and nothing of Node or Electron', async () => {
  const page = await pc.app.window();
  const found = await page.evaluate(() => ({
    bridge: Object.keys(window.talkmelder).sort(),
    leaks: ['require', 'process', 'module', 'Buffer', 'ipcRenderer', 'electron', 'global'].filter(
      (name) => name in window,
    ),
  }));
  expect(found).toEqual({ bridge: BRIDGE, leaks: [] });
});

it.each<[string, (known: string) => unknown, ErrorCode?]>([
  ['a conversation that is not in the list', (known) => ({ token: known.replace(/^\w+/, 'unknown1') })],
  [
    'a conversation of an unknown account',
    (known) => ({ token: known.replace(/\w+$/, '0123456789ab') }),
    'session-ended',
  ],
  ['a path instead of a token', () => ({ token: '../../etc' })],
  ['an address', () => ({ token: 'https://evil.example/' })],
  ['a surplus key', (known) => ({ token: known, url: 'https://evil.example/' })],
  ['nothing', () => undefined],
  ['a number', () => 7],
])('refuses to open %s', async (_name, inputFor, error = 'internal') => {
  const page = await pc.app.window();
  const input = inputFor(await named(page, pc.rooms.kantine));
  const before = await pc.app.opened();
  const answer = await page.evaluate((value) => window.talkmelder.openConversation(value as { token: string }), input);
  expect(answer).toEqual({ ok: false, error });
  expect(await pc.app.opened()).toEqual(before);
});

it('opens a conversation from the list on its own server', async () => {
  const page = await pc.app.window();
  const token = await named(page, pc.rooms.kantine);
  expect(await page.evaluate((known) => window.talkmelder.openConversation({ token: known }), token)).toMatchObject({
    ok: true,
  });
  expect((await pc.app.opened()).at(-1)).toBe(`${pc.nextcloud.url}/call/${pc.rooms.kantine}`);
});

it('navigates nowhere, opens no windows, and loads nothing from other origins', async () => {
  const page = await pc.app.window();
  const before = page.url();
  const outcome = await page.evaluate(async (elsewhere) => {
    const opened = window.open(elsewhere);
    location.href = elsewhere;
    const image = new Image();
    const loaded = new Promise((resolve) => {
      image.onload = () => resolve('loaded');
      image.onerror = () => resolve('refused');
    });
    image.src = `${elsewhere}/index.php/avatar/bob/64`;
    const fetched = await fetch(`${elsewhere}/status.php`).then(
      () => 'loaded',
      () => 'refused',
    );
    return { opened: opened !== null && !opened.closed, image: await loaded, fetched };
  }, pc.nextcloud.url);
  expect(outcome).toEqual({ opened: false, image: 'refused', fetched: 'refused' });
  expect(page.url()).toBe(before);
});

it('keeps the app password out of every file, the log, the window and the output', async () => {
  const page = await pc.app.window();
  const text = 'Ein Satz, den nur die Gruppe kennt';
  pc.nextcloud.control.send('bob', pc.rooms.einsatzgruppe, text);
  await pc.refresh();
  await pc.app.notifications.waitFor((list) => list.length > 0);
  const [secret] = pc.nextcloud.control.appPasswords('alice').map(({ password }) => password);
  if (!secret) throw new Error('no app password');
  const places = new Map(
    [...writtenFiles(pc.app.userData)].map(([path, content]) => [path, content.toString('latin1')]),
  );
  expect([...places.keys()].some((file) => file.endsWith('talkmelder.log'))).toBe(true);
  places.set('output', pc.app.output());
  places.set(
    'window',
    await page.evaluate(
      async () => JSON.stringify(await window.talkmelder.getState()) + document.documentElement.outerHTML,
    ),
  );
  const encoded = Buffer.from(`alice:${secret}`).toString('base64');
  for (const [place, content] of places) {
    expect(content.includes(secret) || content.includes(encoded), `the app password is in ${place}`).toBe(false);
    if (place !== 'window') expect(content.includes(text), `a message is in ${place}`).toBe(false);
  }
});
