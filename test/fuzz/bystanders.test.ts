/**
 * One odd element of an answer, whatever its content, must not affect others: every other conversation appears, and
 * rings exactly once.
 */
import { beforeAll, expect, it } from 'vitest';
import { Maintenance, ProxyAuthRequired, SessionEnded, TooManyAttempts } from '../../main/core/errors.ts';
import { message, room } from '../fakes/rooms.ts';
import { isFull } from '../full.ts';
import type { HttpAnswer } from './answer.ts';
import { createBystanding } from './bystanders.ts';
import { collectSamples, type Sample } from './corpus.ts';
import { mutateAnswer } from './mutate-answer.ts';
import { mutateJson } from './mutate-json.ts';
import { createRandom, type Random } from './random.ts';

/** Answers of each kind. */
const ANSWERS = isFull ? 20_000 : 250;
const SEED = 20_260_102;
const BESIDES = 2;
/** Errors in answers about one conversation that concern the whole account. */
const OF_ACCOUNT = [Maintenance, ProxyAuthRequired, SessionEnded, TooManyAttempts];
const isOfAccount = (error: unknown): boolean => OF_ACCOUNT.some((kind) => error instanceof kind);

/** Conversations with odd messages: the list shows the last one, hides it, or reports a mention. */
const ODD_ROOMS = [
  room('odd', { unreadMessages: 5, lastReadMessage: 1, lastMessage: message(243) }),
  room('odd', { unreadMessages: 5, lastReadMessage: 1, isSensitive: true }),
  room('odd', {
    unreadMessages: 5,
    notificationLevel: 2,
    unreadMention: true,
    lastMessage: message(400),
  }),
];

let samples: Sample[] = [];
let elements: Record<string, unknown>[] = [];

beforeAll(async () => {
  samples = await collectSamples();
  elements = samples.filter(({ target, answer }) => target === 'rooms' && answer.status === 200).flatMap(elementsOf);
});

function elementsOf({ answer }: Sample): Record<string, unknown>[] {
  const { ocs } = JSON.parse(String(answer.body)) as { ocs: { data: unknown } };
  return Array.isArray(ocs.data) ? ocs.data : [];
}

/** Returns one of the corpus's conversations, changed in a few places, or a remainder of it. */
function oddElement(random: Random): unknown {
  const holder: Record<string, unknown> = { element: { ...structuredClone(random.pick(elements)), token: 'odd' } };
  mutateJson(holder, random, false);
  return holder.element;
}

const rightElements = (random: Random): unknown[] =>
  Array.from({ length: random.int(BESIDES + 1) }, (_, at) => ({ ...random.pick(elements), token: `other${at}` }));

async function tell(number: number, what: unknown, judge: () => Promise<void>): Promise<void> {
  try {
    await judge();
  } catch (error) {
    throw new Error(`answer ${number}: ${JSON.stringify(what).slice(0, 3_000)}`, { cause: error });
  }
}

it('an odd conversation in the list', { timeout: 900_000 }, async () => {
  const random = createRandom(SEED);
  for (let number = 0; number < ANSWERS; number += 1) {
    const list = [oddElement(random), ...rightElements(random)];
    // A removed element leaves `undefined`, which JSON does not have.
    const told = list.filter((element) => element !== undefined);
    await tell(number, told, () => createBystanding().tellList(told));
  }
});

it('an odd answer to the request for one conversation’s messages', { timeout: 900_000 }, async () => {
  const random = createRandom(SEED + 1);
  const chats = samples.filter(({ target }) => target === 'chat');
  let changed = 0;
  for (let number = 0; number < ANSWERS; number += 1) {
    const { answer } = random.pick(chats);
    const mutated: HttpAnswer = mutateAnswer(answer, random, false);
    changed += Number(mutated.body !== answer.body);
    await tell(number, mutated, () => createBystanding().tellMessages(random.pick(ODD_ROOMS), mutated, isOfAccount));
  }
  expect(changed).toBeGreaterThan(ANSWERS / 2);
});
