import { settings as german } from '../i18n/de/settings.ts';
import { settings as english } from '../i18n/en/settings.ts';
import { teach } from '../i18n/index.ts';

// Half of all words, and nobody needs them before a dialog is open.
teach({ de: german, en: english });
