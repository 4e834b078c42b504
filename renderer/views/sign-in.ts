/** The screens before the list, loaded only where nobody is signed in. */
import '../styles/screens.css';

export { SignedOutView } from './signed-out.tsx';
export { SigningInView } from './signing-in.tsx';
