import '../../styles/settings.css';
import '../../styles/settings-doctor.css';
import '../../styles/settings-controls.css';
import { Dialog } from '@kobalte/core/dialog';
import { Show } from 'solid-js';
import type { AppState } from '../../../main/core/model/app-state.ts';
import { Icon } from '../../components/icon.tsx';
import { t } from '../../i18n/index.ts';
import { closeDialog, type OpenDialog, openDialog } from '../dialog.ts';
import { DialogFrame } from '../dialog-frame.tsx';
import { ConnectionSettings } from './connection.tsx';
import { DiagnosticsSection } from './diagnostics.tsx';
import { createEditor } from './editor.ts';
import { General } from './general.tsx';
import { Notifications } from './notifications.tsx';
import { WindowSettings } from './window.tsx';

/** All settings on one sheet that covers the window. Each change applies at once. */
const SettingsDialog = (props: { dialog: OpenDialog; state: AppState }) => {
  const editor = createEditor(
    () => props.state.settings,
    () => props.state.locked,
  );
  return (
    <DialogFrame dialog={props.dialog} class="settings">
      <header class="settings-bar">
        <button
          type="button"
          class="icon-button"
          aria-label={t('settings.back')}
          title={`${t('settings.back')} (Esc)`}
          onClick={() => closeDialog(props.dialog)}
        >
          <Icon name="back" />
        </button>
        <Dialog.Title>{t('settings.title')}</Dialog.Title>
      </header>
      <div class="settings-content">
        <General editor={editor} device={props.state.device} />
        <Notifications editor={editor} device={props.state.device} />
        <WindowSettings editor={editor} device={props.state.device} />
        <ConnectionSettings editor={editor} />
        <DiagnosticsSection state={props.state} />
        <Show when={props.state.phase.kind === 'connected'}>
          <button type="button" class="button button-leave" onClick={() => openDialog('disconnect')}>
            <Icon name="unplug" />
            {t('menu.disconnect')}
          </button>
        </Show>
      </div>
    </DialogFrame>
  );
};

export default SettingsDialog;
