import { createSignal, Match, Switch } from 'solid-js';
import type { SigningIn } from '../../main/core/model/app-state.ts';
import { SignInForm } from './sign-in-form.tsx';
import { SignInMethods } from './sign-in-methods.tsx';
import { SignInSteps } from './sign-in-steps.tsx';

/** The views from the address to the connection. */
export const SigningInView = (props: { phase: SigningIn; canRemember: boolean }) => {
  // Held here, so that it outlives a step back and ends with this screen.
  const [password, setPassword] = createSignal('');
  // The form stays with its input while the server checks it.
  const onForm = () => props.phase.step !== 'method' && props.phase.method === 'app-password';
  return (
    <Switch fallback={<SignInSteps phase={props.phase} />}>
      <Match when={props.phase.step === 'method'}>
        <SignInMethods phase={props.phase} />
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
