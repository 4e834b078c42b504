import { describeError } from './errors.ts';
import type { Logger } from './ports.ts';

/** A part that can be ended: afterwards it sends no request, and neither notifies nor reports changes. */
export interface Stoppable {
  stop(): void;
}

export type Lifetime = ReturnType<typeof createLifetime>;

/** Ends parts together, in the reverse order of their creation. A part that fails to end does not stop the others. */
export function createLifetime(log: Pick<Logger, 'error'>) {
  const parts: Stoppable[] = [];
  let over = false;

  function stop(part: Stoppable): void {
    try {
      part.stop();
    } catch (error) {
      log.error(`a part did not stop: ${describeError(error)}`);
    }
  }

  return {
    /** True from the moment that the end begins. */
    isOver: (): boolean => over,
    /** Adds a part; a part that is added after the end is stopped at once. @returns the part */
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
