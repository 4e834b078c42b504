import '../../styles/settings-lock.css';
import { Show } from 'solid-js';
import { t } from '../../i18n/index.ts';

/** Says that the administrator has locked the setting. */
export const LockNote = (props: { locked: boolean }) => (
  <Show when={props.locked}>
    <span class="setting-lock">
      {/* Not in icon.tsx, because the start loads those icons, and few users ever see this one. */}
      <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
        <path d="M5 11h14v10H5zM8 11V7.5a4 4 0 0 1 8 0V11M12 15v2" />
      </svg>
      {t('settings.locked')}
    </span>
  </Show>
);
