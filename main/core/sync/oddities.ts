import type { Room } from '../nextcloud/schemas.ts';
import type { Logger } from '../ports.ts';

/** Foreign servers must not fill the log: this many different lines, then no more until the app ends. */
const MOST_LINES = 500;

export type Oddities = ReturnType<typeof createOddities>;

/**
 * Logs which fields of conversations cannot be read: the field's name, never its value, and once for each conversation
 * and kind of fault instead of with each list.
 */
export function createOddities(log: Pick<Logger, 'warn'>) {
  const logged = new Set<string>();
  let leftOut = 0;

  function logOnce(line: string): void {
    if (logged.has(line) || logged.size >= MOST_LINES) return;
    logged.add(line);
    log.warn(line);
  }

  return {
    /** @param full the list contains every conversation */
    list(rooms: readonly Room[], leftOutNow: number, full: boolean): void {
      for (const { token, odd } of rooms) if (odd) logOnce(`conversation ${token}: cannot read ${odd.join(', ')}`);
      if (leftOutNow > 0) logOnce(`list: cannot read the token of ${leftOutNow} conversation(s), left out`);
      leftOut = full ? leftOutNow : Math.max(leftOut, leftOutNow);
    },
    /** @param kind of the fault */
    conversation: (token: string, kind: string): void => logOnce(`conversation ${token}: ${kind}`),
    /** How many conversations without a readable token the last lists had. */
    leftOut: (): number => leftOut,
  };
}

/** Whether a field of the conversation itself is unreadable. A field of the last message concerns only the preview. */
export const isOdd = ({ odd }: Room): boolean => odd?.some((name) => !name.startsWith('lastMessage.')) ?? false;
