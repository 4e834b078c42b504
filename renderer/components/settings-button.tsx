import { t } from '../i18n/index.ts';
import { openDialog } from '../overlays/dialog.ts';
import { settingsShortcut } from '../window-keys.ts';
import { Icon } from './icon.tsx';

/** Opens the settings. */
export const SettingsButton = (props: { class?: string }) => (
  <button
    type="button"
    class={`icon-button ${props.class ?? ''}`}
    aria-label={t('footer.settings')}
    title={`${t('footer.settings')} (${settingsShortcut()})`}
    onClick={() => openDialog('settings')}
  >
    <Icon name="settings" />
  </button>
);
