import { Show } from 'solid-js';

/** Distinguishes an author from a server member of the same name: "Gast", "Bot", "extern". Never cut off. */
export const AuthorMark = (props: { mark: string | undefined }) => (
  <Show when={props.mark}>{(mark) => <span class="author-mark">{mark()}</span>}</Show>
);
