import '../styles/files.css';
import { createEffect, onCleanup } from 'solid-js';
import type { AppState } from '../../main/core/model/app-state.ts';
import type { Conversation } from '../../main/core/model/conversation.ts';
import { announce } from '../announce.ts';
import { tellFailure } from '../attempt.ts';
import { bridge } from '../bridge.ts';
import { w } from '../i18n/files.ts';
import { t } from '../i18n/index.ts';
import { maySend } from './may-send.ts';
import { nameText } from './name-text.ts';

/**
 * Shows on which conversation a dragged file would land, and says what became of it. Main gets the files from the
 * preload: the page sees neither paths nor contents.
 */
export const followFiles = (state: () => AppState | undefined): void => {
  const conversationOf = (token: string | undefined): Conversation | undefined => {
    const phase = state()?.phase;
    if (token === undefined || phase?.kind !== 'connected') return undefined;
    return [...(phase.conversations ?? []), ...phase.archived].find((one) => one.token === token);
  };
  showTarget(conversationOf);
  onCleanup(
    bridge.onOffered((token, result) => {
      if (!result.ok) tellFailure(result.error, { token, name: conversationOf(token)?.name ?? null });
    }),
  );
  announceStages(state);
};

/** Marks the row under a dragged file. */
const showTarget = (conversationOf: (token: string | undefined) => Conversation | undefined): void => {
  let marked: HTMLElement | null = null;
  const mark = (row: HTMLElement | null, name = ''): void => {
    if (row === marked) return;
    marked?.removeAttribute('data-drop');
    marked = row;
    row?.setAttribute('data-drop', w('drop', { name }));
  };
  const over = (event: DragEvent): void => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    // Without this, Chromium would open the file.
    event.preventDefault();
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-token]') : null;
    const conversation = conversationOf(row?.dataset.token);
    const fits = conversation !== undefined && maySend(conversation);
    event.dataTransfer.dropEffect = fits ? 'copy' : 'none';
    mark(fits ? row : null, conversation?.name);
  };
  const leave = (event: DragEvent): void => {
    if (event.relatedTarget === null) mark(null);
  };
  const end = (): void => mark(null);
  document.addEventListener('dragover', over);
  document.addEventListener('dragleave', leave);
  document.addEventListener('drop', end);
  onCleanup(() => {
    document.removeEventListener('dragover', over);
    document.removeEventListener('dragleave', leave);
    document.removeEventListener('drop', end);
  });
};

/** Tells screen readers what a person sees in the strip. The end is told as what can be undone. */
const announceStages = (state: () => AppState | undefined): void => {
  let before = new Map<number, string>();
  createEffect(() => {
    const items = state()?.files ?? [];
    for (const item of items) {
      if (before.get(item.id) === item.stage) continue;
      const file = nameText(item);
      if (item.stage === 'chosen') announce(w('offered', { file, name: item.conversation ?? '' }));
      if (item.stage === 'waiting') announce(`${file}: ${w('waiting')}`);
      if (item.stage === 'failed' && item.error) announce(w('failed', { file, why: t(`error.${item.error}`) }));
    }
    before = new Map(items.map(({ id, stage }) => [id, stage]));
  });
};
