import { describeError, statusSaid } from '../errors.ts';
import { latestId, type MessageId } from '../model/message-id.ts';
import type { AnswerApi } from '../nextcloud/answer-api.ts';
import { backoff } from '../nextcloud/backoff.ts';
import type { TalkApi } from '../nextcloud/talk-api.ts';
import type { Clock, Logger } from '../ports.ts';
import type { AccountBook } from './account-book.ts';
import type { Answer } from './book.ts';

/** Later, an answer would only puzzle its readers. */
const LONGEST_MS = 24 * 60 * 60_000;
const LIMIT_MS = 20_000;
const PAGE = 100;
const MOST_PAGES = 20;
/** With these, Nextcloud itself says that it never takes the answer. */
const FINAL: ReadonlySet<number | null> = new Set([400, 403, 404, 405, 413]);

/**
 * Whether the message with this reference is among those after another one. Among too many to look at, it counts as
 * there: rather none than two.
 * @throws the errors of a request
 */
export async function hasArrived(
  api: Pick<TalkApi, 'messagesAfter'>,
  token: string,
  after: MessageId,
  reference: string,
): Promise<boolean> {
  let from = after;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const { messages, full } = await api.messagesAfter(token, from, PAGE, LIMIT_MS);
    if (messages.some(({ referenceId }) => referenceId === reference)) return true;
    if (!full || messages.length === 0) return false;
    from = latestId(from, ...messages.map(({ id }) => id));
  }
  return true;
}

export interface AlarmAnswersDeps {
  book: Pick<AccountBook, 'answers' | 'beginAnswer' | 'endAnswer'>;
  api: AnswerApi & Pick<TalkApi, 'messagesAfter'>;
  clock: Clock;
  log: Pick<Logger, 'warn'>;
  /** Null while it is unknown. */
  userId: () => string | null;
  isOver: () => boolean;
  /** The failure concerns the whole account, so no other answer needs to be sent now. */
  concernsAll: (error: unknown) => boolean;
}

/**
 * Sends what acknowledging adds in the conversation: a reaction, or a line. The book contains each before its request,
 * so that it is sent after a failure or a restart. When the outcome of a request is unknown, the server is asked first
 * whether it is there, so that it is never sent twice.
 */
export function createAlarmAnswers({ book, api, clock, log, userId, isOver, concernsAll }: AlarmAnswersDeps) {
  let isRunning = false;
  /** Answers that have failed, by reference, and when each is tried again, by the monotonic clock. */
  const waiting = new Map<string, { failures: number; until: number }>();

  async function isThere({ token, message, kind, text, reference }: Answer): Promise<boolean> {
    const user = userId();
    if (kind === 'reaction') return user !== null && (await api.hasReacted(token, message, text, user, LIMIT_MS));
    return hasArrived(api, token, message, reference);
  }

  async function deliver(answer: Answer): Promise<void> {
    const { token, message, kind, text, reference, isTried } = answer;
    if (isTried && (await isThere(answer))) return;
    if (isOver()) return;
    book.beginAnswer(reference);
    if (kind === 'reaction') await api.react(token, message, text, LIMIT_MS);
    // Silent, because the line must not raise an alarm on the PCs of other stations.
    else await api.sendSilently(token, text, reference);
  }

  /** Resolves with the error after which the answer is tried again; null: it is done with. */
  async function attempt(answer: Answer): Promise<unknown> {
    try {
      if (clock.now() - answer.at <= LONGEST_MS) await deliver(answer);
    } catch (error) {
      log.warn(`alarm: ${answer.kind} not sent: ${describeError(error)}`);
      if (!FINAL.has(statusSaid(error))) return error;
    }
    if (!isOver()) book.endAnswer(answer.reference);
    return null;
  }

  const due = (): Answer | undefined =>
    book.answers().find(({ reference }) => (waiting.get(reference)?.until ?? 0) <= clock.monotonic());

  return {
    /** A person has acknowledged, or the server has answered. Never rejects. */
    async send(): Promise<void> {
      if (isRunning || isOver()) return;
      isRunning = true;
      for (let next = due(); next && !isOver(); next = due()) {
        const { reference } = next;
        const error = await attempt(next);
        const failures = (waiting.get(reference)?.failures ?? 0) + 1;
        waiting.delete(reference);
        if (error === null) continue;
        waiting.set(reference, { failures, until: clock.monotonic() + backoff(failures, clock.random()) });
        if (concernsAll(error)) break;
      }
      isRunning = false;
    },
  };
}
