import { describeError, errorCodeOf, isExpected } from '../errors.ts';
import type { ErrorCode } from '../model/error-code.ts';
import type { Ports } from '../ports.ts';
import type { Policy } from '../settings/policy.ts';
import type { BoundSecret } from '../sign-in/bound-secret.ts';
import { createAudit, type Revocation } from './audit.ts';
import type { AccountKeeper, KnownAccount, UnlockedAccount } from './keeper.ts';
import type { AccountList, ListedAccount } from './list.ts';
import type { Revocations } from './revocations.ts';
import { EntryUnclear } from './secrets.ts';

/** A keyring may be late after log-in: 24 attempts give it two minutes. */
const KEYRING_ATTEMPTS = 24;
const KEYRING_RETRY_MS = 5_000;

/** A full disk, a locked keyring or a virus scanner may block a wipe now and allow it later. */
const WIPE_RETRY_MS = 60_000;

/** Why an account is gone, when the user must learn of it. */
export type GoneNotice = 'app-password-left' | 'wiped' | 'wiping';

/** Why a known account cannot be used. */
export interface Failure {
  error: ErrorCode;
  /** Fills the placeholder of the error's sentence, see `Connection`. */
  detail: string | null;
  /** The app does not try again by itself. */
  final: boolean;
  /**
   * The app password does not belong to the server or login name in the record: the account waits in the list for the
   * user to sign in.
   */
  foreign: boolean;
}

/** A user has signed in. */
export interface Arrival {
  /** The id of the account, new or continued. */
  id: string;
  /** The app password with the server and login name that it was made for. */
  secret: BoundSecret;
  /** The server made the app password for this sign-in. */
  issued: boolean;
  /** No other account is signed in: accounts that were known before on this device are forgotten. */
  isAlone: boolean;
  /** Stores what must be kept. */
  keep: () => Promise<UnlockedAccount>;
}

/** The result of an attempt to activate a known account. */
type Outcome =
  | { kind: 'done' }
  /** The account is not wanted now: something else is on the screen. */
  | { kind: 'unwanted' }
  /** The keychain does not answer yet. */
  | { kind: 'late' }
  /** `place` is the server and login name that the keychain gives for a foreign account; null: it gives none. */
  | { kind: 'failed'; error: ErrorCode; detail: string | null; foreign: boolean; place: BoundSecret | null };

export interface AccountLifecycleDeps {
  ports: Pick<Ports, 'clock' | 'log'>;
  revocations: Revocations;
  policy: Pick<Policy, 'checkServer'>;
  keeper: AccountKeeper;
  list: AccountList;
  onOpened: () => void;
  /** The account cannot be used. */
  onFailed: (known: KnownAccount, failure: Failure) => void;
  onGone: (known: KnownAccount, notice: GoneNotice | null) => void;
}

/**
 * Adds accounts, activates the known ones when the app starts, and removes accounts. Tasks for one account run one
 * after the other.
 */
export function createAccountLifecycle({
  ports,
  revocations,
  policy,
  keeper,
  list,
  onOpened,
  onFailed,
  onGone,
}: AccountLifecycleDeps) {
  const { clock, log } = ports;
  const audit = createAudit(log);
  /** The last task of each account, by account id. */
  const turns = new Map<string, Promise<unknown>>();
  /** By account id: how to retry an account that could not be activated, or that was not wanted at the time. */
  const parked = new Map<string, () => Promise<void>>();
  /** Accounts for which the keychain has not answered yet. By id. */
  const unanswered = new Set<string>();
  let stopped = false;

  const logLeftBehind = (error: unknown): void =>
    log.error(`an old account could not be forgotten, its app password may stay: ${describeError(error)}`);

  function logUnreadable(error: unknown): 'unknown' {
    log.warn(`the keychain cannot be read: ${describeError(error)}`);
    return 'unknown';
  }

  function inTurn<T>(id: string, task: () => Promise<T>): Promise<T> {
    const before = turns.get(id)?.catch(() => {}) ?? Promise.resolve();
    const turn = before.then(task).finally(() => turns.get(id) === turn && turns.delete(id));
    turns.set(id, turn);
    return turn;
  }

  function open(kept: UnlockedAccount): void {
    parked.delete(kept.id);
    list.open(kept);
    onOpened();
  }

  async function activate(known: KnownAccount, isWanted: () => boolean): Promise<Outcome> {
    try {
      policy.checkServer(known.record.server);
    } catch (error) {
      if (!isExpected(error)) log.error(`policy: ${describeError(error)}`);
      return { kind: 'failed', error: errorCodeOf(error), detail: null, foreign: false, place: null };
    }
    unanswered.add(known.id);
    const opening = await keeper
      .open(known)
      .catch((error: unknown) => {
        logUnreadable(error);
        return { kind: 'late' as const };
      })
      .finally(() => unanswered.delete(known.id));
    if (stopped) return { kind: 'done' };
    if (opening.kind === 'late') return opening;
    if (!keeper.isKnown(known.id)) {
      // The account left while the keychain did not answer.
      await keeper.forget(known.id).catch(logLeftBehind);
      if (opening.secret) void revocations.pursue(opening.secret);
      return { kind: 'done' };
    }
    if (!isWanted()) return { kind: 'unwanted' };
    if (opening.kind !== 'kept') return refusal(known, opening.kind === 'foreign', opening.secret);
    // A task that already runs for the account writes the entry itself. The keyring may be slow, so nothing waits for
    // it.
    if (!opening.isBound && !turns.has(known.id)) void keeper.bind(known.id, opening.secret);
    open(opening.kept);
    return { kind: 'done' };
  }

  /**
   * Activates an account, or plans another attempt.
   * @param attempts left while the keychain does not answer; -1: the user already knows that it does not
   */
  async function tryToActivate(known: KnownAccount, isWanted: () => boolean, attempts: number): Promise<void> {
    parked.delete(known.id);
    const outcome = await activate(known, isWanted);
    if (outcome.kind === 'done' || stopped) return;
    const park = (left: number): void => void parked.set(known.id, () => tryToActivate(known, isWanted, left));
    if (outcome.kind === 'unwanted') return park(KEYRING_ATTEMPTS);
    const isLate = outcome.kind === 'late';
    if (isLate) log.warn(`the keychain does not answer, ${attempts} attempts left`);
    const final = !isLate || attempts <= 0;
    const { error, detail, foreign, place } = isLate ? refusal(known, false, null) : outcome;
    const isWantedNow = isWanted();
    if (final && !isWantedNow) return park(KEYRING_ATTEMPTS);
    if (isWantedNow && (!isLate || attempts >= 0)) onFailed(placedAt(known, place), { error, detail, final, foreign });
    if (!final) {
      clock.after(KEYRING_RETRY_MS, () => {
        if (!stopped) void tryToActivate(known, isWanted, attempts - 1);
      });
    } else if (isLate) {
      // The user knows. The keychain is asked again each time the user comes back.
      park(-1);
    }
  }

  async function tryToWipe({ id, record }: KnownAccount): Promise<'gone' | 'stays'> {
    try {
      await keeper.wipe(id);
      return 'gone';
    } catch (error) {
      log.error(`wipe: ${describeError(error)}`);
      audit.wipeFailed(record.server);
      return 'stays';
    }
  }

  /**
   * Retries an incomplete wipe until nothing is left. Resolves with false when the user has signed in with the account
   * again.
   */
  async function finishWipe(known: KnownAccount): Promise<boolean> {
    await new Promise<void>((resolve) => clock.after(WIPE_RETRY_MS, resolve));
    if (stopped) return false;
    const outcome = await inTurn(known.id, async () => (list.get(known.id) ? 'signed-in' : tryToWipe(known)));
    return outcome === 'stays' ? finishWipe(known) : outcome === 'gone';
  }

  /**
   * Returns the app password that the keychain holds for an inactive account. `unknown`: the keychain does not answer,
   * or its entry does not say what the app password is for.
   */
  function heldOf({ id, record }: KnownAccount): Promise<BoundSecret | null | 'unknown'> {
    const silence = new Promise<'unknown'>((resolve) => clock.after(KEYRING_RETRY_MS, () => resolve('unknown')));
    return Promise.race([keeper.held(id, record).catch(logUnreadable), silence]);
  }

  async function leave({ known, account }: ListedAccount): Promise<void> {
    list.pause(known.id);
    parked.delete(known.id);
    // The user does not wait for a silent keyring: the app password is revoked when the keyring answers.
    const held = account || unanswered.has(known.id) ? null : heldOf(known);
    // This PC forgets the account first: a user who quits while the server does not answer leaves nothing on a shared
    // PC.
    if (held) keeper.unlist(known.id);
    const forgotten = held ? held.then(() => keeper.forget(known.id)) : keeper.forget(known.id);
    const revoking = account ? revocations.track(account.revoke()) : revokeHeld(await held);
    const [revoked, gone] = await Promise.allSettled([revoking, forgotten]);
    if (revoked.status === 'rejected') log.warn(`not revoked: ${describeError(revoked.reason)}`);
    const isDone = revoked.status === 'fulfilled' && gone.status === 'fulfilled';
    const outcome = isDone ? revoked.value : 'left';
    audit.signedOut(known.record.server, outcome);
    onGone(known, outcome === 'left' ? 'app-password-left' : null);
    await forgotten;
  }

  const revokeHeld = async (held: BoundSecret | null | 'unknown'): Promise<Revocation> =>
    held === null || held === 'unknown' ? 'left' : revocations.revoke(held);

  /** Forgets an inactive account. Notifies the user when its app password stays on the server. */
  async function drop(known: KnownAccount): Promise<void> {
    parked.delete(known.id);
    // The account leaves the list at once: it must not return with the next start if the user quits meanwhile.
    keeper.unlist(known.id);
    const held = await heldOf(known);
    await keeper.forget(known.id).catch(logLeftBehind);
    if (held === null) return;
    const outcome = await revokeHeld(held);
    audit.signedOut(known.record.server, outcome);
    if (outcome === 'left') list.notifyLeft(known);
  }

  /**
   * Revokes app passwords that the new one has replaced, each at the server that it was made for.
   * @param old the secret that the account was used with until now
   * @param held the secret that the keychain held
   */
  async function revokeReplaced(kept: UnlockedAccount, old: BoundSecret | null, held: BoundSecret | null) {
    const now = secretOf(kept);
    const replaced = new Map<string, BoundSecret>();
    for (const secret of [old, held]) if (secret && !isSame(secret, now)) replaced.set(secret.appPassword, secret);
    const pursue = async (secret: BoundSecret): Promise<void> => {
      if ((await revocations.pursue(secret)) === 'left') list.notifyReplacedLeft(kept, secret.server);
    };
    await Promise.all(Array.from(replaced.values(), pursue));
  }

  /**
   * Returns the app password that the keychain held before the sign-in. `unclear`: the entry does not say what it is
   * for. `unknown`: the keychain refused.
   */
  const heldBefore = (id: string, secret: BoundSecret): Promise<BoundSecret | null | 'unclear' | 'unknown'> =>
    keeper
      .held(id, keeper.recordOf(id) ?? secret)
      .catch((error: unknown) => (error instanceof EntryUnclear ? 'unclear' : logUnreadable(error)));

  return {
    /**
     * Activates an account that is known on this device; if the keychain does not answer, later. Resolves after the
     * first attempt, or after a few seconds: a keyring may wait for the user to unlock it.
     * @param isWanted asked after each wait; false stops the activation
     */
    resume(known: KnownAccount, isWanted: () => boolean): Promise<void> {
      const late = new Promise<void>((resolve) => clock.after(KEYRING_RETRY_MS, resolve));
      return Promise.race([late, tryToActivate(known, isWanted, KEYRING_ATTEMPTS)]);
    },
    /** A user has signed in. Rejects when the account cannot be stored at all. */
    arrive: ({ id, secret, issued, isAlone, keep }: Arrival): Promise<void> =>
      inTurn(id, async () => {
        // The keychain is asked first, because the new app password replaces the old one there.
        const held = heldBefore(id, secret);
        const old = list.get(id)?.kept ?? null;
        const wasKnown = keeper.isKnown(id);
        const before = isAlone ? await keeper.known() : [];
        const kept = await keep().catch((error: unknown) => {
          if (issued) void revocations.pursue(secret);
          throw error;
        });
        const replaced = held.then((found) => {
          const isUnknown = found === 'unclear' || found === 'unknown';
          // An active account was used with the app password from the keychain. A keychain that refuses means nothing
          // for a new account: many PCs have no keyring.
          const mayBeLeft = found === 'unclear' || (found === 'unknown' && old === null && wasKnown);
          if (mayBeLeft) list.notifyReplacedLeft(kept, kept.record.server);
          return revokeReplaced(kept, old && secretOf(old), isUnknown ? null : found);
        });
        void revocations
          .track(replaced)
          .catch((error: unknown) => log.error(`an app password was not replaced: ${describeError(error)}`));
        if (stopped) {
          if (kept.passing) await revocations.revoke(secretOf(kept));
          return;
        }
        open(kept);
        for (const known of before.filter((one) => one.id !== id))
          void inTurn(known.id, async () => {
            if (!list.get(known.id)) await drop(known);
          });
      }),
    /** Tries again to activate the accounts that could not be activated, or were not wanted at the time. */
    retry(): void {
      for (const [id, again] of [...parked]) {
        parked.delete(id);
        if (!stopped && keeper.isKnown(id) && !list.get(id)?.account) void again();
      }
    },
    isBusy: (id: string): boolean => turns.has(id),
    /**
     * Revokes the app password on the server and forgets the account on this PC, even when the server is unreachable.
     */
    leave(id: string): Promise<void> {
      // The account asks nothing more from now on, though its turn comes later.
      list.get(id)?.account?.stop();
      return inTurn(id, async () => {
        const listed = list.get(id);
        if (listed) await leave(listed);
      });
    },
    /**
     * Removes everything of the account from this device, because the server asked for it. Resolves with true when
     * nothing is left, which may take several attempts; with false when the user signs in with the account again first.
     */
    async wipe(id: string): Promise<boolean> {
      const known = list.get(id)?.known;
      if (!known) return false;
      list.pause(id);
      const outcome = await inTurn(id, async () => {
        if (list.get(id)?.account) return 'signed-in';
        const wiped = await tryToWipe(known);
        // The user may have disconnected the account meanwhile.
        if (list.get(id)) onGone(known, wiped === 'gone' ? 'wiped' : 'wiping');
        return wiped;
      });
      return outcome === 'stays' ? finishWipe(known) : outcome === 'gone';
    },
    /** The app ends: revokes the app passwords that only the app holds. */
    stop(): void {
      if (stopped) return;
      stopped = true;
      // A proxy may have ended the session instead of the server, so the app password is revoked even then.
      const passing = list.all().flatMap(({ kept }) => (kept?.passing ? kept : []));
      list.stop();
      const revoke = async (kept: UnlockedAccount): Promise<void> =>
        audit.signedOut(kept.record.server, await revocations.revoke(secretOf(kept)));
      for (const kept of passing) void revocations.track(revoke(kept));
    },
  };
}

/**
 * The user has to sign in.
 * @param place the server and login name that the app password was made for; null: unknown or none
 */
function refusal({ record }: KnownAccount, foreign: boolean, place: BoundSecret | null): Outcome & { kind: 'failed' } {
  const about = { kind: 'failed' as const, foreign, place };
  if (place === null || place.server === record.server) return { ...about, error: 'session-ended', detail: null };
  return { ...about, error: 'account-moved', detail: record.server };
}

/**
 * The accounts file may have been edited, so the keychain's server and login name take precedence over the record's.
 */
const placedAt = (known: KnownAccount, place: BoundSecret | null): KnownAccount => {
  if (place === null) return known;
  const { server, loginName } = place;
  return { ...known, record: { ...known.record, server, loginName } };
};

const isSame = (one: BoundSecret, other: BoundSecret): boolean =>
  one.appPassword === other.appPassword && one.server === other.server;

const secretOf = ({ record, appPassword }: UnlockedAccount): BoundSecret => ({
  server: record.server,
  loginName: record.loginName,
  appPassword,
});
