import type { Snapshot } from './snapshot.ts';

type Handler = (...args: never[]) => unknown;

/**
 * The desk of the person: everything that the app shows there, and every action that the person can take. The parts of
 * the host put their state and their handlers here; the control channel reads and calls them.
 */
class Desk {
  private state: Snapshot = {
    version: 0,
    window: {
      exists: false,
      visible: false,
      minimized: false,
      focused: false,
      devTools: false,
      bounds: { x: 0, y: 0, width: 0, height: 0 },
      fullScreen: false,
    },
    fullScreenWindow: null,
    topWindows: [],
    locked: false,
    awake: false,
    tray: { exists: false, tooltip: '', icon: '', title: '', menu: [] },
    popup: null,
    dialogs: [],
    notifications: [],
    sounds: [],
    beeps: 0,
    opened: [],
    clipboard: '',
    badge: 0,
  };
  private readonly handlers = new Map<string, Handler>();
  private readonly forgetters: (() => void)[] = [];
  private waiting: (() => void)[] = [];

  /** Records a change, and wakes the calls that wait for it. */
  show(change: Partial<Omit<Snapshot, 'version'>>): void {
    this.state = { ...this.state, ...change, version: this.state.version + 1 };
    const waiting = this.waiting;
    this.waiting = [];
    for (const wake of waiting) wake();
  }

  snapshot(): Snapshot {
    return this.state;
  }

  /** Resolves with the first state newer than `version`. */
  async changedSince(version: number): Promise<Snapshot> {
    while (this.state.version <= version) await new Promise<void>((wake) => this.waiting.push(wake));
    return this.state;
  }

  /** Registers an action of the person, for example `tray.click`. */
  offer(name: string, handler: Handler): void {
    this.handlers.set(name, handler);
  }

  /** Registers what a part of the host resets when a test hands the app to the next one. */
  whenForgetting(forget: () => void): void {
    this.forgetters.push(forget);
  }

  /** Resets the desk to its first state, and leaves the app alone. */
  forget(): void {
    for (const forget of this.forgetters) forget();
    this.show({ notifications: [], sounds: [], beeps: 0, opened: [], clipboard: '' });
  }

  /** Runs an action as the person would. */
  act(name: string, args: unknown[]): unknown {
    const handler = this.handlers.get(name);
    if (!handler) throw new Error(`host: no part of the host offers ${name}`);
    return handler(...(args as never[]));
  }
}

export const desk = new Desk();
desk.offer('forget', () => desk.forget());
desk.offer('snapshot', () => desk.snapshot());
desk.offer('changedSince', (version: number) => desk.changedSince(version));
