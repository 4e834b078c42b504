/**
 * The parts of the header that it does not show at first, or to most users: menus, marking all as read, several
 * accounts.
 */
import '../styles/accounts.css';
import { menus as german } from '../i18n/de/menus.ts';
import { menus as english } from '../i18n/en/menus.ts';
import { teach } from '../i18n/index.ts';

// The window needs these words only with these parts.
teach({ de: german, en: english });

export { accountEntries, mainEntries } from './header-entries.ts';
export { markAllRead } from './header-mark-all.ts';
export { pauseEntries } from './header-pause-entries.ts';
export { AccountStack } from './header-several.tsx';
