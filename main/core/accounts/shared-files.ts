import type { Shared } from '../files/sending.ts';
import type { Undoable, UndoDecision } from '../model/delayed.ts';
import type { Clock } from '../ports.ts';

/** How long the user can take back files, in milliseconds. */
const TAKE_BACK_MS = 10_000;
/** A pointer that rests on the button must not keep the offer for ever. */
const LONGEST_HOLD_MS = 60_000;

/** The files that a conversation got last, while the user can take them back. */
export function createSharedFiles(clock: Clock, onChange: () => void) {
  let last: { undoable: Undoable; shared: Shared; isOver: () => boolean; cancel: () => void } | null = null;
  let lastId = 0;

  function end(): void {
    last?.cancel();
    last = null;
    onChange();
  }

  function endAfter(ms: number): void {
    last?.cancel();
    if (last) last.cancel = clock.after(ms, end);
  }

  return {
    /** @param name of the conversation @param isOver the account has ended */
    offer(shared: Shared, name: string | null, isOver: () => boolean): void {
      last?.cancel();
      // Below zero, because delayed actions have the numbers above.
      lastId -= 1;
      const undoable: Undoable = { id: lastId, kind: 'shared', count: shared.count, name };
      last = { undoable, shared, isOver, cancel: () => {} };
      endAfter(TAKE_BACK_MS);
      onChange();
    },
    undoable: (): Undoable | null => (last && !last.isOver() ? last.undoable : null),
    /** @throws the errors of a request when the files could not be taken back */
    async decide(id: number, decision: UndoDecision): Promise<void> {
      if (last?.undoable.id !== id) return;
      const { shared } = last;
      if (decision === 'hold') endAfter(LONGEST_HOLD_MS);
      else if (decision === 'go-on') endAfter(TAKE_BACK_MS);
      else end();
      if (decision === 'undo') await shared.undo();
    },
    stop(): void {
      last?.cancel();
      last = null;
    },
  };
}

export type SharedFiles = ReturnType<typeof createSharedFiles>;
