/** The screens before the list, loaded only where nobody is signed in. */
import './sign-in-words.ts';
import '../styles/screens.css';
import '../styles/sign-in-form.css';

export { SignedOutView } from './signed-out.tsx';
export { SigningInView } from './signing-in.tsx';
