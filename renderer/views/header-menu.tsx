import type { JSX } from 'solid-js';
import { type MenuEntry, menu, openMenu } from '../overlays/menu.ts';

type Extras = typeof import('./header-extras.ts');

/** Fetches what the header does not show at first, or to most. */
export const loadHeaderExtras = (): Promise<Extras> => import('./header-extras.ts');

/** Opens a menu whose entries are among those. */
export const openHeaderMenu = async (
  anchor: HTMLElement,
  label: string,
  entries: (extras: Extras) => MenuEntry[],
): Promise<void> => {
  const extras = await loadHeaderExtras();
  openMenu({ label, anchor, entries: () => entries(extras) });
};

/** A button that opens a menu, whose entries come with a chunk of their own. */
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
