import { lazy, Show } from 'solid-js';
import { menu } from './menu.ts';

/** The menu's code is large, and the start never needs it. */
const MenuPopup = lazy(() => import('./menu-popup.tsx'));

/** Loads the code of the menu, so that the first menu opens at once. */
export const preloadMenu = () => MenuPopup.preload();

/** The place for the open menu. */
export const MenuHost = () => (
  <Show when={menu()} keyed>
    {(request) => <MenuPopup request={request} />}
  </Show>
);
