import type { Unfinished } from '../model/unfinished.ts';
import type { Clock } from '../ports.ts';

/** Milliseconds that the end waits for what is being sent. */
const SENDING_PATIENCE_MS = 5_000;
/** The same for what is being written on this PC. */
const SAVING_PATIENCE_MS = 2_000;
/** A question that nobody answers does not hold up the end of the session on the PC. */
const ANSWER_PATIENCE_MS = 20_000;

export interface FarewellDeps {
  clock: Clock;
  /** Messages that are being sent; each promise rejects when its message was not sent. */
  sending: () => Promise<void>[];
  /** What is being written; each resolves. */
  saving: () => Promise<void>[];
  lostDrafts: () => number;
  /** Ends the app, or not. */
  ask: (about: Unfinished) => Promise<boolean>;
  /** Asks the app to end once more. */
  quit: () => void;
  /** `isWaiting` tells something else. */
  onChange: () => void;
}

export type Farewell = ReturnType<typeof createFarewell>;

/**
 * Before the app ends: what a user has sent is waited for, for a while and for all to see; what did not arrive, or would
 * be lost with the app, is asked about.
 */
export function createFarewell({ clock, sending, saving, lostDrafts, ask, quit, onChange }: FarewellDeps) {
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

  /** How many messages did not arrive in time. */
  async function waitForMessages(): Promise<number> {
    let failed = 0;
    const under = sending();
    if (under.length === 0) return 0;
    enter('sending');
    const outcomes = Promise.allSettled(under).then((all) => {
      failed = all.filter(({ status }) => status === 'rejected').length;
    });
    const insisted = new Promise<void>((resolve) => {
      insist = resolve;
    });
    await within(SENDING_PATIENCE_MS, Promise.race([outcomes, insisted]), undefined);
    return failed + sending().length;
  }

  async function decide(): Promise<void> {
    const unsent = await waitForMessages();
    enter('deciding');
    await within(
      SAVING_PATIENCE_MS,
      Promise.all(saving()).then(() => {}),
      undefined,
    );
    const lost = lostDrafts();
    const isAgreed = unsent + lost === 0 || (await within(ANSWER_PATIENCE_MS, ask({ unsent, lost }), true));
    enter(isAgreed ? 'agreed' : 'none');
    if (isAgreed) quit();
  }

  return {
    /** The app waits for a message to be sent. */
    isWaiting: (): boolean => phase === 'sending',
    /** @returns whether the app may end now; if not, it asks again when it may */
    mayEnd(): boolean {
      if (phase === 'agreed') return true;
      // The user insists: the question comes at once.
      if (phase === 'sending') insist();
      if (phase !== 'none') return false;
      if (sending().length + lostDrafts() === 0) return true;
      void decide().catch(() => {
        enter('agreed');
        quit();
      });
      return false;
    },
  };
}
