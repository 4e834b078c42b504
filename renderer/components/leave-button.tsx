import type { Ref } from 'solid-js';
import { Icon } from './icon.tsx';

/** Closes a view or leads back from it. Its tooltip says that Escape does the same. */
export const LeaveButton = (props: {
  icon: 'back' | 'close';
  label: string;
  class?: string;
  ref?: Ref<HTMLButtonElement | undefined>;
  onLeave: () => void;
}) => (
  <button
    ref={props.ref}
    type="button"
    class={`icon-button ${props.class ?? ''}`}
    aria-label={props.label}
    title={`${props.label} (Esc)`}
    onClick={() => props.onLeave()}
  >
    <Icon name={props.icon} />
  </button>
);
