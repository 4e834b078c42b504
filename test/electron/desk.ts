import type { Snapshot } from './snapshot.ts';

type Handler = (...args: never[]) => unknown;

/**
 * The desk the person sits at: what the app shows there, and what the person can do to it.
 * The parts of the host put their state and their handlers here; the control channel reads and calls them.
 */
class Desk {
  private state: Snapshot = {
    version: 0,
    window: {
      exists: false,
      visible: false,
      minimized: false,
      focused: false,
      bounds: { x: 0, y: 0, width: 0, height: 0 },
    },
    tray: { exists: false, tooltip: '', icon: '', title: '', menu: [] },
    popup: null,
    dialogs: [],
    notifications: [],
    opened: [],
    clipboard: '',
    badge: 0,
  };
  private readonly handlers = new Map<string, Handler>();
  private readonly forgetters: (() => void)[] = [];
  private waiting: (() => void)[] = [];

  /** Records what changed and wakes whoever waits for it. */
  show(change: Partial<Omit<Snapshot, 'version'>>): void {
    this.state = { ...this.state, ...change, version: this.state.version + 1 };
    const waiting = this.waiting;
    this.waiting = [];
    for (const wake of waiting) wake();
  }

  snapshot(): Snapshot {
    return this.state;
  }

  /** The first state newer than `version`. */
  async changedSince(version: number): Promise<Snapshot> {
    while (this.state.version <= version) await new Promise<void>((wake) => this.waiting.push(wake));
    return this.state;
  }

  /** Names something a person can do, for example `tray.click`. */
  offer(name: string, handler: Handler): void {
    this.handlers.set(name, handler);
  }

  /** Says what a part of the host has to put back when a test hands the app to the next one. */
  whenForgetting(forget: () => void): void {
    this.forgetters.push(forget);
  }

  /** Leaves the app as it is, and the desk as it was at first. */
  forget(): void {
    for (const forget of this.forgetters) forget();
    this.show({ notifications: [], opened: [], clipboard: '' });
  }

  /** Does it, as the person would. */
  act(name: string, args: unknown[]): unknown {
    const handler = this.handlers.get(name);
    if (!handler) throw new Error(`host: nobody offers ${name}`);
    return handler(...(args as never[]));
  }
}

export const desk = new Desk();
desk.offer('forget', () => desk.forget());
desk.offer('snapshot', () => desk.snapshot());
desk.offer('changedSince', (version: number) => desk.changedSince(version));
