import { beforeEach, expect } from 'vitest';
import type { Connected } from '../../main/core/model/connected.ts';
import type { Fetch } from '../../main/core/ports.ts';
import { group, named, nextcloud, ports, talkmelder, usePc } from '../fakes/pc.ts';

/*
 * What the tests of this folder ask of the PC of `fakes/pc.ts`: what its window shows, what has rung, and what was asked
 * of whom. "Einsatzgruppe 1" is the one that something is wrong with; `other` is all right.
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

/** Tokens of the conversations that have rung, in order; a notification of the account itself is none. */
export const rang = (): string[] =>
  ports.notifier.asked.flatMap(({ token }) => (token === null ? [] : (token.split('.')[0] ?? '')));

/** What has rung in a conversation. */
export const textsIn = (token: string): string[] =>
  ports.notifier.asked.filter((one) => one.token === named(token)).map(({ body }) => body.replace(/^Bob Böhm: /, ''));

/** What is told of the account and not of a conversation, as it stands on the screen. */
export const notices = (): string[] =>
  [...ports.notifier.visible.values()].flatMap(({ token, body }) => (token === null ? body : []));

let underWay = 0;

/** To be called once in a test file, in place of `usePc`. */
export function useStationPc(): void {
  usePc();
  beforeEach(() => {
    underWay = 0;
    ports.fetch = counted(ports.fetch);
  });
}

/** A conversation that nothing is wrong with: "Wache 2". */
export let wache = '';

/** As `useStationPc`; "Wache 2" is there, and everything has been read. */
export function useStationWithOther(): void {
  useStationPc();
  beforeEach(() => {
    wache = other();
    readAll();
  });
}

/** The app gets an answer when all of it is there, so that time can stand still for as long as something is under way. */
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

/** What is under way longer than this hangs: only time ends it. */
const MOST_TURNS = 2_000;

async function settled(): Promise<void> {
  let quiet = 0;
  for (let turn = 0; turn < MOST_TURNS && quiet < 5; turn += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    quiet = underWay === 0 ? quiet + 1 : 0;
  }
}

/** Lets time pass, second by second, until what is looked at is as wanted. */
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

/** Of a long time, nothing is looked at between. */
const STEP_S = 10;

/** Lets time pass, and what happens in it be done. */
export async function pass(seconds: number): Promise<void> {
  const step = seconds > 10 * STEP_S ? STEP_S : 1;
  for (let passed = 0; passed < seconds; passed += step) {
    await settled();
    await ports.clock.advance(step * 1_000);
  }
  await settled();
}

/** Resolves when exactly this has rung in a conversation. */
export const expectRang = (token: string, texts: readonly string[]) => eventually(() => textsIn(token)).toEqual(texts);

/** How often something was asked of the server, and answered. */
export const asked = (path: RegExp, method = 'GET'): number =>
  nextcloud.control.requests.filter((one) => one.method === method && path.test(one.path) && one.status > 0).length;

/** So many lists come; what the last but one has set off is over then. */
export async function polls(count: number): Promise<void> {
  for (let left = count; left > 0; left -= 1) {
    const before = asked(LIST);
    await eventually(() => asked(LIST) > before).toBe(true);
  }
}

/** Bob writes; several messages at once are more than the list alone tells. */
export function write(token: string, ...texts: string[]): void {
  for (const text of texts) nextcloud.control.send('bob', token, text);
}

/** Adds a conversation that rings always. */
export function other(name = 'Wache 2'): string {
  const about = { type: 'group' as const, name, members: ['bob', 'alice'] };
  const token = nextcloud.control.addRoom({ ...about, notificationLevel: 1 });
  nextcloud.control.markRead('alice', token);
  return token;
}

/** Everything of "Einsatzgruppe 1" has been read. */
export const readAll = (): void => nextcloud.control.markRead('alice', group);
