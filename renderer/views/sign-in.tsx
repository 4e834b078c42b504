/** The screens before the list, loaded only where no account is signed in. */
import '../styles/screens.css';
import '../styles/sign-in-form.css';
import { createSignal, Match, Switch } from 'solid-js';
import type { SignedOut, SigningIn } from '../../main/core/model/app-state.ts';
import { SettingsButton } from '../components/buttons.tsx';
import { AppMark } from '../components/icon.tsx';
import { SignInForm } from './sign-in-form.tsx';
import { SignInMethods } from './sign-in-methods.tsx';
import { SignInSteps } from './sign-in-steps.tsx';
import { SignedOutView } from './signed-out.tsx';

/**
 * The screens up to the connection. The mark is one element for all of them and stands above what scrolls, so that it
 * never moves. They offer the settings, because language, theme and the doctor matter here, too.
 */
const SignInScreens = (props: { phase: SignedOut | SigningIn; canRemember: boolean }) => (
  <div class="sign-in">
    <AppMark />
    <Switch>
      <Match when={props.phase.kind === 'signed-out' && props.phase}>
        {(phase) => <SignedOutView phase={phase()} canRemember={props.canRemember} />}
      </Match>
      <Match when={props.phase.kind === 'signing-in' && props.phase}>
        {(phase) => <SigningInView phase={phase()} canRemember={props.canRemember} />}
      </Match>
    </Switch>
    <SettingsButton class="screen-settings" />
  </div>
);

export default SignInScreens;

/** The views from the address to the connection. */
const SigningInView = (props: { phase: SigningIn; canRemember: boolean }) => {
  // Held here, so that it outlives a step back and ends with this screen.
  const [password, setPassword] = createSignal('');
  // The form stays with its input while the server checks it.
  const onForm = () =>
    props.phase.step === 'app-password' || (props.phase.step === 'checking' && props.phase.method === 'app-password');
  return (
    <Switch fallback={<SignInSteps phase={props.phase} />}>
      <Match when={props.phase.step === 'method'}>
        <SignInMethods phase={props.phase} canRemember={props.canRemember} />
      </Match>
      <Match when={onForm()}>
        <SignInForm
          phase={props.phase}
          canRemember={props.canRemember}
          password={password()}
          onPassword={setPassword}
        />
      </Match>
    </Switch>
  );
};
