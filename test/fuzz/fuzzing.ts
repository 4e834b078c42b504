import { TalkmelderError } from '../../main/core/errors.ts';
import { isFull } from '../full.ts';
import { type HttpAnswer, TARGETS, type Target } from './answer.ts';
import { createClientParts, NoSocket } from './client-parts.ts';
import { collectSamples, type Sample } from './corpus.ts';
import { createMemoryServer, type MemoryServer } from './memory-server.ts';
import { mutateAnswer } from './mutate-answer.ts';
import { createRandom, type Random } from './random.ts';
import { schemaReaders } from './schema-readers.ts';
import { isOfStation, judgeByStation, type StationVerdict, withStation } from './station-under-fuzz.ts';

/** A hundred thousand in `npm run test:full`, far fewer in `npm test`. */
export const ANSWERS = isFull ? 100_000 : 1_000;
/** The seed makes each run the same; another number tries other answers. */
const SEED = 20_260_101;
/** One in this many answers carries a text of a megabyte: a hundred are enough to reach every field, and quick. */
const HUGE_EVERY = ANSWERS / 100;
/** Share of mutations that start from a good answer, because core does not read the body of a refusal. */
const FROM_RIGHT = 0.8;
/**
 * One in this many answers goes through the whole client, from the request to the notification; only the schema reads
 * the others, which is much quicker.
 */
const THROUGH_CLIENT_EVERY = 5;
/** One in this many answers goes to a whole station as well. */
const TO_STATION_EVERY = 10;
/** Percentages of the targets: a station mostly requests the list and its messages. */
const SHARES: Record<Target, number> = {
  rooms: 25,
  chat: 25,
  capabilities: 9,
  'login-start': 9,
  'login-poll': 9,
  status: 8,
  user: 5,
  'user-status': 5,
  'pre-auth': 3,
  revoke: 2,
};

/** Returns how many mutated answers a target gets. */
export const answersFor = (target: Target): number => (ANSWERS * SHARES[target]) / 100;

export interface Verdicts {
  accepted: number;
  refused: number;
  /** How many of the answers went through the whole client. */
  'through the client': number;
  /** How many stations rang for their messages at which time, after such an answer. */
  rang: Partial<Record<StationVerdict, number>>;
}

/** Collects the corpus once, mutates its answers, and passes them to the client's parts. */
export async function createFuzzing() {
  const samples = await collectSamples();
  const isRight = ({ answer }: Sample): boolean => answer.status === 200;

  function honestServer(): MemoryServer {
    const server = createMemoryServer();
    for (const target of TARGETS) server.answer(target, rightAnswer(target));
    return server;
  }

  function rightAnswer(target: Target): HttpAnswer {
    const right = samples.find((sample) => sample.target === target && isRight(sample));
    if (!right) throw new Error(`the corpus has no right answer for ${target}`);
    return right.answer;
  }

  function pickSample(target: Target, random: Random): Sample {
    const wantsRight = random.chance(FROM_RIGHT);
    return random.pick(samples.filter((sample) => sample.target === target && (!wantsRight || isRight(sample))));
  }

  return {
    /** Returns every part of the client with good answers. */
    honestParts: () => createClientParts(honestServer().fetch),

    async run(target: Target): Promise<Verdicts> {
      const random = createRandom(SEED + TARGETS.indexOf(target));
      const server = honestServer();
      const read = createClientParts(server.fetch)[target];
      const readText = schemaReaders[target];
      const verdicts: Verdicts = { accepted: 0, refused: 0, 'through the client': 0, rang: {} };
      for (let number = 0; number < answersFor(target); number += 1) {
        const { name, answer } = pickSample(target, random);
        const mutated = mutateAnswer(answer, random, number % HUGE_EVERY === 0);
        const byClient = !readText || number % THROUGH_CLIENT_EVERY === 0;
        server.answer(target, mutated);
        const attempt = byClient ? read : async () => readText(textOf(mutated));
        verdicts[await verdictOf(attempt, `answer ${number}, made of "${name}"`, mutated)] += 1;
        if (!byClient) continue;
        verdicts['through the client'] += 1;
        server.answer(target, rightAnswer(target));
        // The odd answer must leave nothing behind.
        await read();
        if (!isOfStation(target) || number % TO_STATION_EVERY > 0) continue;
        const odd = mutateAnswer(withStation(target, answer), random, number % HUGE_EVERY === 0);
        const verdict = await quoting(`answer ${number}, made of "${name}"`, odd, () =>
          judgeByStation(target, odd, rightAnswer),
        );
        verdicts.rang[verdict] = (verdicts.rang[verdict] ?? 0) + 1;
      }
      return verdicts;
    },
  };
}

const textOf = ({ body }: HttpAnswer): string => (typeof body === 'string' ? body : new TextDecoder().decode(body));

/** @throws Error that quotes the answer, for any error other than core's own */
const verdictOf = (read: () => Promise<void>, name: string, answer: HttpAnswer): Promise<'accepted' | 'refused'> =>
  quoting(name, answer, async () => {
    try {
      await read();
      return 'accepted';
    } catch (error) {
      if (error instanceof TalkmelderError || error instanceof NoSocket) return 'refused';
      throw error;
    }
  });

/** @throws Error that quotes the answer, for any error */
async function quoting<T>(name: string, answer: HttpAnswer, judge: () => Promise<T>): Promise<T> {
  try {
    return await judge();
  } catch (error) {
    const { status, headers } = answer;
    throw new Error(`${name}: ${status} ${JSON.stringify(headers)} ${textOf(answer).slice(0, 2_000)}`, {
      cause: error,
    });
  }
}
