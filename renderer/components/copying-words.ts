import { copying as german } from '../i18n/de/copying.ts';
import { copying as english } from '../i18n/en/copying.ts';
import { teach } from '../i18n/index.ts';

// Nothing that the window shows first can be copied.
teach({ de: german, en: english });
