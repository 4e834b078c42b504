import { reply as german } from '../i18n/de/reply.ts';
import { reply as english } from '../i18n/en/reply.ts';
import { teach } from '../i18n/index.ts';

// The window needs these words only when the user replies.
teach({ de: german, en: english });
