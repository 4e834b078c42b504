import '../styles/reply.css';
import { createEffect, on, onCleanup, onMount, Show } from 'solid-js';
import type { Conversation } from '../../main/core/model/conversation.ts';
import { t } from '../i18n/index.ts';
import { keepDraftNow, keepDraftsWhenHidden } from '../views/reply-drafts.ts';
import { loadReply, reloadMessages } from '../views/reply-loading.ts';
import { replyRecord } from '../views/reply-record.ts';
import { closeReply } from '../views/reply-state.ts';
import { LeaveButton } from './buttons.tsx';
import { QuickReplyField } from './quick-reply-field.tsx';
import { QuickReplyMessages } from './quick-reply-messages.tsx';

/**
 * The last messages of a conversation and a field for a reply. A separate chunk, because the start never needs it.
 * views/reply-record.ts keeps typed, outgoing and failed messages, so that they survive when this component goes.
 * `maxLength`: the longest message that the server accepts, in characters.
 */
export const QuickReply = (props: { conversation: Conversation; maxLength: number }) => {
  let box: HTMLElement | undefined;
  const { token } = props.conversation;
  const record = () => replyRecord(token);

  onMount(() => {
    void loadReply(token);
    onCleanup(keepDraftsWhenHidden());
  });
  onCleanup(() => keepDraftNow(token));
  createEffect(
    on(
      () => props.conversation.lastActivity,
      () => void reloadMessages(token),
      { defer: true },
    ),
  );
  // The reply grows with messages and typed text, and a sent reply moves its conversation to the top of the list. The
  // user must still see the field.
  const follow = () => {
    if (!box?.contains(document.activeElement)) return;
    box.scrollIntoView({ block: 'nearest' });
    // When the reply is taller than the window, the field matters most.
    box.querySelector('form')?.scrollIntoView({ block: 'nearest' });
  };
  onMount(() => {
    const sizes = new ResizeObserver(follow);
    if (box) sizes.observe(box);
    onCleanup(() => sizes.disconnect());
  });
  createEffect(
    on(
      () => props.conversation.lastActivity,
      () => requestAnimationFrame(follow),
      { defer: true },
    ),
  );

  return (
    <section
      ref={box}
      class="reply"
      aria-label={t('reply.title', { name: props.conversation.name })}
      // In a reply these keys are text; the list would move the focus or act on the row.
      onKeyDown={(event) => event.stopPropagation()}
    >
      <LeaveButton icon="close" label={t('reply.close')} class="reply-close" onLeave={closeReply} />
      <Show when={record()}>
        {(known) => (
          <>
            <QuickReplyMessages record={known()} to={props.conversation} />
            <QuickReplyField record={known()} to={props.conversation} maxLength={props.maxLength} />
          </>
        )}
      </Show>
    </section>
  );
};
