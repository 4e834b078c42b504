import { copying as german } from '../i18n/de/copying.ts';
import { copying as english } from '../i18n/en/copying.ts';
import { teach } from '../i18n/index.ts';

// The first view has nothing to copy, so it does not need these words.
teach({ de: german, en: english });
