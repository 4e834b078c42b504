import { jittered } from '../nextcloud/backoff.ts';
import type { CallState, TalkApi } from '../nextcloud/talk-api.ts';
import type { Clock } from '../ports.ts';
import { concernsAll, type OnFault } from './ask-about.ts';

/** No event reports the end of a call, so the app asks while it rings. */
const AGAIN_MS = 10_000;
/** While the card rings, a call that was answered on another device must not ring on for long. */
const SOON_MS = 3_000;
/** After that, the end of an unanswered call is no longer urgent. */
const LONGEST_MS = 5 * 60_000;
const AT_ONCE = 4;
const PATIENCE_MS = 3_000;

export type Ringing = ReturnType<typeof createRinging>;

/**
 * Follows the calls whose notifications are on the screen.
 * @param isLoud the call makes a noise at this moment
 * @param hasStates the server can report the state of a call; otherwise the list and the messages must suffice
 */
export function createRinging(
  api: Pick<TalkApi, 'callState'>,
  clock: Clock,
  hasStates: () => boolean,
  onFault: OnFault,
  isLoud: (token: string) => boolean = () => false,
) {
  /** When they began to ring, in monotonic milliseconds, by token. */
  const since = new Map<string, number>();
  /** Requests that `isStillRinging` has sent. */
  const asking = new Map<string, Promise<CallState>>();

  const isFresh = (at: number): boolean => clock.monotonic() - at < LONGEST_MS;
  const fresh = (): string[] => [...since].filter(([, at]) => isFresh(at)).map(([token]) => token);

  async function stateOf(token: string): Promise<CallState> {
    try {
      return await (asking.get(token) ?? api.callState(token, PATIENCE_MS));
    } catch (error) {
      if (concernsAll(error)) throw error;
      onFault(token, error);
      return 'rings';
    }
  }

  return {
    begin: (token: string): void => void since.set(token, clock.monotonic()),
    end: (token: string): void => void since.delete(token),
    tokens: fresh,
    /** Milliseconds until their state should be checked; null: no call has begun to ring recently. */
    dueIn(): number | null {
      const tokens = fresh();
      return tokens.length === 0
        ? null
        : jittered(tokens.some((token) => asking.has(token) || isLoud(token)) ? SOON_MS : AGAIN_MS, clock.random());
    },
    /** Asks about a call that has just begun to ring, in doubt true. Never rejects. */
    async isStillRinging(token: string): Promise<boolean> {
      if (!hasStates() || asking.size >= AT_ONCE) return true;
      const request = api.callState(token, PATIENCE_MS);
      asking.set(token, request);
      try {
        return (await request) === 'rings';
      } catch {
        return true;
      } finally {
        asking.delete(token);
      }
    },
    /**
     * Returns the calls that have been answered on another device, have ended, or are gone with their conversation.
     * @throws errors that concern the whole account
     */
    async ended(): Promise<string[]> {
      if (!hasStates()) return [];
      const asked = fresh().slice(0, AT_ONCE);
      const states = await Promise.all(asked.map(stateOf));
      return asked.filter((_token, index) => states[index] !== 'rings');
    },
  };
}
