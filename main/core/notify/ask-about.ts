import {
  CertificateUntrusted,
  Maintenance,
  PinMismatch,
  ProxyAuthRequired,
  SessionEnded,
  TooManyAttempts,
  Unreachable,
} from '../errors.ts';
import type { Room } from '../nextcloud/schemas.ts';
import type { ChatTroubles } from './chat-troubles.ts';

/** Conversations whose messages are requested in parallel: a small server has five workers in total. */
const AT_ONCE = 4;
/** After this many unreachable conversations and no reachable one, the server itself is unreachable. */
const MOST_UNREACHABLE = 3;

/**
 * Asks about each of these conversations, a few in parallel. A failure is noted as that conversation's trouble.
 * @param jobs taken from the front; a job that is removed meanwhile is skipped, and a job that is left has not been
 * asked about
 * @param ask throws the errors of a request
 * @param giveUp called for each failed job after its trouble was noted
 * @returns an error that concerns the whole account and ends the work; else null. Never rejects.
 */
export async function askAbout<T extends { room: Room }>(
  jobs: T[],
  troubles: Pick<ChatTroubles, 'note' | 'end'>,
  ask: (job: T) => Promise<void>,
  giveUp: (job: T) => void,
): Promise<unknown> {
  let stop: unknown = null;
  let answered = 0;
  let unreachable = 0;

  function fail(job: T, error: unknown): void {
    if (concernsAll(error)) stop ??= error;
    // A server that asks for fewer requests gets them, even if the next list shows no trouble.
    if (!concernsAll(error) || error instanceof TooManyAttempts) troubles.note(job.room.token, error);
    giveUp(job);
    if (error instanceof Unreachable) unreachable += 1;
    if (unreachable >= MOST_UNREACHABLE && answered === 0) stop ??= error;
  }

  async function work(): Promise<void> {
    while (stop === null) {
      const job = jobs.shift();
      if (job === undefined) return;
      try {
        await ask(job);
        troubles.end(job.room.token);
        answered += 1;
      } catch (error) {
        fail(job, error);
      }
    }
  }

  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return stop;
}

/** Receives an error that is otherwise ignored. */
export type OnFault = (token: string, error: unknown) => void;

/** Whether the failure concerns the account's session or the connection instead of one conversation. */
export const concernsAll = (error: unknown): boolean =>
  [SessionEnded, TooManyAttempts, Maintenance, CertificateUntrusted, PinMismatch, ProxyAuthRequired].some(
    (kind) => error instanceof kind,
  );
