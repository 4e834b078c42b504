import { menus as germanMenus } from '../i18n/de/menus.ts';
import { settings as german } from '../i18n/de/settings.ts';
import { menus as englishMenus } from '../i18n/en/menus.ts';
import { settings as english } from '../i18n/en/settings.ts';
import { teach } from '../i18n/index.ts';

// Half of all words, needed only when a dialog is open. Dialogs and menus share some of them.
teach({ de: { ...germanMenus, ...german }, en: { ...englishMenus, ...english } });
