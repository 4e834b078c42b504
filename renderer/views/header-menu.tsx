import type { JSX } from 'solid-js';
import { type MenuEntry, menu, openMenu } from '../overlays/menu.ts';

type Extras = typeof import('./header-extras.ts');

/** Loads the parts of the header that it does not show at first, or to most users. */
export const loadHeaderExtras = (): Promise<Extras> => import('./header-extras.ts');

/** Opens a menu with entries from those parts. */
export const openHeaderMenu = async (
  anchor: HTMLElement,
  label: string,
  entries: (extras: Extras) => MenuEntry[],
): Promise<void> => {
  const extras = await loadHeaderExtras();
  openMenu({ label, anchor, entries: () => entries(extras) });
};

/** A button for a menu whose entries are in a chunk of their own. */
export const MenuButton = (props: {
  class: string;
  label: string;
  entries: (extras: Extras) => MenuEntry[];
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
      onClick={(event) => void openHeaderMenu(event.currentTarget, props.label, (extras) => props.entries(extras))}
    >
      {props.children}
    </button>
  );
};
