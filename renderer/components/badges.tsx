import { Show } from 'solid-js';
import { t } from '../i18n/index.ts';
import { badgeText } from './badge-text.ts';

/**
 * The unread count; nothing at zero. A mention stands out, a muted conversation is subdued. `mentioned`: screen readers
 * hear of a mention that the badge does not show.
 */
export const UnreadBadge = (props: {
  unread: number;
  tone: 'mention' | 'strong' | 'soft' | 'muted';
  mentioned?: boolean;
}) => {
  const label = () =>
    t(props.tone === 'mention' || props.mentioned ? 'list.unreadMentioned' : 'list.unread', {
      count: badgeText(props.unread),
    });
  return (
    <Show when={props.unread > 0}>
      <span class={`badge badge-${props.tone}`} role="img" aria-label={label()}>
        {props.tone === 'mention' ? '@ ' : ''}
        {badgeText(props.unread)}
      </span>
    </Show>
  );
};

/** Distinguishes an author from a server member of the same name: "Gast", "Bot", "extern". Never cut off. */
export const AuthorMark = (props: { mark: string | undefined }) => (
  <Show when={props.mark}>{(mark) => <span class="author-mark">{mark()}</span>}</Show>
);
