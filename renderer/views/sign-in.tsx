/** The screens before the list, loaded only where no account is signed in. */
import '../styles/screens.css';
import '../styles/sign-in-form.css';
import { createSignal, lazy, Match, Switch } from 'solid-js';
import type { AppState, SigningIn } from '../../main/core/model/app-state.ts';
import { kindOf } from '../app-state.ts';
import { SettingsButton } from '../components/buttons.tsx';
import { AppMark } from '../components/icon.tsx';
import { SignInForm } from './sign-in-form.tsx';
import { SignInMethods } from './sign-in-methods.tsx';
import { SignInSteps } from './sign-in-steps.tsx';
import { SignedOutView } from './signed-out.tsx';

/** Users see it once. */
const WelcomeView = lazy(() => import('./welcome.tsx'));

/**
 * The screens up to the connection. The mark is one element for all of them and stands above what scrolls, so that it
 * never moves. They offer the settings, because language, theme and the doctor matter here, too.
 */
const SignInScreens = (props: { state: AppState }) => {
  const phase = () => props.state.phase;
  const canRemember = () => props.state.secretBackend !== 'memory';
  return (
    <div class="sign-in">
      <AppMark />
      <Switch>
        <Match when={kindOf(phase(), 'signed-out')}>
          {(current) => <SignedOutView phase={current()} canRemember={canRemember()} />}
        </Match>
        <Match when={kindOf(phase(), 'signing-in')}>
          {(current) => <SigningInView phase={current()} canRemember={canRemember()} />}
        </Match>
        <Match when={kindOf(phase(), 'connected')}>
          {(current) => <WelcomeView state={props.state} phase={current()} />}
        </Match>
      </Switch>
      <SettingsButton class="screen-settings" />
    </div>
  );
};

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
