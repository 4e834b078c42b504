import { Icon } from '../components/icon.tsx';
import { t } from '../i18n/index.ts';
import { openDialog } from '../overlays/dialog.ts';
import { settingsShortcut } from '../window-keys.ts';

/** The way to the settings where there is no footer yet: language, theme and the doctor matter before signing in. */
export const SettingsButton = () => (
  <button
    type="button"
    class="icon-button screen-settings"
    aria-label={t('footer.settings')}
    title={`${t('footer.settings')} (${settingsShortcut()})`}
    onClick={() => openDialog('settings')}
  >
    <Icon name="settings" />
  </button>
);
