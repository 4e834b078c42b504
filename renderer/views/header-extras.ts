/** What the header does not show at first, or to most: its menus, marking all as read, several accounts. */
import '../styles/accounts.css';

export { accountEntries, mainEntries } from './header-entries.ts';
export { markAllRead } from './header-mark-all.ts';
export { pauseEntries } from './header-pause-entries.ts';
export { AccountStack } from './header-several.tsx';
