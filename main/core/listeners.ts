import type { Logger } from './ports.ts';

/** Who wants to be told. One that fails must not keep the others, nor whoever tells, from going on. */
export function createListeners<T>(log: Logger) {
  const listeners = new Set<(value: T) => void>();
  return {
    /** Calls back on each new value; returns the function that stops it. */
    subscribe(listener: (value: T) => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    tell(value: T): void {
      for (const listener of listeners) {
        try {
          listener(value);
        } catch (error) {
          log.error(`a listener failed: ${error instanceof Error ? error.stack : 'unknown'}`);
        }
      }
    },
  };
}
