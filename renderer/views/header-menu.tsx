import type { JSX } from 'solid-js';
import { type MenuEntry, menu, openMenu } from '../overlays/menu.ts';

/** A button that opens a menu. */
export const MenuButton = (props: {
  class: string;
  label: string;
  entries: () => MenuEntry[];
  children?: JSX.Element;
}) => {
  let button: HTMLButtonElement | undefined;
  return (
    <button
      ref={button}
      type="button"
      class={props.class}
      aria-label={props.label}
      title={props.label}
      aria-haspopup="menu"
      aria-expanded={menu() !== null && menu()?.anchor === button}
      onClick={(event) => openMenu({ label: props.label, anchor: event.currentTarget, entries: () => props.entries() })}
    >
      {props.children}
    </button>
  );
};
