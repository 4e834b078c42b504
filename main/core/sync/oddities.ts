import type { Room } from '../nextcloud/schemas.ts';
import type { Logger } from '../ports.ts';

/** Strangers' servers must not fill the log: so many different lines, then no more until the app ends. */
const MOST_LINES = 500;

export type Oddities = ReturnType<typeof createOddities>;

/**
 * Tells the log what of the conversations cannot be read: the name of the field, never what stood there; once for each
 * conversation and kind of fault, not with each list.
 */
export function createOddities(log: Pick<Logger, 'warn'>) {
  const told = new Set<string>();
  let leftOut = 0;

  function tellOnce(line: string): void {
    if (told.has(line) || told.size >= MOST_LINES) return;
    told.add(line);
    log.warn(line);
  }

  return {
    /** @param full the list told of every conversation */
    list(rooms: readonly Room[], leftOutNow: number, full: boolean): void {
      for (const { token, odd } of rooms) if (odd) tellOnce(`conversation ${token}: cannot read ${odd.join(', ')}`);
      if (leftOutNow > 0) tellOnce(`list: cannot read the token of ${leftOutNow} conversation(s), left out`);
      leftOut = full ? leftOutNow : Math.max(leftOut, leftOutNow);
    },
    /** @param kind of the fault */
    conversation: (token: string, kind: string): void => tellOnce(`conversation ${token}: ${kind}`),
    /** How many conversations the last lists had that cannot even be named. */
    leftOut: (): number => leftOut,
  };
}

/** Is something of the conversation itself odd? What is odd in its last message concerns the preview alone. */
export const isOdd = ({ odd }: Room): boolean => odd?.some((name) => !name.startsWith('lastMessage.')) ?? false;
