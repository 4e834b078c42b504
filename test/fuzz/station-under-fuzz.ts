import { expect } from 'vitest';
import { accountIdOf } from '../../main/core/accounts/records.ts';
import type { MessageId } from '../../main/core/model/message-id.ts';
import { wholeNumber } from '../../main/core/nextcloud/fields.ts';
import type { Message, Room } from '../../main/core/nextcloud/schemas.ts';
import { message, room } from '../fakes/rooms.ts';
import { createSurroundings, startTalkmelder } from '../fakes/surroundings.ts';
import { type HttpAnswer, SERVER, type Target, targetOf } from './answer.ts';
import { ocs } from './bystanders.ts';
import { createMemoryServer } from './memory-server.ts';

/** After this time the user may refresh after the end of the session, and the app polls by itself. */
const LATER_MS = 31_000;
/** Longer than the app waits for missing messages. */
const PATIENCE_MS = 4_000;
const ID = accountIdOf(SERVER, 'alice');

/** The list shows everything of this one; the app fetches the messages of the others. */
const LEFT = room('left', { unreadMessages: 1, lastReadMessage: 1, lastMessage: message(700) });
const RIGHT = room('right', { unreadMessages: 2, lastReadMessage: 1, lastMessage: message(801) });
const OWN = room('own', { unreadMessages: 2, lastReadMessage: 1, lastMessage: message(243) });
const ROOMS: readonly Room[] = [LEFT, RIGHT, OWN];
const MESSAGES: Readonly<Record<string, readonly Message[]>> = {
  left: [message(700)],
  right: [message(800), message(801)],
  own: [message(242), message(243)],
};
/** The conversations before any new message. */
const QUIET = ROOMS.map((one) => ({ ...one, unreadMessages: 0, lastReadMessage: 1, lastMessage: message(1) }));
const MARKER = room('marker', { unreadMessages: 1, lastReadMessage: 1, lastMessage: message(900) });
const NOTHING_NEW: HttpAnswer = { status: 304, headers: {}, body: '' };

/** `held back`: the answer says "do not disturb". */
export type StationVerdict = 'at once' | 'with the next good answer' | 'held back';

/** The requests of a signed-in station. */
const OF_STATION: ReadonlySet<Target> = new Set(['rooms', 'chat', 'capabilities', 'user', 'user-status', 'pre-auth']);
export const isOfStation = (target: Target): boolean => OF_STATION.has(target);

/** Returns the answer to mutate, with the station's own conversations if the target has any. */
export function withStation(target: Target, answer: HttpAnswer): HttpAnswer {
  const own = target === 'rooms' ? ROOMS : target === 'chat' ? MESSAGES.own : undefined;
  const data = own && answer.status === 200 ? dataOf(answer) : undefined;
  if (!own || !Array.isArray(data)) return answer;
  const [first] = data;
  // In the chat, a foreign message is older than the new ones: the app must read it, but it must never ring.
  const strange = target === 'chat' && first ? { ...first, id: 1 } : first;
  return { ...answer, body: ocs([...(strange ? [strange] : []), ...own]).body };
}

function envelopeOf({ body }: HttpAnswer): { meta?: unknown; data?: unknown } {
  try {
    // The app also reads the text without a byte order mark.
    const text = new TextDecoder().decode(typeof body === 'string' ? new TextEncoder().encode(body) : body);
    return (JSON.parse(text) as { ocs: object }).ocs;
  } catch {
    return {};
  }
}
const dataOf = (answer: HttpAnswer): unknown => envelopeOf(answer)?.data;
const isRight = ({ status }: HttpAnswer): boolean => status === 200 || status === 201;

const elementsOf = (answer: HttpAnswer): unknown[] => {
  const data = isRight(answer) ? dataOf(answer) : null;
  return typeof data === 'object' && data !== null ? Object.values(data) : [];
};

/** Returns whether everything odd is inside the elements of the list or in the headers. */
const isOddInside = (answer: HttpAnswer): boolean =>
  isRight(answer) && Array.isArray(dataOf(answer)) && isSame(envelopeOf(answer)?.meta, envelopeOf(ocs([]))?.meta);

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Returns the effect of the mutation on one element: unchanged, missing, changed or repeated. */
function fateOf(elements: readonly unknown[], isIt: (element: unknown) => boolean, original: unknown): Fate {
  const told = elements.filter(isIt);
  if (told.length === 0) return 'absent';
  return told.length === 1 && isSame(told[0], original) ? 'intact' : 'changed';
}
type Fate = 'intact' | 'absent' | 'changed';

const field = (element: unknown, name: string): unknown =>
  typeof element === 'object' && element !== null ? (element as Record<string, unknown>)[name] : undefined;

/**
 * Runs a station with one account on a server with one mutated answer of any kind. Everything that the mutation has not
 * changed must ring exactly once, at once or with the next good answer, and the station must work from then on.
 * @throws for the first deviation
 */
export async function judgeByStation(
  target: Target,
  mutated: HttpAnswer,
  rightAnswer: (target: Target) => HttpAnswer,
): Promise<StationVerdict> {
  const server = createMemoryServer();
  for (const asked of ['user', 'capabilities', 'pre-auth'] as const) server.answer(asked, rightAnswer(asked));
  server.answer('user-status', ocs({ status: 'online' }));
  let list: readonly unknown[] = QUIET;
  let isMutated = false;
  const isOften = target !== 'rooms' && target !== 'chat';

  function answerTo(method: string, url: string): HttpAnswer | null {
    const asked = targetOf(method, url);
    const { pathname } = new URL(url);
    const token = pathname.split('/').at(-1) ?? '';
    if (asked === target && isMutated && (asked !== 'chat' || token === 'own')) return mutated;
    if (asked === 'rooms') return ocs(list);
    if (asked !== 'chat') return null;
    const messages = list === QUIET ? undefined : MESSAGES[token];
    return messages ? ocs(messages) : NOTHING_NEW;
  }

  const ports = createSurroundings();
  const { clock, notifier, settings, secrets } = ports;
  const talkmelder = startTalkmelder(
    {
      ...ports,
      async fetch(input, init) {
        const request = input instanceof Request ? input : new Request(input, init);
        const answer = answerTo(request.method, request.url);
        if (answer === null) return server.fetch(input, init);
        const { status, headers, body } = answer;
        return new Response(status === 204 || status === 304 ? null : (body as BodyInit), { status, headers });
      },
      openSocket: () => ({ send: () => undefined, close: () => undefined }),
    },
    'de-DE',
  );
  const record = { server: SERVER, loginName: 'alice', displayName: 'Alice', colour: null, indexPhp: false };
  settings.write('accounts', { [ID]: record });
  secrets.secrets.set(ID, 'secret');
  const cursors = Object.fromEntries(ROOMS.map(({ token }) => [token, { message: 1, call: 0 }]));
  settings.write(`cursors/${ID}`, { conversations: cursors });

  /** Returns the notifications so far, each as often as it rang, for example `left/700`. */
  const rung = (): string[] =>
    notifier.asked.flatMap(({ key, token }) => (token === null ? [] : key.split('/').slice(1).join('/')));
  const times = (key: string): number => rung().filter((one) => one === key).length;

  async function refresh(): Promise<void> {
    await clock.advance(LATER_MS);
    talkmelder.refresh();
    await clock.advance(PATIENCE_MS);
  }

  try {
    isMutated = isOften;
    await talkmelder.start();
    await clock.advance(PATIENCE_MS);
    expect(rung()).toEqual([]);
    list = ROOMS;
    isMutated = true;
    await refresh();
    const before = rung();
    expect(before.length).toBe(new Set(before).size);
    const isHeldBack = target === 'user-status' && before.length === 0 && field(dataOf(mutated), 'status') === 'dnd';
    isMutated = false;
    await refresh();
    list = [...ROOMS, MARKER];
    await refresh();
    const { phase } = talkmelder.state();
    expect(phase.kind === 'connected' ? phase.connection.error : phase.kind).toBeNull();
    expect(times('marker/900')).toBe(1);
    expect(rung().length).toBe(new Set(rung()).size);
    if (isHeldBack) return 'held back';
    // An odd envelope may cost the whole answer, an odd element only itself.
    if ((target === 'rooms' || target === 'chat') && isOddInside(mutated))
      for (const [key, fate] of fates()) {
        const isTold = before.includes(key) || before.includes(key.replace(/\d+$/, '+'));
        if (fate === 'intact') expect([key, isTold]).toEqual([key, true]);
      }
    // The list shows this message, so it has rung at once if the app accepted the messages.
    const wasBelieved = target === 'chat' && before.some((key) => key.startsWith('own/'));
    for (const [key, fate] of fates()) {
      // The app believes a server that does not have a message, except for the one that the list shows.
      const isGone = wasBelieved && fate === 'absent' && key !== 'own/243';
      const isCounted = times(key.replace(/\d+$/, '+')) === 1;
      // Where that one was changed as well, nothing shows whether the app believed the answer.
      if (fate === 'absent' && target === 'chat' && key !== 'own/243' && fateIn('own', 243) === 'changed') continue;
      if (fate !== 'changed' && !isCounted) expect([key, times(key)]).toEqual([key, isGone ? 0 : 1]);
    }
    return before.length > 0 ? 'at once' : 'with the next good answer';
  } finally {
    talkmelder.stop();
  }

  /** Returns the fate of each new message, by the key of its notification. */
  function fates(): [string, Fate][] {
    return Object.entries(MESSAGES).flatMap(([token, messages]) =>
      messages.map(({ id }): [string, Fate] => [`${token}/${id}`, fateIn(token, id)]),
    );
  }

  function fateIn(token: string, id: MessageId): Fate {
    if (target === 'rooms')
      return fateOf(
        elementsOf(mutated),
        (one) => field(one, 'token') === token,
        ROOMS.find((one) => one.token === token),
      );
    if (target !== 'chat' || token !== 'own') return 'intact';
    const original = MESSAGES.own?.find((one) => one.id === id);
    return fateOf(elementsOf(mutated), (one) => wholeNumber(field(one, 'id')) === id, original);
  }
}
