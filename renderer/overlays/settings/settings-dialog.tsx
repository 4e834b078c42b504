import '../../styles/settings.css';
import '../../styles/settings-doctor.css';
import '../../styles/settings-controls.css';
import { Dialog } from '@kobalte/core/dialog';
import { Show } from 'solid-js';
import type { AppState } from '../../../main/core/model/app-state.ts';
import { LeaveButton } from '../../components/buttons.tsx';
import { t } from '../../i18n/index.ts';
import { closeDialog, type OpenDialog } from '../dialog.ts';
import { DialogFrame } from '../dialog-frame.tsx';
import { Accounts } from './accounts.tsx';
import { AlarmSection } from './alarm-section.tsx';
import { CompanionSettings } from './companions.tsx';
import { DiagnosticsSection } from './diagnostics.tsx';
import { createEditor } from './editor.ts';
import { ConnectionSettings, General, Notifications, WallSettings, WindowSettings } from './sections.tsx';
import { StationSettings } from './station.tsx';
import { TransferSettings } from './transfer.tsx';
import { UpdateSettings } from './updates.tsx';

/** All settings on a sheet that covers the window, or the doctor alone. Each change applies at once. */
const SettingsDialog = (props: { dialog: OpenDialog; state: AppState }) => {
  const editor = createEditor(
    () => props.state.settings,
    () => props.state.locked,
  );
  const isDoctor = props.dialog.name === 'doctor';
  return (
    <DialogFrame dialog={props.dialog} class="settings">
      <header class="settings-bar">
        <LeaveButton icon="back" label={t('settings.back')} onLeave={() => closeDialog(props.dialog)} />
        <Dialog.Title>{t(isDoctor ? 'settings.diagnostics' : 'settings.title')}</Dialog.Title>
      </header>
      <div class="settings-content">
        <Show when={!isDoctor}>
          <Show when={props.state.phase.kind === 'connected' && props.state.phase}>
            {(phase) => <Accounts accounts={phase().accounts} />}
          </Show>
          <General editor={editor} device={props.state.device} />
          <Notifications editor={editor} state={props.state} />
          <AlarmSection editor={editor} state={props.state} />
          <StationSettings editor={editor} state={props.state} />
          <WindowSettings editor={editor} device={props.state.device} />
          <WallSettings editor={editor} />
          <CompanionSettings editor={editor} />
          <ConnectionSettings editor={editor} />
          <UpdateSettings state={props.state} />
          <TransferSettings />
        </Show>
        <DiagnosticsSection state={props.state} atOnce={isDoctor} />
      </div>
    </DialogFrame>
  );
};

export default SettingsDialog;
