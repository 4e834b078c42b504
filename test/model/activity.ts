/** Tells whoever waits that something in the network has moved. */
export interface Activity {
  moved(): void;
  /** Resolves with the next movement. */
  next(): Promise<void>;
}

export function createActivity(): Activity {
  let waiting: (() => void)[] = [];
  return {
    moved() {
      const woken = waiting;
      waiting = [];
      for (const wake of woken) wake();
    },
    next: () => new Promise((resolve) => waiting.push(resolve)),
  };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Resolves when nothing is under way and nothing that was answered sets off anything new. */
export async function atRest(activity: Activity, isBusy: () => boolean): Promise<void> {
  do {
    while (isBusy()) await activity.next();
    // What an answer sets off runs in microtasks; two turns of the event loop see all of them through.
    await turn();
    if (!isBusy()) await turn();
  } while (isBusy());
}
