/** The screens before the list, loaded only where no account is signed in. */
import '../styles/screens.css';
import '../styles/sign-in-form.css';
import { Match, Switch } from 'solid-js';
import type { SignedOut, SigningIn } from '../../main/core/model/app-state.ts';
import { SettingsButton } from '../components/settings-button.tsx';
import { SignedOutView } from './signed-out.tsx';
import { SigningInView } from './signing-in.tsx';

/** The screens up to the connection. They offer the settings, because language, theme and the doctor matter here, too. */
const SignInScreens = (props: { phase: SignedOut | SigningIn; canRemember: boolean }) => (
  <>
    <Switch>
      <Match when={props.phase.kind === 'signed-out' && props.phase}>
        {(phase) => <SignedOutView phase={phase()} />}
      </Match>
      <Match when={props.phase.kind === 'signing-in' && props.phase}>
        {(phase) => <SigningInView phase={phase()} canRemember={props.canRemember} />}
      </Match>
    </Switch>
    <SettingsButton class="screen-settings" />
  </>
);

export default SignInScreens;
