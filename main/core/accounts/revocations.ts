import { describeError, ServerError, ServerNotAllowed } from '../errors.ts';
import { type ClientOptions, createClient } from '../nextcloud/client.ts';
import { revokeAppPassword } from '../nextcloud/login-api.ts';
import type { Policy } from '../settings/policy.ts';
import type { BoundSecret } from '../sign-in/bound-secret.ts';
import { createAudit, type Revocation } from './audit.ts';

/** Delays before the attempts that follow a failure, in milliseconds: an unreachable server may be reachable later. */
const RETRIES_MS = [10_000, 60_000, 5 * 60_000, 15 * 60_000, 60 * 60_000];

export interface RevocationsDeps extends Omit<ClientOptions, 'server' | 'credentials'> {
  policy: Pick<Policy, 'checkServer'>;
}

export type Revocations = ReturnType<typeof createRevocations>;

/** Revokes app passwords that are no longer needed, each at its own server only. */
export function createRevocations({ policy, ...about }: RevocationsDeps) {
  const { clock, log } = about;
  const audit = createAudit(log);
  const running = new Set<Promise<void>>();
  /** The revocations that wait for their next attempt; each function starts that at once. */
  const waiting = new Set<() => void>();
  let stopped = false;

  /** Registers work that the end of the app waits for a little. */
  function track<T>(work: Promise<T>): Promise<T> {
    const settled = work.then(
      () => {},
      () => {},
    );
    running.add(settled);
    void settled.then(() => running.delete(settled));
    return work;
  }

  const clientFor = ({ server, loginName, appPassword }: BoundSecret) =>
    createClient({ ...about, server, credentials: { loginName, appPassword } });

  /**
   * @param isFresh the server has just made the app password: if it says that it is unknown, the app asks again without
   * a login name
   */
  async function tryOnce(secret: BoundSecret, isFresh: boolean): Promise<Revocation | 'later'> {
    try {
      policy.checkServer(secret.server);
      const outcome = await revokeAppPassword(clientFor(secret));
      if (outcome !== 'unknown' || !isFresh) return outcome;
      if ((await revokeAppPassword(clientFor({ ...secret, loginName: '' }))) === 'revoked') return 'revoked';
      // A part of the server may not know the new app password yet.
      throw new ServerError('a new app password is not known', 401);
    } catch (error) {
      log.warn(`not revoked: ${describeError(error)}`);
      return error instanceof ServerNotAllowed ? 'left' : 'later';
    }
  }

  /** Resolves after the delay, or as soon as the app ends. */
  const pause = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const goOn = (): void => {
        cancel();
        waiting.delete(goOn);
        resolve();
      };
      const cancel = clock.after(ms, goOn);
      waiting.add(goOn);
    });

  async function pursue(secret: BoundSecret, isFresh: boolean, attempt: number): Promise<Revocation> {
    const outcome = await tryOnce(secret, isFresh);
    const delay = RETRIES_MS[attempt];
    if (outcome !== 'later') return outcome;
    if (delay === undefined || stopped) return 'left';
    await pause(delay);
    return pursue(secret, isFresh, attempt + 1);
  }

  async function pursueAndTell(secret: BoundSecret, isFresh: boolean): Promise<Revocation> {
    const outcome = await pursue(secret, isFresh, 0);
    audit.appPassword(secret.server, outcome);
    return outcome;
  }

  return {
    track,
    /** Makes one attempt. Never rejects. */
    async revoke(secret: BoundSecret): Promise<Revocation> {
      const outcome = await track(tryOnce(secret, false));
      return outcome === 'later' ? 'left' : outcome;
    },
    /**
     * Retries while the server cannot be reached, which may take more than an hour. Never rejects.
     * @param isFresh the server has just made the app password
     */
    pursue: (secret: BoundSecret, isFresh = false): Promise<Revocation> => track(pursueAndTell(secret, isFresh)),
    /** The revocations under way; each promise resolves, whether the server answered or not. */
    running: (): Promise<void>[] => [...running],
    /** The app ends: a revocation that waits makes its last attempt now. */
    stop(): void {
      stopped = true;
      for (const goOn of [...waiting]) goOn();
    },
  };
}
