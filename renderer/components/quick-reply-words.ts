import { reply as german } from '../i18n/de/reply.ts';
import { reply as english } from '../i18n/en/reply.ts';
import { teach } from '../i18n/index.ts';

// Nobody needs them before somebody answers.
teach({ de: german, en: english });
