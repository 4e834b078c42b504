import { RadioGroup } from '@kobalte/core/radio-group';
import { Switch } from '@kobalte/core/switch';
import { createUniqueId, For, type JSX, Show } from 'solid-js';
import { Icon } from '../../components/icon.tsx';
import { t } from '../../i18n/index.ts';

/** Related settings under a heading. */
export const Section = (props: { title: string; children: JSX.Element }) => {
  const id = createUniqueId();
  return (
    <section class="settings-section" aria-labelledby={id}>
      <h3 id={id}>{props.title}</h3>
      <div class="settings-card">{props.children}</div>
    </section>
  );
};

/** A warning about the setting above. Screen readers read it when it appears. */
export const Warning = (props: { text: string | null }) => (
  <div role="status">
    <Show when={props.text}>
      {(text) => (
        <p class="setting-warning">
          <Icon name="warning" />
          {text()}
        </p>
      )}
    </Show>
  </div>
);

/** A possible value of a setting. */
type Option<V extends string | number> = { value: V; label: string; help?: string };

/** The props of a setting with a few possible values. */
type ChoiceProps<V extends string | number> = {
  label: string;
  help?: string;
  options: Option<V>[];
  value: V;
  locked: boolean;
  onChange: (value: V) => void;
};

/** A setting that is on or off. The whole row can be clicked. */
export const SwitchSetting = (props: {
  label: string;
  help?: string;
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

const choose = <V extends string | number>(props: ChoiceProps<V>, chosen: string) => {
  const option = props.options.find(({ value }) => String(value) === chosen);
  if (option) props.onChange(option.value);
};

/** One of a few values, each with a sentence that explains it. The whole row can be clicked. */
export const RadioSetting = <V extends string | number>(props: ChoiceProps<V>) => (
  <RadioGroup
    class="radio-group"
    disabled={props.locked}
    value={String(props.value)}
    onChange={(chosen) => choose(props, chosen)}
  >
    <RadioGroup.Label class="radio-group-label">{props.label}</RadioGroup.Label>
    <Show when={props.locked}>
      <RadioGroup.Description class="radio-group-help">
        <LockNote locked={props.locked} />
      </RadioGroup.Description>
    </Show>
    <For each={props.options}>
      {(option) => (
        <RadioGroup.Item class="radio" role="presentation" value={String(option.value)}>
          <RadioGroup.ItemInput class="setting-input" />
          <RadioGroup.ItemControl class="radio-mark" />
          <span class="setting-text">
            <RadioGroup.ItemLabel class="setting-label">{option.label}</RadioGroup.ItemLabel>
            <RadioGroup.ItemDescription class="setting-help">{option.help}</RadioGroup.ItemDescription>
          </span>
        </RadioGroup.Item>
      )}
    </For>
  </RadioGroup>
);

/** One of a few values with one word each. */
export const SegmentSetting = <V extends string | number>(props: ChoiceProps<V>) => (
  <RadioGroup
    class="setting"
    orientation="horizontal"
    disabled={props.locked}
    value={String(props.value)}
    onChange={(chosen) => choose(props, chosen)}
  >
    <RadioGroup.Label class="setting-label">{props.label}</RadioGroup.Label>
    <div class="segments">
      <For each={props.options}>
        {(option) => (
          <RadioGroup.Item class="segment" role="presentation" value={String(option.value)}>
            <RadioGroup.ItemInput class="setting-input" />
            <RadioGroup.ItemLabel class="segment-label">{option.label}</RadioGroup.ItemLabel>
          </RadioGroup.Item>
        )}
      </For>
    </div>
    <Show when={props.help || props.locked}>
      <RadioGroup.Description class="setting-help">
        {props.help}
        <LockNote locked={props.locked} />
      </RadioGroup.Description>
    </Show>
  </RadioGroup>
);

/** One of many values. A native list: it may reach beyond the small window, and people know its keys. */
export const SelectSetting = <V extends string | number>(props: ChoiceProps<V>) => {
  const id = createUniqueId();
  const choose = (index: number) => {
    const option = props.options[index];
    if (option) props.onChange(option.value);
  };
  return (
    <div class="setting">
      <label class="setting-label" for={id}>
        {props.label}
      </label>
      <span class="select">
        <select
          id={id}
          aria-describedby={props.help || props.locked ? `${id}-help` : undefined}
          disabled={props.locked}
          onChange={(event) => choose(event.currentTarget.selectedIndex)}
        >
          <For each={props.options}>
            {(option) => (
              <option value={option.value} selected={option.value === props.value}>
                {option.label}
              </option>
            )}
          </For>
        </select>
      </span>
      <Show when={props.help || props.locked}>
        <p id={`${id}-help`} class="setting-help">
          {props.help}
          <LockNote locked={props.locked} />
        </p>
      </Show>
    </div>
  );
};

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
