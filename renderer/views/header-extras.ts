/** What the header does not show at first, or to most: its menus, and several accounts. */
import '../styles/tints.css';
import '../styles/accounts.css';
import { menus as german } from '../i18n/de/menus.ts';
import { menus as english } from '../i18n/en/menus.ts';
import { teach } from '../i18n/index.ts';

// Nobody needs them before a menu is open, or there are several accounts.
teach({ de: german, en: english });

export { accountEntries, mainEntries } from './header-entries.ts';
export { pauseEntries } from './header-pause-entries.ts';
export { AccountStack, AccountsLine } from './header-several.tsx';
