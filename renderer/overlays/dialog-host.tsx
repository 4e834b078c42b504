import '../styles/dialogs.css';
import { For, lazy, Match, Show, Switch } from 'solid-js';
import type { AppState } from '../../main/core/model/app-state.ts';
import { AlarmDialog } from './alarm-dialog.tsx';
import { AlarmLogDialog } from './alarm-log-dialog.tsx';
import { dialogs } from './dialog.ts';
import { DisconnectDialog } from './dialog-questions.tsx';
import { ShortcutsDialog } from './dialog-shortcuts.tsx';
import { ChoosePinDialog, PinDialog } from './pin-dialogs.tsx';

const AppointmentDialog = lazy(() => import('./appointment-dialog.tsx'));
const SettingsDialog = lazy(() => import('./settings/settings-dialog.tsx'));

/** Draws the open dialogs, each above the one before. */
const DialogHost = (props: { state: AppState }) => {
  const accounts = () => (props.state.phase.kind === 'connected' ? props.state.phase.accounts : []);
  const conversations = () => {
    const { phase } = props.state;
    return phase.kind === 'connected' ? [...(phase.conversations ?? []), ...phase.archived] : [];
  };
  return (
    <For each={dialogs()}>
      {(dialog) => (
        <Switch>
          <Match when={dialog.name === 'settings' || dialog.name === 'doctor'}>
            <SettingsDialog dialog={dialog} state={props.state} />
          </Match>
          <Match when={dialog.name === 'shortcuts'}>
            <ShortcutsDialog dialog={dialog} shortcut={props.state.settings.shortcut} />
          </Match>
          <Match when={dialog.name === 'pin' && dialog}>{(asked) => <PinDialog dialog={asked()} />}</Match>
          <Match when={dialog.name === 'choose-pin'}>
            <ChoosePinDialog dialog={dialog} />
          </Match>
          <Match when={dialog.name === 'alarm-log'}>
            <AlarmLogDialog dialog={dialog} />
          </Match>
          <Match when={dialog.name === 'disconnect' && dialog}>
            {(asked) => (
              <Show when={accounts().find(({ id }) => id === asked().account)}>
                {(account) => <DisconnectDialog dialog={asked()} account={account()} accounts={accounts()} />}
              </Show>
            )}
          </Match>
          <Match when={dialog.name === 'appointment' && dialog}>
            {(opened) => (
              <Show when={props.state.phase.kind === 'connected' && props.state.phase}>
                {(phase) => (
                  <AppointmentDialog
                    dialog={opened()}
                    phase={phase()}
                    conversation={conversations().find(({ token }) => token === opened().token)}
                  />
                )}
              </Show>
            )}
          </Match>
          <Match when={dialog.name === 'alarm' && dialog}>
            {(opened) => (
              <Show when={conversations().find(({ token }) => token === opened().token)}>
                {(conversation) => <AlarmDialog dialog={opened()} conversation={conversation()} />}
              </Show>
            )}
          </Match>
        </Switch>
      )}
    </For>
  );
};

export default DialogHost;
