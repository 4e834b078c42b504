import { Show } from 'solid-js';

/** What went wrong, read aloud when it appears. */
export const Problem = (props: { id: string; text: string | null }) => (
  <Show when={props.text}>
    <p id={props.id} class="field-error" role="alert">
      {props.text}
    </p>
  </Show>
);
