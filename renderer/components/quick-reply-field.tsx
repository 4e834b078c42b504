import { createEffect, on, onMount, Show } from 'solid-js';
import type { Conversation } from '../../main/core/model/conversation.ts';
import { announce } from '../announce.ts';
import { language, t } from '../i18n/index.ts';
import { typeReply } from '../views/reply-drafts.ts';
import type { ReplyRecord } from '../views/reply-record.ts';
import { sendReply } from '../views/reply-sending.ts';
import { takeSummons } from '../views/reply-state.ts';
import { Icon } from './icon.tsx';
import { charactersLeft } from './quick-reply-length.ts';

/** The field for the reply. Enter sends, Shift+Enter begins a new line. */
export const QuickReplyField = (props: { record: ReplyRecord; to: Conversation; maxLength: number }) => {
  let field: HTMLTextAreaElement | undefined;
  onMount(() => takeSummons(props.to.token) && field?.focus());

  const left = () => charactersLeft(props.record.text, props.maxLength);
  const tooLong = () => {
    const count = left();
    return count !== null && count < 0;
  };
  const problem = () => {
    if (!props.to.canReply) return t('error.message-refused');
    return tooLong() ? t('reply.tooLong', { count: number(-(left() ?? 0)) }) : null;
  };
  const number = (count: number) => count.toLocaleString(language());
  const sendable = () => problem() === null && props.record.text.trim() !== '';
  createEffect(
    on(
      () => problem() !== null,
      (there, before) => there && !before && announce(problem() ?? ''),
    ),
  );

  const send = () => {
    if (sendable()) sendReply(props.to);
    field?.focus();
  };
  /** The key that opened the reply may still be held down, and must not become text. */
  let untouched = true;
  const onKey = (event: KeyboardEvent) => {
    if (untouched && event.repeat) return event.preventDefault();
    untouched = false;
    // Enter also ends the composition of a character, and must not send then.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    if (!event.repeat) send();
  };

  return (
    <form
      class="reply-form"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div class="reply-line">
        <textarea
          ref={field}
          class="reply-field"
          rows={1}
          aria-label={t('reply.field', { name: props.to.name })}
          placeholder={t('reply.placeholder')}
          enterkeyhint="send"
          autocomplete="off"
          dir="auto"
          value={props.record.text}
          aria-invalid={problem() !== null}
          aria-describedby="reply-note"
          onInput={(event) => typeReply(props.to.token, event.currentTarget.value)}
          onKeyDown={onKey}
        />
        <button
          type="submit"
          class="icon-button reply-send"
          aria-label={t('reply.send')}
          title={t('reply.sendHelp')}
          disabled={!sendable()}
        >
          <Icon name="send" />
        </button>
      </div>
      <p id="reply-note" class="reply-note" classList={{ 'reply-problem': problem() !== null }}>
        <Show
          when={problem()}
          fallback={<Show when={left() !== null}>{t('reply.left', { count: number(left() ?? 0) })}</Show>}
        >
          {(sentence) => sentence()}
        </Show>
      </p>
    </form>
  );
};
