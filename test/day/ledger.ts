import type { NotificationRequest, Notifier } from '../../main/core/ports.ts';

export interface Tally {
  /** Notifications asked for. */
  notifications: { single: number; counting: number; digest: number };
  /** Messages that a notification covered. */
  covered: number;
  /** Messages that were read or deleted elsewhere before a notification. */
  excused: number;
}

/**
 * Tracks every message that should ring: each notification must cover exactly the due messages.
 * @param hasRead whether alice has read this message meanwhile
 * @param isLate whether the last request for this conversation's messages failed and will be repeated
 */
export function createLedger(
  hasRead: (token: string, id: number) => boolean,
  isLate: (token: string) => boolean = () => false,
) {
  const tally: Tally = { notifications: { single: 0, counting: 0, digest: 0 }, covered: 0, excused: 0 };
  const mistakes: string[] = [];
  /** Ids of messages that should ring and have not yet, by conversation. */
  const due = new Map<string, number[]>();
  /** How many messages each shown notification covers, by key. */
  const shown = new Map<string, { token: string; count: number }>();
  /** The same for notifications that were just withdrawn in favour of a counting one. */
  const replaced = new Map<string, number>();

  const dueIn = (token: string): number[] => due.get(token) ?? [];
  /** Returns the conversations with due messages. */
  const dueNow = (): [string, number[]][] => [...due].filter(([token, ids]) => ids.length > 0 && !isLate(token));
  const allDue = (): number => dueNow().reduce((sum, [, ids]) => sum + ids.length, 0);

  function cover(token: string, expected: number): void {
    const ids = dueIn(token);
    if (ids.length !== expected) mistakes.push(`${token}: ${expected} announced, due were ${ids.join(', ') || 'none'}`);
    tally.covered += ids.length;
    due.delete(token);
  }

  function single(token: string, id: number): void {
    tally.notifications.single += 1;
    const [first, ...rest] = dueIn(token);
    if (first !== id) mistakes.push(`${token}: message ${id} announced, due was ${first ?? 'none'}`);
    else tally.covered += 1;
    due.set(token, rest);
    shown.set(`${token}/${id}`, { token, count: 1 });
  }

  function counting(token: string, title: string): void {
    tally.notifications.counting += 1;
    const total = Number(/ – (\d+) new messages$/.exec(title)?.[1]);
    const key = `${token}/+`;
    const before = (shown.get(key)?.count ?? 0) + (replaced.get(token) ?? 0);
    cover(token, total - before);
    replaced.delete(token);
    shown.set(key, { token, count: total });
  }

  function digest(body: string): void {
    tally.notifications.digest += 1;
    const [, count, conversations] = /^(\d+) new messages in (\d+) conversations$/.exec(body) ?? [];
    const tokens = dueNow().map(([token]) => token);
    if (Number(count) !== allDue() || Number(conversations) !== tokens.length)
      mistakes.push(`digest: "${body}", due were ${allDue()} in ${tokens.length}`);
    for (const token of tokens) cover(token, dueIn(token).length);
  }

  const notifier: Notifier = {
    show({ key, title, body }: NotificationRequest) {
      const [token = '', id = ''] = key.split('/');
      if (key === 'digest') digest(body);
      else if (id === '+') counting(token, title);
      else if (/^\d+$/.test(id)) single(token, Number(id));
      else mistakes.push(`unexpected notification "${key}"`);
    },
    update: ({ key }) => void (shown.has(key) || mistakes.push(`changed "${key}", which is not shown`)),
    withdraw(key) {
      const [token = '', id = ''] = key.split('/');
      if (/^\d+$/.test(id) && shown.has(key) && !hasRead(token, Number(id)))
        replaced.set(token, (replaced.get(token) ?? 0) + 1);
      shown.delete(key);
    },
  };

  return {
    notifier,
    tally,
    mistakes,
    allDue,
    expect(token: string, id: number): void {
      due.set(token, [...dueIn(token), id]);
    },
    /** Excuses messages that were read or deleted elsewhere, which need no notification. */
    excuse(token: string, gone: (id: number) => boolean): void {
      const left = dueIn(token).filter((id) => !gone(id));
      tally.excused += dueIn(token).length - left.length;
      due.set(token, left);
    },
    /** Ends a list whose work is done: messages that are still due now are missed. */
    close(when: string): void {
      replaced.clear();
      if (allDue() === 0) return;
      mistakes.push(`${when}: ${allDue()} messages missed: ${JSON.stringify(dueNow())}`);
      for (const [token] of dueNow()) due.delete(token);
    },
  };
}

export type Ledger = ReturnType<typeof createLedger>;
