import type { AccountKeeper, KeptAccount, KnownAccount } from './account-keeper.ts';
import { type AccountList, hasEnded, type Listed } from './account-list.ts';
import { createRevocations } from './account-revocations.ts';
import { createAudit } from './audit.ts';
import { errorCodeOf } from './errors.ts';
import type { ErrorCode } from './model/error-code.ts';
import type { Policy } from './policy/policy.ts';
import type { Ports } from './ports.ts';
import type { Preferences } from './preferences.ts';

/** After a log-in, a keyring may be late: two minutes of patience. */
const KEYRING_ATTEMPTS = 24;
const KEYRING_RETRY_MS = 5_000;

/** A full disk, a locked keyring, a virus scanner: what a wipe could not remove now may be removable later. */
const WIPE_RETRY_MS = 60_000;

/** Why an account is gone, where that has to be said. */
export type GoneNotice = 'app-password-left' | 'wiped' | 'wiping';

export interface AccountLifecycleDeps {
  ports: Pick<Ports, 'clock' | 'log' | 'fetch'>;
  preferences: Pick<Preferences, 'language'>;
  userAgent: string;
  policy: Pick<Policy, 'checkServer'>;
  keeper: AccountKeeper;
  list: AccountList;
  onOpened: () => void;
  /** It cannot be used. @param final nothing more is tried */
  onFailed: (known: KnownAccount, error: ErrorCode, final: boolean) => void;
  onGone: (known: KnownAccount, notice: GoneNotice | null) => void;
}

/** How accounts come to this device, come back with the app, and leave. One thing at a time happens to an account. */
export function createAccountLifecycle({ policy, keeper, list, ...deps }: AccountLifecycleDeps) {
  const { ports, preferences, userAgent, ...told } = deps;
  const { clock, log, fetch } = ports;
  const language = preferences.language;
  const revocations = createRevocations({ fetch, clock, log, userAgent, language, policy });
  const audit = createAudit(log);
  /** What happens to an account, by its id. */
  const turns = new Map<string, Promise<unknown>>();
  let stopped = false;

  function inTurn<T>(id: string, task: () => Promise<T>): Promise<T> {
    const before = turns.get(id)?.catch(() => {}) ?? Promise.resolve();
    const turn = before.then(task).finally(() => turns.get(id) === turn && turns.delete(id));
    turns.set(id, turn);
    return turn;
  }

  function open(kept: KeptAccount): void {
    list.open(kept);
    told.onOpened();
  }

  /** Why it cannot be used; null when it is at work, or nobody wants it any more. `keychain`: perhaps later. */
  async function wakeUp(known: KnownAccount, isWanted: () => boolean): Promise<ErrorCode | 'keychain' | null> {
    try {
      policy.checkServer(known.record.server);
    } catch (error) {
      return errorCodeOf(error);
    }
    const kept = await keeper.open(known).catch(() => 'keychain' as const);
    if (stopped) return null;
    if (kept === 'keychain') return kept;
    if (isWanted()) {
      if (kept === null) return 'session-ended';
      open(kept);
    } else if (!keeper.isKnown(known.id)) {
      // It left while the keychain did not answer.
      await keeper.forget(known.id).catch(() => log.error('an old app password stays in the keychain'));
    }
    return null;
  }

  async function resume(known: KnownAccount, isWanted: () => boolean, attempts: number): Promise<void> {
    const problem = await wakeUp(known, isWanted);
    if (problem === null) return;
    const isLate = problem === 'keychain';
    if (isLate) log.warn(`the keychain does not answer, ${attempts} attempts left`);
    const final = !isLate || attempts === 0;
    if (isWanted()) told.onFailed(known, isLate ? 'session-ended' : problem, final);
    const again = (): void => void (stopped || resume(known, isWanted, attempts - 1));
    if (!final) clock.after(KEYRING_RETRY_MS, again);
  }

  async function wipe({ id, record }: KnownAccount): Promise<'gone' | 'stays'> {
    try {
      await keeper.wipe(id);
      return 'gone';
    } catch {
      audit.wipeFailed(record.server);
      return 'stays';
    }
  }

  /** Tries again what a wipe has left over. True when nothing is left; false when somebody has signed in with it anew. */
  async function finishWipe(known: KnownAccount): Promise<boolean> {
    await new Promise<void>((resolve) => clock.after(WIPE_RETRY_MS, resolve));
    if (stopped) return false;
    const outcome = await inTurn(known.id, async () => (list.get(known.id) ? 'kept' : wipe(known)));
    return outcome === 'stays' ? finishWipe(known) : outcome === 'gone';
  }

  async function leave({ known, session }: Listed): Promise<void> {
    list.pause(known.id);
    // First here: whoever quits the app while the server does not answer leaves nothing on a shared PC.
    const forgotten = keeper.forget(known.id);
    const revoking = session ? revocations.track(session.revoke()) : Promise.reject(new Error('no app password here'));
    const revoked = await Promise.allSettled([revoking, forgotten]).then(([{ status }]) => status === 'fulfilled');
    audit.signedOut(known.record.server, revoked);
    told.onGone(known, revoked ? null : 'app-password-left');
    await forgotten;
  }

  /** Forgets an account that is not in use. If its app password stays on the server, that is told. */
  async function drop(known: KnownAccount): Promise<void> {
    // At once: whoever quits while the keychain keeps silent leaves nobody who would be back with the next start.
    keeper.unlist(known.id);
    const silence = new Promise<'unknown'>((resolve) => clock.after(KEYRING_RETRY_MS, () => resolve('unknown')));
    const kept = await Promise.race([keeper.open(known).catch(() => 'unknown' as const), silence]);
    await keeper.forget(known.id).catch(() => log.error('an old account could not be forgotten'));
    if (kept === null) return;
    const revoked = kept !== 'unknown' && (await revocations.revoke(kept));
    audit.signedOut(known.record.server, revoked);
    if (!revoked) list.tellLeft(known);
  }

  return {
    /**
     * Puts an account that is known on this device to work; if the keychain does not answer, later. Resolves when that
     * has been tried, or takes long: a keyring may wait for a person to unlock it.
     * @param isWanted still, each time that something has taken a while
     */
    resume(known: KnownAccount, isWanted: () => boolean): Promise<void> {
      const late = new Promise<void>((resolve) => clock.after(KEYRING_RETRY_MS, resolve));
      return Promise.race([late, resume(known, isWanted, KEYRING_ATTEMPTS)]);
    },
    /**
     * Somebody has signed in.
     * @param isAlone nobody else is signed in: whoever was known before on this device is forgotten
     * @param keep writes down what is to be kept
     */
    arrive: (id: string, isAlone: boolean, keep: () => Promise<KeptAccount>): Promise<void> =>
      inTurn(id, async () => {
        const before = isAlone ? await keeper.known() : [];
        const kept = await keep();
        if (stopped) return void (kept.passing && (await revocations.revoke(kept)));
        open(kept);
        for (const known of before)
          if (known.id !== id) void inTurn(known.id, async () => void (list.get(known.id) || (await drop(known))));
      }),
    isBusy: (id: string): boolean => turns.has(id),
    /** Revokes the app password on the server and forgets the account here, also when the server cannot be reached. */
    leave: (id: string): Promise<void> =>
      inTurn(id, async () => {
        const listed = list.get(id);
        if (listed) await leave(listed);
      }),
    /**
     * The server asked for it: nothing of the account stays on this device. Resolves with true when that is so, which
     * may take several attempts; with false when somebody signs in with it anew before.
     */
    async wipe(id: string): Promise<boolean> {
      const known = list.get(id)?.known;
      if (!known) return false;
      list.pause(id);
      const outcome = await inTurn(id, async () => {
        if (list.get(id)?.session) return 'kept';
        const left = await wipe(known);
        // The person may have disconnected it meanwhile.
        if (list.get(id)) told.onGone(known, left === 'gone' ? 'wiped' : 'wiping');
        return left;
      });
      return outcome === 'stays' ? finishWipe(known) : outcome === 'gone';
    },
    /** The app ends. Revokes what only it has. */
    stop(): void {
      if (stopped) return;
      stopped = true;
      const passing = list.all().flatMap((listed) => (listed.kept?.passing && !hasEnded(listed) ? listed.kept : []));
      list.stop();
      const tell = async (kept: KeptAccount): Promise<void> =>
        audit.signedOut(kept.record.server, await revocations.revoke(kept));
      for (const kept of passing) void revocations.track(tell(kept));
    },
    /** What servers are still being told; each resolves, none fails. */
    ending: revocations.running,
  };
}
