import { createUniqueId, For, Show } from 'solid-js';
import { LockNote } from './lock-note.tsx';
import type { ChoiceProps } from './section.tsx';

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
