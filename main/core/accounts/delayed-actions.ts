import { describeError } from '../errors.ts';
import type { ConversationAction } from '../model/conversation-action.ts';
import type { Undoable, UndoDecision } from '../model/delayed.ts';
import type { Clock, Logger } from '../ports.ts';
import type { DelayedAction } from '../sync/optimistic-actions.ts';

/** How long the user can undo an action, in milliseconds. */
export const UNDO_MS = 5_000;
/** A pointer that rests on the button must not hold an action back for ever. */
const LONGEST_HOLD_MS = 60_000;
/** How long disconnecting waits for the actions of its account. */
const LEAVING_MS = 2_000;

/** An action on one conversation. */
export interface DelayedItem {
  /** The conversation's `GlobalToken`. */
  token: string;
  /** Null: it is not in the list. */
  name: string | null;
  action: ConversationAction;
  account: { id: string; isOver: () => boolean };
  delayed: DelayedAction;
}

interface Group {
  undoable: Undoable;
  items: DelayedItem[];
  send: (items: DelayedItem[]) => Promise<void>;
  done: PromiseWithResolvers<void>;
  cancel: () => void;
  isHeld: boolean;
}

export type DelayedActions = ReturnType<typeof createDelayedActions>;

/**
 * Actions that the user can undo for a few seconds. They wait here, so that the window may close meanwhile. At
 * most one group of actions waits: a new group sends the previous one at once.
 */
export function createDelayedActions(clock: Clock, log: Pick<Logger, 'warn'>, onChange: () => void) {
  let waiting: Group | null = null;
  let lastId = 0;
  /** Requests under way; each promise resolves. */
  const running = new Set<Promise<void>>();

  const isAlive = ({ account }: DelayedItem): boolean => !account.isOver();

  function schedule(group: Group, ms: number): void {
    group.cancel();
    group.cancel = clock.after(ms, () => void send(group));
  }

  function end(group: Group): void {
    group.cancel();
    if (waiting === group) waiting = null;
  }

  /** @returns a promise that resolves once the server has answered, whatever it said */
  function send(group: Group): Promise<void> {
    end(group);
    // The actions of an account that is gone are not sent.
    const items = group.items.filter(isAlive);
    const sending = group.send(items);
    const settled: Promise<void> = sending
      .catch((error: unknown) => log.warn(`a delayed action: ${describeError(error)}`))
      .finally(() => running.delete(settled));
    running.add(settled);
    sending.then(group.done.resolve, group.done.reject);
    onChange();
    return settled;
  }

  function undo(group: Group): void {
    end(group);
    for (const { delayed } of group.items.filter(isAlive)) delayed.undo();
    group.done.resolve();
    onChange();
  }

  function sendWaiting(): void {
    if (waiting) void send(waiting);
  }

  return {
    /**
     * Resolves when the actions are carried out or undone.
     * @param send sends the actions that are still wanted
     * @throws the errors of `send`
     */
    begin(description: Omit<Undoable, 'id' | 'count'>, items: DelayedItem[], send: Group['send']): Promise<void> {
      if (items.length === 0) return Promise.resolve();
      sendWaiting();
      lastId += 1;
      const undoable = { ...description, id: lastId, count: items.length };
      const done = Promise.withResolvers<void>();
      waiting = { undoable, items, send, done, cancel: () => {}, isHeld: false };
      schedule(waiting, UNDO_MS);
      onChange();
      return done.promise;
    },
    /** What the user can undo now. */
    undoable: (): Undoable | null => (waiting?.items.some(isAlive) ? waiting.undoable : null),
    decide(id: number, decision: UndoDecision): void {
      if (waiting?.undoable.id !== id) return;
      if (decision === 'undo') undo(waiting);
      else if (decision === 'send') void send(waiting);
      else {
        waiting.isHeld = decision === 'hold';
        schedule(waiting, waiting.isHeld ? LONGEST_HOLD_MS : UNDO_MS);
      }
    },
    /** Another action takes its place on the screen, so the waiting one is sent. */
    sendNow: sendWaiting,
    /** The window is gone, so no pointer rests on its button any more. */
    release(): void {
      if (!waiting?.isHeld) return;
      waiting.isHeld = false;
      schedule(waiting, UNDO_MS);
    },
    /** The user acts on a conversation again: a waiting action that the new one contradicts is undone. */
    override(token: string, action: ConversationAction): void {
      if (!waiting) return;
      const isOld = (item: DelayedItem): boolean =>
        item.token === token && aspectOf(item.action) === aspectOf(action) && isAlive(item);
      const old = waiting.items.filter(isOld);
      if (old.length === 0) return;
      waiting.items = waiting.items.filter((item) => !old.includes(item));
      for (const { delayed } of old) delayed.undo();
      if (waiting.items.length === 0) undo(waiting);
    },
    /**
     * The app ends, so the waiting actions are sent at once.
     * @returns requests under way; each promise resolves
     */
    sendAll(): Promise<void>[] {
      sendWaiting();
      return [...running];
    },
    /** Whether actions of the account wait. */
    hasWaiting: (accountId: string): boolean =>
      waiting?.items.some((item) => item.account.id === accountId && isAlive(item)) ?? false,
    /** The user disconnects an account: sends the waiting actions, and waits a short time for the server's answer. */
    async sendBeforeLeaving(): Promise<void> {
      if (!waiting) return;
      const late = Promise.withResolvers<void>();
      const cancel = clock.after(LEAVING_MS, late.resolve);
      await Promise.race([send(waiting), late.promise]);
      cancel();
    },
    stop(): void {
      waiting?.cancel();
      waiting = null;
    },
  };
}

/** What an action changes: two actions of the same aspect contradict or repeat each other. */
const aspectOf = ({ kind }: ConversationAction): string => (kind === 'mark-unread' ? 'mark-read' : kind);
