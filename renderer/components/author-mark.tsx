import { Show } from 'solid-js';

/** Tells an author from a member of the server who has the same name: "Gast", "Bot", "extern". Never cut off. */
export const AuthorMark = (props: { mark: string | undefined }) => (
  <Show when={props.mark}>{(mark) => <span class="author-mark">{mark()}</span>}</Show>
);
