import { Show } from 'solid-js';
import type { Conversation } from '../../main/core/model/conversation.ts';
import { t } from '../i18n/index.ts';
import { AuthorMark } from './badges.tsx';
import { Icon } from './icon.tsx';

/** The last message in one line: its author, thread, attachment and text. */
export const RowPreview = (props: { preview: Conversation['preview'] }) => (
  <Show when={props.preview} fallback={<span class="row-preview row-preview-none">{t('list.noPreview')}</span>}>
    {(preview) => (
      <span class="row-preview" dir="auto">
        <Show when={preview().author}>
          {(author) => (
            <>
              <bdi class="row-author" classList={{ 'row-author-marked': preview().mark !== undefined }}>
                {author()}
              </bdi>
              <AuthorMark mark={preview().mark} />
              {': '}
            </>
          )}
        </Show>
        <Show when={preview().thread}>{(title) => <bdi class="row-thread">{title()}</bdi>}</Show>
        <Show when={preview().attachment}>{(kind) => <Icon name={kind()} />}</Show>
        {preview().text}
      </span>
    )}
  </Show>
);
