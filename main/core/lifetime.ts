import type { Logger } from './ports.ts';

/** Has an end: nothing of it is asked, told or shown after that. */
export interface Stoppable {
  stop(): void;
}

export type Lifetime = ReturnType<typeof createLifetime>;

/** Parts that end together, in the reverse order of their making. A part that cannot end does not keep the others. */
export function createLifetime(log: Pick<Logger, 'error'>) {
  const parts: Stoppable[] = [];
  let over = false;

  function stop(part: Stoppable): void {
    try {
      part.stop();
    } catch (error) {
      log.error(`a part did not stop: ${error instanceof Error ? error.stack : String(error)}`);
    }
  }

  return {
    /** From the first moment of the end on. */
    isOver: (): boolean => over,
    /** Holds a part; a part that comes after the end is stopped at once. @returns the part */
    hold<T extends Stoppable>(part: T): T {
      if (over) stop(part);
      else parts.push(part);
      return part;
    },
    /** Ends everything. A second call does nothing. */
    end(): void {
      over = true;
      for (const part of parts.splice(0).reverse()) stop(part);
    },
  };
}
