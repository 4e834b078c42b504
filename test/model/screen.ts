import type { NotificationRequest } from '../../main/core/ports.ts';
import { unreadOf } from './ledger.ts';
import type { Due } from './settle.ts';
import { callsRing, isQuiet, type Told } from './verdict.ts';

/** A notification as a user reads it, by its place and its text. */
export type Sight =
  | { kind: 'message'; token: string; id: number; count: 1 }
  | { kind: 'count'; token: string; count: number; orMore: boolean }
  | { kind: 'digest'; count: number; conversations: number }
  | { kind: 'call' | 'missed-call' | 'invitation'; token: string };

/** Reads a notification. @throws if the design does not know its text */
export function read({ key, title, body, token, silent }: NotificationRequest): Sight {
  const digest = /^(\d+) new messages in (\d+) conversations$/.exec(body);
  if (token === null && digest) return { kind: 'digest', count: Number(digest[1]), conversations: Number(digest[2]) };
  if (token === null || !key.startsWith(`${token}/`)) throw new Error(`a notification for nothing: ${key}`);
  const place = key.slice(token.length + 1);
  if (place === 'call' || place === 'missed-call') return { kind: place, token };
  if (place === 'invited' && silent && / added /.test(` ${body}`)) return { kind: 'invitation', token };
  const counted = / – (\d+)(\+)? new messages$/.exec(title);
  if (place === '+' && counted) return { kind: 'count', token, count: Number(counted[1]), orMore: counted[2] === '+' };
  if (/^\d+$/.test(place)) return { kind: 'message', token, id: Number(place), count: 1 };
  throw new Error(`a notification of an unknown kind: ${key} (${title})`);
}

/** A notification on the screen, which is pointless once the user has read up to these messages. */
export interface Visible {
  sight: Sight;
  /** Message ids by conversation. */
  upTo: ReadonlyMap<string, number>;
}

/** Returns the message up to which the user must have read for the notification to be pointless, by conversation. */
export function coverage(sight: Sight, dues: readonly Due[]): Map<string, number> {
  if (sight.kind === 'call') return new Map();
  if (sight.kind === 'message') return new Map([[sight.token, sight.id]]);
  const covered = sight.kind === 'digest' ? dues : dues.filter(({ token }) => token === sight.token);
  const upTo = covered.map(({ token, must, may, newest }): [string, number] => [
    token,
    sight.kind === 'missed-call' ? newest : Math.max(0, ...must, ...may),
  ]);
  return new Map(upTo.filter(([, id]) => id > 0));
}

/**
 * Returns whether the app knows that everything in a notification was read elsewhere or is gone, or that its call has
 * ended.
 * @param inDoubt start times of calls that rang although the app could not find out who is in them, by conversation
 */
export function isPointless(
  { sight, upTo }: Visible,
  told: ReadonlyMap<string, Told>,
  inDoubt: ReadonlyMap<string, number> = new Map(),
): boolean {
  if (sight.kind === 'call') {
    const room = told.get(sight.token)?.list;
    if (!room?.call || !callsRing(room)) return true;
    return isQuiet(room.call) && inDoubt.get(sight.token) !== room.call.startedAt;
  }
  return [...upTo].every(([token, id]) => {
    const room = told.get(token)?.list;
    return (
      !room ||
      room.lastRead >= id ||
      (sight.kind !== 'missed-call' && sight.kind !== 'invitation' && unreadOf(room) === 0)
    );
  });
}
