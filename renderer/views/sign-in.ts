/** The screens before the list, loaded only where nobody is signed in. */
import './sign-in-words.ts';
import '../styles/screens.css';
import '../styles/sign-in-form.css';
import { signIn as german } from '../i18n/de/sign-in.ts';
import { signIn as english } from '../i18n/en/sign-in.ts';
import { teach } from '../i18n/index.ts';

teach({ de: german, en: english });

export { SignedOutView } from './signed-out.tsx';
export { SigningInView } from './signing-in.tsx';
