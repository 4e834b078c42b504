import { describeError } from '../errors.ts';
import type { Unfinished } from '../model/unfinished.ts';
import type { Clock, Logger } from '../ports.ts';

/** How long quitting waits for messages and files that are being sent, in milliseconds. */
const SENDING_PATIENCE_MS = 5_000;
/** How long quitting waits for drafts that are being saved, for actions, and for files that are dropped, in milliseconds. */
const SAVING_PATIENCE_MS = 2_000;
/** An unanswered question must not hold up the end of the PC's session. */
const ANSWER_PATIENCE_MS = 20_000;

export interface FarewellDeps {
  clock: Clock;
  log: Pick<Logger, 'error'>;
  /** Messages that are being sent; each promise rejects when its message was not sent. */
  sending: () => Promise<void>[];
  files: {
    /** Those that are being sent, cancelled or taken back; each promise resolves. */
    sending: () => Promise<void>[];
    /** How many files no conversation has got. */
    unsent: () => number;
    /** How many of those the user has pasted: no disk has them. */
    pasted: () => number;
    /** Drops them, here and on the server. Resolves when the server has nothing half any more, or cannot be reached. */
    drop: () => Promise<void>;
  };
  /** Sends the actions that wait for an undo. Returns those that are being sent; each promise resolves. */
  acting: () => Promise<void>[];
  /** Drafts that are being saved; each promise resolves, also on failure. */
  saving: () => Promise<void>[];
  lostDrafts: () => number;
  /** Asks the user; resolves with true when the app may end. */
  ask: (about: Unfinished) => Promise<boolean>;
  /** The user keeps the app running. */
  onRefused: () => void;
  /** Asks the app to quit again. */
  quit: () => void;
  /** The value of `isWaiting` may have changed. */
  onChange: () => void;
}

export type Farewell = ReturnType<typeof createFarewell>;

/**
 * What happens before the app ends: it waits a while, visibly, for messages and files that are being sent and for
 * actions, and asks the user about messages and files that did not arrive and drafts that would be lost.
 */
export function createFarewell(deps: FarewellDeps) {
  const { clock, log, sending, files, acting, saving, lostDrafts, ask, onRefused, quit, onChange } = deps;
  let phase: 'none' | 'sending' | 'deciding' | 'agreed' = 'none';
  let insist = (): void => {};

  const within = <T>(ms: number, work: Promise<T>, otherwise: T): Promise<T> => {
    let cancel = (): void => {};
    const patience = new Promise<T>((resolve) => {
      cancel = clock.after(ms, () => resolve(otherwise));
    });
    return Promise.race([work, patience]).finally(() => cancel());
  };

  function enter(next: typeof phase): void {
    phase = next;
    onChange();
  }

  /** Waits for messages and files. Returns how many messages did not arrive, and whether anything is still under way. */
  async function waitForSending(): Promise<{ unsent: number; isLate: boolean }> {
    let failed = 0;
    let isLate = true;
    const under = [...sending(), ...files.sending()];
    if (under.length === 0) return { unsent: 0, isLate: false };
    enter('sending');
    const outcomes = Promise.allSettled(under).then((all) => {
      isLate = false;
      failed = all.filter(({ status }) => status === 'rejected').length;
    });
    const insisted = new Promise<void>((resolve) => {
      insist = resolve;
    });
    await within(SENDING_PATIENCE_MS, Promise.race([outcomes, insisted]), undefined);
    return { unsent: failed + sending().length, isLate };
  }

  async function decide(): Promise<void> {
    const { unsent, isLate } = await waitForSending();
    enter('deciding');
    await within(
      SAVING_PATIENCE_MS,
      Promise.all([...saving(), ...acting()]).then(() => {}),
      undefined,
    );
    const lost = lostDrafts();
    const pasted = files.pasted();
    const about: Unfinished = { unsent, lost, files: files.unsent(), ...(pasted > 0 && { pasted }) };
    const isAgreed = unsent + lost + about.files === 0 || (await within(ANSWER_PATIENCE_MS, ask(about), true));
    // Files that are being cancelled or taken back have to be quick then.
    const isLeft = files.unsent() > 0 || (isLate && files.sending().length > 0);
    if (isAgreed && isLeft) await within(SAVING_PATIENCE_MS, files.drop(), undefined);
    enter(isAgreed ? 'agreed' : 'none');
    if (isAgreed) quit();
    else onRefused();
  }

  return {
    /** Whether the app waits for a message or a file to be sent. */
    isWaiting: (): boolean => phase === 'sending',
    /** @returns whether the app may end now; if not, it quits by itself later */
    mayEnd(): boolean {
      if (phase === 'agreed') return true;
      // The user insists, so the question comes at once.
      if (phase === 'sending') insist();
      if (phase !== 'none') return false;
      const ofFiles = files.unsent() + files.sending().length;
      if (acting().length + sending().length + lostDrafts() + ofFiles === 0) return true;
      void decide().catch((error: unknown) => {
        log.error(`the app ends without asking: ${describeError(error)}`);
        enter('agreed');
        quit();
      });
      return false;
    },
  };
}
