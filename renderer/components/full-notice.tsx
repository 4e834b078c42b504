import { type JSX, Show } from 'solid-js';
import { handFocusOn } from './list-focus.ts';

/** Fills the window when there is no list to show. */
export const FullNotice = (props: {
  picture: JSX.Element;
  title: string;
  help: string | null;
  children?: JSX.Element;
}) => (
  <div ref={handFocusOn} class="full-notice">
    <span class="full-notice-picture">{props.picture}</span>
    <h2>{props.title}</h2>
    <Show when={props.help}>
      <p>{props.help}</p>
    </Show>
    {props.children}
  </div>
);
