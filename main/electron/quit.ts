import { app } from 'electron';

/**
 * The switch that ends the running Talkmelder. `npm start` needs it on Windows, where no signal asks a program to quit.
 */
export const QUIT = 'quit';

/** The switch of the command that erases everything (forget-command.ts), for which the running Talkmelder ends. */
export const FORGET = 'forget';

/** Returns whether a second start asks the running Talkmelder to end. */
export const asksToEnd = (argv: readonly string[]): boolean =>
  argv.some((arg) => arg === `--${QUIT}` || arg === `--${FORGET}` || arg.startsWith(`--${FORGET}=`));

/** Watches every way in which the app is asked to end: menu, tray, signal, the end of the session on the PC. */
export function watchQuit() {
  let quitting = false;
  let mayEnd = (): boolean => true;
  // Must be registered early: a user may quit while the app is still starting.
  app.on('before-quit', (event) => {
    quitting = mayEnd();
    if (!quitting) event.preventDefault();
  });
  app.on('second-instance', (_event, argv) => asksToEnd(argv) && app.quit());
  return {
    /** The app is about to end. */
    isQuitting: (): boolean => quitting,
    /** @param question asked each time before the app ends; false keeps the app running */
    guard(question: () => boolean): void {
      mayEnd = question;
    },
  };
}

/** The user who quits waits this long at most for the last requests to servers. */
const PATIENCE_MS = 1_500;

/**
 * Ends the app's work when the app is about to end. Work that still runs holds the end back for a moment: by
 * `will-quit` the windows are gone, but the network is not.
 * @param stop called each time the app is asked to end
 * @param ending the work that still runs then; each promise resolves
 */
export function endWith(stop: () => void, ending: () => Promise<void>[]): void {
  /** Null until the end has been held back once. */
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

/** What quitting needs of the accounts. */
interface Leaving {
  overview(): { phase: { kind: string; accounts?: readonly { id: string }[] } };
  disconnect(id: string): Promise<void>;
  stop(): void;
  ending(): Promise<void>[];
}

/**
 * The demo leaves nothing behind, neither in the keychain nor on a server of the user's own: it disconnects its
 * accounts before it ends.
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
