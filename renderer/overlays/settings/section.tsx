import { createUniqueId, type JSX, Show } from 'solid-js';
import { Icon } from '../../components/icon.tsx';

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
export type ChoiceProps<V extends string | number> = {
  label: string;
  help?: string;
  options: Option<V>[];
  value: V;
  locked: boolean;
  onChange: (value: V) => void;
};
