import { createEffect, createSignal, on } from 'solid-js';
import type { Undoable, UndoDecision } from '../main/core/model/delayed.ts';
import { announce } from './announce.ts';
import { attempt } from './attempt.ts';
import { bridge } from './bridge.ts';
import { t } from './i18n/index.ts';

/** The last action that can still be undone; main carries it out after a few seconds. */
const [undoable, setUndoable] = createSignal<Undoable | null>(null);

export { undoable };

const sentenceOf = ({ kind, count, name }: Undoable): string => {
  if (kind === 'read') return count === 1 ? t('header.markedOne') : t('header.markedAll', { count });
  if (kind === 'shared' && count > 1) return t('rows.said.sharedMany', { count, name: name ?? '' });
  return t(`rows.said.${kind}`, { name: name ?? '' });
};

/** What the toast says. */
export const undoText = (): string => {
  const action = undoable();
  return action ? sentenceOf(action) : '';
};

/** Follows main, and tells screen readers what can be undone and how. @param keys that undo */
export const followUndoable = (current: () => Undoable | undefined, keys: string): void => {
  createEffect(() => setUndoable(current() ?? null));
  createEffect(
    on(
      () => current()?.id,
      (id) => id !== undefined && announce(t('undo.said', { done: undoText(), keys })),
    ),
  );
};

/** The user decides about it. */
export const decideUndo = (decision: UndoDecision): void => {
  const id = undoable()?.id;
  if (id === undefined) return;
  void attempt(bridge.decideUndo({ id, decision })).then(
    ({ ok }) => ok && decision === 'undo' && announce(t('undo.done')),
  );
};
