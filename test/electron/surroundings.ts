import type { OpenDialog } from './snapshot.ts';

/** A message box, with the number of the button that closing it means. */
export type MessageBox = OpenDialog & { title: string; cancelId: number };

/** What an app reaches on the machine beyond its own windows. */
export interface Surroundings {
  /** Opens an address in the person's browser. @throws when there is none */
  openExternal(url: string): Promise<void>;
  /** Shows a message box and waits for the person. @returns the number of the button */
  ask(box: MessageBox): Promise<number>;
  /** A native notification is shown. */
  notified(title: string, body: string): void;
  copy(text: string): Promise<void>;
  /** Whether the desktop gives an app keys that it hears everywhere. */
  givesShortcuts: boolean;
}

let current: Surroundings | undefined;

/**
 * The person's own machine (person.ts), as the host's entry says; a test's doubles (doubles.ts), which are loaded first,
 * stay.
 */
export function liveIn(surroundings: Surroundings): void {
  current ??= surroundings;
}

export function surroundings(): Surroundings {
  if (!current) throw new Error('host: the surroundings are not there yet');
  return current;
}
