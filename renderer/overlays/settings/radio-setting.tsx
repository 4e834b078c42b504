import { RadioGroup } from '@kobalte/core/radio-group';
import { For, Show } from 'solid-js';
import { LockNote } from './lock-note.tsx';
import type { ChoiceProps } from './section.tsx';

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
