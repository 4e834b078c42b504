import * as v from 'valibot';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { calls } from '../../preload/contract.ts';
import { createFakeLogger, type FakeLogger } from '../../test/fakes/logger.ts';
import { ActionRefused, PinNeeded } from '../core/errors.ts';
import type { Handlers } from './register.ts';

type Listener = (event: object, input: unknown) => Promise<unknown>;

const listeners = vi.hoisted(() => new Map<string, Listener>());
vi.mock('electron', () => ({
  ipcMain: { handle: (channel: string, listener: Listener) => void listeners.set(channel, listener) },
}));
const { registerCalls } = await import('./register.ts');

const ORIGIN = 'app://talkmelder';
const SECRET = 'Treffpunkt um acht am Nordtor';
const window = { sender: { id: 1 }, senderFrame: { parent: null, origin: ORIGIN } };

const others = {
  wall: (id: number) => id === 2,
  alarm: (id: number) => id === 3,
  alarmSound: (id: number) => id === 4,
  call: (id: number) => id === 5,
};

let log: FakeLogger;
beforeEach(() => {
  log = createFakeLogger();
});

/** Registers a handler for the call without input that hides the window, and makes the call. */
function hideWith(hideWindow: () => void): Promise<unknown> | undefined {
  registerCalls({
    handlers: { hideWindow } as unknown as Handlers,
    origin: ORIGIN,
    owns: (id) => id === 1,
    others,
    checkPin: () => {},
    log,
  });
  return listeners.get('call:hideWindow')?.(window, undefined);
}

it.each<[string, () => void, RegExp]>([
  [
    'a bug',
    function buggy() {
      throw new TypeError('planted');
    },
    /^error call hideWindow failed: TypeError: planted\n {4}at .*buggy/,
  ],
  [
    'an odd value',
    () => v.parse(v.number(), SECRET),
    /^error call hideWindow failed: ValiError: unexpected shape at top\n {4}at /,
  ],
])('answers only that it is internal, and logs the call and the stack: %s', async (_name, handler, line) => {
  expect(await hideWith(handler)).toEqual({ ok: false, error: 'internal' });
  expect(log.lines).toEqual([expect.stringMatching(line)]);
  expect(log.lines.join()).not.toContain(SECRET);
});

it('logs an expected error by its code', async () => {
  const refuse = (): never => {
    throw new ActionRefused(SECRET);
  };
  expect(await hideWith(refuse)).toEqual({ ok: false, error: 'action-refused' });
  expect(log.lines).toEqual(['warn call hideWindow failed: action-refused']);
});

it('logs where an input does not fit, and never what it was', async () => {
  registerCalls({
    handlers: {} as unknown as Handlers,
    origin: ORIGIN,
    owns: () => true,
    others,
    checkPin: () => {},
    log,
  });
  const answer = await listeners.get('call:act')?.(window, { token: 7, action: SECRET });
  expect(answer).toEqual({ ok: false, error: 'internal' });
  expect(log.lines.join()).toMatch(/^error call act failed: ValiError: unexpected shape at \w+\n {4}at /);
  expect(log.lines.join()).not.toContain(SECRET);
});

it.each([
  ['the wall display', 2, ['getWall', 'endWall']],
  ['a card', 3, ['getAlarmCard', 'acknowledgeAlarms', 'openAlarm', 'shrinkAlarm']],
  ['the page with the sound of alarms', 4, ['getAlarmSound', 'tellAlarmSound']],
  ['the card of calls', 5, ['getCallCard', 'answerCall']],
])('lets %s make its own calls, and no others', async (_name, id, own) => {
  const handlers = Object.fromEntries(Object.keys(calls).map((name) => [name, () => undefined]));
  registerCalls({
    handlers: handlers as unknown as Handlers,
    origin: ORIGIN,
    owns: (one) => one === 1,
    others,
    checkPin: () => {},
    log,
  });
  const page = { sender: { id }, senderFrame: window.senderFrame };
  for (const name of Object.keys(calls)) await listeners.get(`call:${name}`)?.(page, undefined);
  const refused = log.lines.filter((line) => line.includes('refused: not our window'));
  const all = Object.keys(calls).filter((name) => !own.includes(name));
  expect(refused).toEqual(all.map((name) => `error call ${name} refused: not our window`));
});

it('answers a page that makes its own call', async () => {
  registerCalls({
    handlers: { endWall() {} } as unknown as Handlers,
    origin: ORIGIN,
    owns: () => false,
    others,
    checkPin: () => {},
    log,
  });
  const wall = { sender: { id: 2 }, senderFrame: window.senderFrame };
  expect(await listeners.get('call:endWall')?.(wall, undefined)).toEqual({ ok: true });
});

describe('the PIN of station mode', () => {
  /** Makes a call that the PIN would stop; returns whether its handler ran. */
  async function passes(name: keyof typeof calls, input?: unknown): Promise<boolean> {
    let ran = false;
    const handlers = {
      [name]: () => {
        ran = true;
      },
    } as unknown as Handlers;
    const checkPin = () => {
      throw new PinNeeded('the PIN has not been typed');
    };
    registerCalls({ handlers, origin: ORIGIN, owns: (id) => id === 1, others, checkPin, log });
    const answer = await listeners.get(`call:${name}`)?.(window, input);
    if (!ran) expect(answer).toEqual({ ok: false, error: 'pin-needed' });
    return ran;
  }
  const token = 'abc123.0123456789ab';
  const rule = { keywords: [], senders: [] };

  it.each<[keyof typeof calls, unknown]>([
    ['changeSettings', { station: false }],
    ['changeSettings', { filter: 'all', sound: false }],
    ['mayChangeSettings', undefined],
    ['choosePin', { pin: null }],
    ['getUpdate', undefined],
    ['installUpdate', undefined],
    ['addAccount', undefined],
    ['disconnect', { account: 'one' }],
    ['declareAlarm', { token, rule }],
    ['undeclareAlarm', { token }],
    ['chooseConversationSound', { token, sound: null }],
    ['chooseAccountSound', { account: 'one', sound: 'bell' }],
    ['exportSettings', undefined],
    ['importSettings', undefined],
    ['undoImport', undefined],
    ['quit', undefined],
  ])('is needed for %s %j', async (name, input) => {
    expect(await passes(name, input)).toBe(false);
  });

  it.each<[keyof typeof calls, unknown]>([
    ['changeSettings', { filter: 'unread' }],
    ['changeSettings', { textSize: 150 }],
    ['acknowledgeAlarms', { ids: ['probe/1'], by: 'window' }],
    ['openAlarm', { id: 'probe/1' }],
    ['acknowledgeBlindness', undefined],
    ['openConversation', { token }],
    ['joinCall', { token }],
    ['reply', { token, text: 'Ja', id: '0'.repeat(64) }],
    ['act', { token, action: { kind: 'mark-read' } }],
    ['signInAgain', { account: 'one' }],
    ['enterPin', { pin: '2468' }],
  ])('is not needed for %s %j', async (name, input) => {
    expect(await passes(name, input)).toBe(true);
  });
});
