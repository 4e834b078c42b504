import { Switch } from '@kobalte/core/switch';
import { LockNote } from './lock-note.tsx';

/** A setting that is on or off. The whole row can be clicked. */
export const SwitchSetting = (props: {
  label: string;
  help: string;
  on: boolean;
  locked: boolean;
  disabled?: boolean;
  onChange: (on: boolean) => void;
}) => (
  <Switch
    class="setting setting-switch"
    role="presentation"
    checked={props.on}
    disabled={props.locked || (props.disabled ?? false)}
    onChange={props.onChange}
  >
    <span class="setting-text">
      <Switch.Label class="setting-label">{props.label}</Switch.Label>
      <Switch.Description class="setting-help">
        {props.help}
        <LockNote locked={props.locked} />
      </Switch.Description>
    </span>
    <Switch.Input class="setting-input" />
    <Switch.Control class="switch">
      <Switch.Thumb class="switch-thumb" />
    </Switch.Control>
  </Switch>
);
