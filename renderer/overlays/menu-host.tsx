import { lazy, Show } from 'solid-js';
import { menu } from './menu.ts';

/** What draws a menu is large and never needed at the start. */
const MenuPopup = lazy(() => import('./menu-popup.tsx'));

/** Fetches what draws menus, so that the first one opens at once. */
export const preloadMenu = () => MenuPopup.preload();

/** Where the open menu appears. */
export const MenuHost = () => (
  <Show when={menu()} keyed>
    {(request) => <MenuPopup request={request} />}
  </Show>
);
