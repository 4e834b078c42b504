import { createEffect, createSignal, on, onMount, Show } from 'solid-js';
import type { SigningIn } from '../../main/core/model/app-state.ts';
import { hostOf } from '../accounts.ts';
import { attempt } from '../attempt.ts';
import { bridge } from '../bridge.ts';
import { Spinner } from '../components/icon.tsx';
import { type PlainKey, t } from '../i18n/index.ts';
import { PasswordField, Problem, RememberChoice, SignInField } from './sign-in-field.tsx';
import { problemSentence } from './sign-in-sentence.ts';

/** Login name and app password. The parent holds `password`, and nothing else keeps it. */
export const SignInForm = (props: {
  phase: SigningIn;
  canRemember: boolean;
  password: string;
  onPassword: (password: string) => void;
}) => {
  const [loginName, setLoginName] = createSignal(props.phase.loginName);
  const [remember, setRemember] = createSignal(props.phase.remember);
  const [missing, setMissing] = createSignal<PlainKey | null>(null);
  const busy = () => props.phase.step === 'checking';
  let nameField: HTMLInputElement | undefined;
  let passwordField: HTMLInputElement | undefined;
  const problem = () => {
    const key = missing();
    if (key) return t(key);
    return props.phase.error && problemSentence(props.phase.error, props.phase.detail, props.phase.again, props.phase);
  };
  onMount(() => (loginName() === '' ? nameField : passwordField)?.focus());
  // The app password is most often the wrong part.
  createEffect(on(busy, (now) => now || passwordField?.focus(), { defer: true }));

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (busy()) return;
    if (loginName().trim() === '') {
      setMissing('signingIn.loginNameMissing');
      nameField?.focus();
    } else if (props.password.trim() === '') {
      setMissing('signingIn.passwordMissing');
      passwordField?.focus();
    } else {
      setMissing(null);
      const typed = { loginName: loginName(), appPassword: props.password, remember: remember() };
      void attempt(bridge.signInWithAppPassword(typed));
    }
  };
  const goBack = () => {
    const typed = { loginName: loginName(), remember: remember() };
    void attempt(bridge.stepBackInSignIn({ typed }));
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.isComposing) return;
    // Otherwise the window would hide.
    event.preventDefault();
    goBack();
  };

  return (
    <main class="screen screen-form" on:keydown={onKey}>
      <h1>{t('signingIn.formTitle')}</h1>
      <p class="screen-subtitle">{hostOf(props.phase.address)}</p>
      <form class="form" noValidate onSubmit={submit}>
        <label for="login-name">{t('signingIn.loginName')}</label>
        <SignInField
          ref={nameField}
          id="login-name"
          maxLength={1_000}
          readOnly={busy() || props.phase.again}
          value={loginName()}
          onValue={setLoginName}
          invalid={problem() !== null}
          describedBy={problem() ? 'sign-in-error' : undefined}
        />
        <label for="app-password">{t('signingIn.password')}</label>
        <PasswordField
          ref={passwordField}
          value={props.password}
          onValue={props.onPassword}
          readOnly={busy()}
          problem={problem() ? 'sign-in-error' : null}
        />
        <Problem id="sign-in-error" text={problem()} error={missing() ? null : props.phase.error} />
        <p id="password-help" class="form-help">
          {t('signingIn.passwordHelp')}
        </p>
        <RememberChoice canRemember={props.canRemember} checked={remember()} disabled={busy()} onChange={setRemember} />
        <button type="submit" class="button button-primary button-wide" aria-busy={busy()}>
          <Show when={busy()}>
            <Spinner />
          </Show>
          {t(busy() ? 'signingIn.checking' : 'signingIn.submit')}
        </button>
        <button type="button" class="link-button" onClick={goBack}>
          {t('signingIn.back')}
        </button>
      </form>
    </main>
  );
};
