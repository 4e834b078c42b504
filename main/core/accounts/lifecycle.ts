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

/** Governs how accounts are added, return with the app, and leave. Tasks for one account run one after the other. */
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
  /** Accounts that could not come back, or were not wanted at the time: how each is tried again. By id. */
  const parked = new Map<string, () => Promise<void>>();
  /** Accounts for which the keychain has not answered yet. By id. */
  const unanswered = new Set<string>();
  let stopped = false;

  const leftBehind = (error: unknown): void =>
    log.error(`an old account could not be forgotten, its app password may stay: ${describeError(error)}`);

  function unreadable(error: unknown): 'unknown' {
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

  async function wakeUp(known: KnownAccount, isWanted: () => boolean): Promise<Outcome> {
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
        log.warn(`the keychain cannot be read: ${describeError(error)}`);
        return { kind: 'late' as const };
      })
      .finally(() => unanswered.delete(known.id));
    if (stopped) return { kind: 'done' };
    if (opening.kind === 'late') return opening;
    if (!keeper.isKnown(known.id)) {
      // The account left while the keychain did not answer.
      await keeper.forget(known.id).catch(leftBehind);
      if (opening.secret) void revocations.pursue(opening.secret);
      return { kind: 'done' };
    }
    if (!isWanted()) return { kind: 'unwanted' };
    if (opening.kind !== 'kept') return refusal(known, opening.kind === 'foreign', opening.secret);
    // A task that already runs for the account writes an entry of its own. The user does not wait for a slow keyring.
    if (!opening.isBound && !turns.has(known.id)) void keeper.bind(known.id, opening.secret);
    open(opening.kept);
    return { kind: 'done' };
  }

  /** @param attempts left while the keychain does not answer */
  async function resume(known: KnownAccount, isWanted: () => boolean, attempts: number): Promise<void> {
    parked.delete(known.id);
    const outcome = await wakeUp(known, isWanted);
    if (outcome.kind === 'done' || stopped) return;
    const park = (left: number): void => void parked.set(known.id, () => resume(known, isWanted, left));
    if (outcome.kind === 'unwanted') return park(KEYRING_ATTEMPTS);
    const isLate = outcome.kind === 'late';
    if (isLate) log.warn(`the keychain does not answer, ${attempts} attempts left`);
    const final = !isLate || attempts <= 0;
    const { error, detail, foreign, place } = isLate ? refusal(known, false, null) : outcome;
    if (!isWanted()) {
      if (final) return park(KEYRING_ATTEMPTS);
    } else if (!isLate || attempts >= 0) onFailed(at(known, place), { error, detail, final, foreign });
    if (!final) clock.after(KEYRING_RETRY_MS, () => void (stopped || resume(known, isWanted, attempts - 1)));
    // The user knows. The keychain is asked again each time the user comes back.
    else if (isLate) park(-1);
  }

  async function wipe({ id, record }: KnownAccount): Promise<'gone' | 'stays'> {
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
    const outcome = await inTurn(known.id, async () => (list.get(known.id) ? 'kept' : wipe(known)));
    return outcome === 'stays' ? finishWipe(known) : outcome === 'gone';
  }

  /**
   * What the keychain holds for an inactive account. `unknown`: it does not answer, or does not say what the app
   * password is for.
   */
  function heldOf({ id, record }: KnownAccount): Promise<BoundSecret | null | 'unknown'> {
    const silence = new Promise<'unknown'>((resolve) => clock.after(KEYRING_RETRY_MS, () => resolve('unknown')));
    return Promise.race([keeper.held(id, record).catch(unreadable), silence]);
  }

  async function leave({ known, account }: ListedAccount): Promise<void> {
    list.pause(known.id);
    parked.delete(known.id);
    // The user does not wait for a silent keyring; its app password is revoked when it answers.
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
    // At once: if the user quits while the keychain is silent, the account must not return with the next start.
    keeper.unlist(known.id);
    const held = await heldOf(known);
    await keeper.forget(known.id).catch(leftBehind);
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

  /** What the keychain held. `unclear`: the entry does not say what it is for; `unknown`: the keychain refused. */
  const heldBefore = (id: string, secret: BoundSecret): Promise<BoundSecret | null | 'unclear' | 'unknown'> =>
    keeper
      .held(id, keeper.recordOf(id) ?? secret)
      .catch((error: unknown) => (error instanceof EntryUnclear ? 'unclear' : unreadable(error)));

  return {
    /**
     * Activates an account that is known on this device; if the keychain does not answer, later. Resolves after the
     * first attempt, or after a few seconds: a keyring may wait for the user to unlock it.
     * @param isWanted asked after each wait; false stops the activation
     */
    resume(known: KnownAccount, isWanted: () => boolean): Promise<void> {
      const late = new Promise<void>((resolve) => clock.after(KEYRING_RETRY_MS, resolve));
      return Promise.race([late, resume(known, isWanted, KEYRING_ATTEMPTS)]);
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
          const isText = found === 'unclear' || found === 'unknown';
          // An active account was used with the app password from the keychain. A keychain that refuses means nothing
          // for a new account: many PCs have no keyring.
          const isMissed = found === 'unclear' || (found === 'unknown' && old === null && wasKnown);
          if (isMissed) list.notifyReplacedLeft(kept, kept.record.server);
          return revokeReplaced(kept, old && secretOf(old), isText ? null : found);
        });
        void revocations
          .track(replaced)
          .catch((error: unknown) => log.error(`an app password was not replaced: ${describeError(error)}`));
        if (stopped) return void (kept.passing && (await revocations.revoke(secretOf(kept))));
        open(kept);
        for (const known of before)
          if (known.id !== id) void inTurn(known.id, async () => void (list.get(known.id) || (await drop(known))));
      }),
    /** Tries again to activate the accounts that could not come back, or were not wanted at the time. */
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
    leave: (id: string): Promise<void> =>
      inTurn(id, async () => {
        const listed = list.get(id);
        if (listed) await leave(listed);
      }),
    /**
     * Removes everything of the account from this device, because the server asked for it. Resolves with true when
     * nothing is left, which may take several attempts; with false when the user signs in with the account again first.
     */
    async wipe(id: string): Promise<boolean> {
      const known = list.get(id)?.known;
      if (!known) return false;
      list.pause(id);
      const outcome = await inTurn(id, async () => {
        if (list.get(id)?.account) return 'kept';
        const left = await wipe(known);
        // The user may have disconnected the account meanwhile.
        if (list.get(id)) onGone(known, left === 'gone' ? 'wiped' : 'wiping');
        return left;
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
const at = (known: KnownAccount, place: BoundSecret | null): KnownAccount => {
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
