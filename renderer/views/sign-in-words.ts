import { signIn as german } from '../i18n/de/sign-in.ts';
import { signIn as english } from '../i18n/en/sign-in.ts';
import { teach } from '../i18n/index.ts';

// Most starts never show these screens.
teach({ de: german, en: english });
