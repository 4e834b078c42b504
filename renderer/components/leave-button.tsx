import type { Ref } from 'solid-js';
import { Icon } from './icon.tsx';

/** Closes something or leads back from it. Escape does the same there, which the tooltip tells. */
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
