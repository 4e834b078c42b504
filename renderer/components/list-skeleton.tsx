import { For } from 'solid-js';
import { t } from '../i18n/index.ts';

/** Placeholder rows while the first list loads. */
export const ListSkeleton = () => (
  <div class="list skeleton" role="status" aria-label={t('list.loading')}>
    <For each={['long', 'short', 'medium', 'long', 'medium', 'short', 'long']}>
      {(length) => (
        <div class={`row skeleton-${length}`} aria-hidden="true">
          <span class="avatar" />
          <span class="row-line">
            <span class="skeleton-line skeleton-name" />
          </span>
          <span class="row-line">
            <span class="skeleton-line skeleton-preview" />
          </span>
        </div>
      )}
    </For>
  </div>
);
