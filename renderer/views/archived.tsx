import { onCleanup, onMount } from 'solid-js';
import type { Conversation } from '../../main/core/model/conversation.ts';
import { LeaveButton } from '../components/buttons.tsx';
import { ConversationList } from '../components/conversation-list.tsx';
import { Icon } from '../components/icon.tsx';
import { handFocusOn } from '../components/list-focus.ts';
import { t } from '../i18n/index.ts';
import { leaveArchived, showArchived } from './archived-state.ts';

/** The archived conversations, and the way back. */
export const Archived = (props: { conversations: Conversation[]; about: string; maxLength: number }) => {
  let back: HTMLButtonElement | undefined;
  onMount(() => back?.focus());
  // The focus returns to its origin, which is drawn anew.
  onCleanup(() => queueMicrotask(() => document.querySelector<HTMLElement>('.archived-entry')?.focus()));
  return (
    <section ref={handFocusOn} class="archived" aria-label={t('rows.archivedTitle')}>
      <div class="archived-head">
        <LeaveButton ref={back} icon="back" label={t('rows.back')} onLeave={leaveArchived} />
        <h2>{t('rows.archivedTitle')}</h2>
      </div>
      <ConversationList
        conversations={props.conversations}
        about={props.about}
        maxLength={props.maxLength}
        label={t('rows.archivedTitle')}
      />
    </section>
  );
};

/** The entry below the other conversations that opens the archive. */
export const ArchivedEntry = (props: { count: number }) => (
  <button type="button" class="list-button archived-entry" onClick={showArchived}>
    <Icon name="archived" />
    <span>{t('rows.archivedCount', { count: props.count })}</span>
    <Icon name="chevron" />
  </button>
);

/** The archived conversations that a search finds, after the others. */
export const ArchivedHits = (props: {
  conversations: Conversation[];
  existing: Conversation[];
  about: string;
  maxLength: number;
}) => (
  <section class="archived" aria-labelledby="archived-hits">
    <h2 id="archived-hits" class="list-heading">
      {t('rows.archived')}
    </h2>
    <ConversationList
      conversations={props.conversations}
      existing={props.existing}
      about={props.about}
      maxLength={props.maxLength}
      label={t('rows.archivedTitle')}
    />
  </section>
);
