import { app } from 'electron';

/**
 * The switch that ends the Talkmelder that is running. `npm start` needs it on Windows, where no signal asks a program
 * to quit.
 */
export const QUIT = 'quit';

/** Hears of each way in which the app is asked to end: menu, tray, signal, the end of the session on the PC. */
export function watchQuit() {
  let quitting = false;
  let mayEnd = (): boolean => true;
  // To be registered early: a user who quits while the app still starts must be heard.
  app.on('before-quit', (event) => {
    quitting = mayEnd();
    if (!quitting) event.preventDefault();
  });
  app.on('second-instance', (_event, argv) => argv.includes(`--${QUIT}`) && app.quit());
  return {
    /** The app is about to end. */
    isQuitting: (): boolean => quitting,
    /** @param question asked each time before the app ends; it does not end while that says false */
    guard(question: () => boolean): void {
      mayEnd = question;
    },
  };
}

/** Nobody who quits waits longer for what servers are still being told. */
const PATIENCE_MS = 1_500;

/**
 * Ends the app's work when it is about to end. What then still runs holds the end back for a moment: windows are gone by
 * `will-quit`, the network is not.
 * @param stop called each time that the app is asked to end
 * @param ending what still runs then, each resolving
 */
export function endWith(stop: () => void, ending: () => Promise<void>[]): void {
  /** Null before it was. */
  let isHeld: boolean | null = null;
  app.on('before-quit', (event) => {
    if (event.defaultPrevented) return;
    stop();
    const running = ending();
    if (running.length === 0 || isHeld !== null) return;
    isHeld = true;
    const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
    void Promise.race([Promise.all(running), patience]).then(() => {
      isHeld = false;
      app.quit();
    });
  });
  app.on('will-quit', (event) => isHeld && event.preventDefault());
}

/** What the app does with its accounts. */
interface Leaving {
  overview(): { phase: { kind: string; accounts?: readonly { id: string }[] } };
  disconnect(id: string): Promise<void>;
  stop(): void;
  ending(): Promise<void>[];
}

/**
 * The demo leaves nothing behind, neither in the keychain nor on a server of the person's own: its accounts are
 * disconnected before it ends.
 */
export function leavingFirst(session: Leaving): Pick<Leaving, 'stop' | 'ending'> {
  let left: Promise<void> | null = null;
  async function leave(): Promise<void> {
    const accounts = session.overview().phase.accounts ?? [];
    await Promise.allSettled(accounts.map(({ id }) => session.disconnect(id)));
  }
  return {
    stop(): void {
      if (left) session.stop();
      else left = leave();
    },
    ending: () => (left ? [left, ...session.ending()] : session.ending()),
  };
}
