/** Notifies waiting code that something in the network has moved. */
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

/** Resolves when no request is running and no answer triggers new work. */
export async function atRest(activity: Activity, isBusy: () => boolean): Promise<void> {
  do {
    while (isBusy()) await activity.next();
    // An answer triggers microtasks; two turns of the event loop complete all of them.
    await turn();
    if (!isBusy()) await turn();
  } while (isBusy());
}
