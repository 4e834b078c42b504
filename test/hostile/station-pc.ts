import { beforeEach, expect } from 'vitest';
import type { Connected } from '../../main/core/model/connected.ts';
import type { Fetch } from '../../main/core/ports.ts';
import { accountId, group, named, nextcloud, ports, restart, signIn, talkmelder, usePc } from '../fakes/pc.ts';

/*
 * Helpers for the tests of this folder around the PC of `fakes/pc.ts`: what its window shows, what has rung, and which
 * requests went out. The faults hit "Einsatzgruppe 1"; `other` adds a healthy conversation.
 */

export const LIST = /\/api\/v4\/room$/;
export const chatOf = (token: string): RegExp => new RegExp(`/api/v1/chat/${token}$`);

export function shown(): Connected {
  const { phase } = talkmelder.state();
  if (phase.kind !== 'connected') throw new Error(`the window shows ${phase.kind}`);
  return phase;
}

export const row = (token: string) => shown().conversations?.find((one) => one.token === named(token));
export const state = () => shown().connection.state;
export const trouble = () => shown().connection.error;

/** Returns the tokens of the conversations that have rung, in order, without notices about the account. */
export const rang = (): string[] =>
  ports.notifier.asked.flatMap(({ token }) => (token === null ? [] : (token.split('.')[0] ?? '')));

/** Returns the texts that have rung in a conversation. */
export const textsIn = (token: string): string[] =>
  ports.notifier.asked.filter((one) => one.token === named(token)).map(({ body }) => body.replace(/^Bob Böhm: /, ''));

/** Returns the notices on the screen that are about the account and not about a conversation. */
export const notices = (): string[] =>
  [...ports.notifier.visible.values()].flatMap(({ token, body }) => (token === null ? body : []));

let underWay = 0;

/** Call once in a test file, in place of `usePc`. */
export function useStationPc(): void {
  usePc();
  beforeEach(() => {
    underWay = 0;
    ports.fetch = counted(ports.fetch);
  });
}

/** A healthy conversation: "Wache 2". */
export let wache = '';

/** Like `useStationPc`, with "Wache 2" added and everything read. */
export function useStationWithOther(): void {
  useStationPc();
  beforeEach(() => {
    wache = other();
    readAll();
  });
}

/** Hands the app an answer only when it is complete, so that time can stand still while a request is running. */
const counted =
  (fetch: Fetch): Fetch =>
  async (input, init) => {
    underWay += 1;
    try {
      const response = await fetch(input, init);
      const body = await response.arrayBuffer();
      const { status, headers } = response;
      return new Response(body.byteLength === 0 ? null : body, { status, headers });
    } finally {
      underWay -= 1;
    }
  };

/** A request that runs longer than this many turns hangs, and only time ends it. */
const MOST_TURNS = 2_000;

async function settled(): Promise<void> {
  let quiet = 0;
  for (let turn = 0; turn < MOST_TURNS && quiet < 5; turn += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    quiet = underWay === 0 ? quiet + 1 : 0;
  }
}

/** Lets time pass, second by second, until the expectation holds. */
export const eventually = <T>(look: () => T) =>
  expect.poll(
    async () => {
      await settled();
      await ports.clock.advance(1_000);
      await settled();
      return look();
    },
    { interval: 1 },
  );

/** Long waits pass in steps of this many seconds. */
const STEP_S = 10;

/** Lets time pass, and waits until the work it triggers is done. */
export async function pass(seconds: number): Promise<void> {
  const step = seconds > 10 * STEP_S ? STEP_S : 1;
  for (let passed = 0; passed < seconds; passed += step) {
    await settled();
    await ports.clock.advance(step * 1_000);
  }
  await settled();
}

/** Resolves when exactly these texts have rung in a conversation. */
export const expectRang = (token: string, texts: readonly string[]) => eventually(() => textsIn(token)).toEqual(texts);

/** Returns how many requests to this path the server has answered. */
export const asked = (path: RegExp, method = 'GET'): number =>
  nextcloud.control.requests.filter((one) => one.method === method && path.test(one.path) && one.status > 0).length;

/** Waits for this many lists. The work that the last but one triggered is done then. */
export async function polls(count: number): Promise<void> {
  for (let left = count; left > 0; left -= 1) {
    const before = asked(LIST);
    await eventually(() => asked(LIST) > before).toBe(true);
  }
}

/** Sends messages from Bob. The list alone shows only the last of several. */
export function write(token: string, ...texts: string[]): void {
  for (const text of texts) nextcloud.control.send('bob', token, text);
}

/** Adds a conversation that always rings. */
export function other(name = 'Wache 2'): string {
  const about = { type: 'group' as const, name, members: ['bob', 'alice'] };
  const token = nextcloud.control.addRoom({ ...about, notificationLevel: 1 });
  nextcloud.control.markRead('alice', token);
  return token;
}

/** Marks everything in "Einsatzgruppe 1" as read. */
export const readAll = (): void => nextcloud.control.markRead('alice', group);

/** Signs in, declares "Einsatzgruppe 1" as an alarm conversation, and starts again. */
export async function withAlarms(push: 'on' | 'off' = 'on'): Promise<void> {
  nextcloud.control.setPush(push);
  await signIn();
  const id = accountId();
  await restart(() =>
    ports.settings.write(`alarm-conversations/${id}`, { chosen: [[group, { keywords: [], senders: [] }]] }),
  );
  await eventually(state).toBe(push === 'on' ? 'live' : 'polling');
}
