import { describeError } from './errors.ts';
import type { Logger } from './ports.ts';

/** A list of listeners. A failing listener must stop neither the others nor the caller. */
export function createListeners<T>(log: Logger) {
  const listeners = new Set<(value: T) => void>();
  return {
    /** Registers a listener for each new value; returns the function that removes it. */
    subscribe(listener: (value: T) => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    tell(value: T): void {
      for (const listener of listeners) {
        try {
          listener(value);
        } catch (error) {
          log.error(`a listener failed: ${describeError(error)}`);
        }
      }
    },
  };
}
