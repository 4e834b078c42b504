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

/** Conversations whose messages are asked for beside one another: a small server has five workers in all. */
const AT_ONCE = 4;
/** So many conversations that cannot be reached, and none that can: then it is the server. */
const MOST_UNREACHABLE = 3;

/**
 * Asks about each of these conversations, a few beside one another. What fails is noted as that conversation's trouble.
 * @param jobs taken from the front; what is removed meanwhile is not asked about, what is left has not been
 * @param ask throws what a request throws
 * @param giveUp called for each that has failed, after that was noted
 * @returns what concerns the whole account, after which no other is asked about; else null. Never rejects.
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
    // A server that wants to be left alone is, also where the next list does not tell.
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

/** A failure of the account's session or of the connection is none of a conversation. */
export const concernsAll = (error: unknown): boolean =>
  [SessionEnded, TooManyAttempts, Maintenance, CertificateUntrusted, PinMismatch, ProxyAuthRequired].some(
    (kind) => error instanceof kind,
  );
