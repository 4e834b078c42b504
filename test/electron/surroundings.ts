import type { OpenDialog } from './snapshot.ts';

/** A message box, with the number of the button that stands for closing it. */
export type MessageBox = OpenDialog & { title: string; cancelId: number };

/** The machine beyond the app's own windows. */
export interface Surroundings {
  /** Opens an address in the person's browser. @throws when there is none */
  openExternal(url: string): Promise<void>;
  /** Shows a message box, and waits for the person. @returns the number of the button */
  ask(box: MessageBox): Promise<number>;
  /** Shows a native notification. */
  notified(title: string, body: string): void;
  copy(text: string): Promise<void>;
  /** Whether the desktop offers global shortcuts. */
  givesShortcuts: boolean;
}

let current: Surroundings | undefined;

/**
 * Sets the surroundings. The host's entry sets the person's own machine (person.ts), unless a test has set its doubles
 * (doubles.ts) before.
 */
export function liveIn(surroundings: Surroundings): void {
  current ??= surroundings;
}

export function surroundings(): Surroundings {
  if (!current) throw new Error('host: the surroundings are not there yet');
  return current;
}
