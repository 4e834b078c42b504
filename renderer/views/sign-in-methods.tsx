import { createSignal, onMount } from 'solid-js';
import type { SignInMethod, SigningIn } from '../../main/core/model/app-state.ts';
import { hostOf } from '../accounts.ts';
import { attempt } from '../attempt.ts';
import { bridge } from '../bridge.ts';
import { Icon } from '../components/icon.tsx';
import { t } from '../i18n/index.ts';
import { AppPasswordLink, Problem, RememberChoice } from './sign-in-field.tsx';
import { problemSentence } from './sign-in-sentence.ts';

/**
 * Offers the browser and, as a link, an app password: to continue an account, or after the browser has failed. The
 * browser has the focus, so that Enter is enough.
 */
export const SignInMethods = (props: { phase: SigningIn; canRemember: boolean }) => {
  const [remember, setRemember] = createSignal(props.phase.remember);
  const host = () => hostOf(props.phase.address);
  const problem = () =>
    props.phase.error && problemSentence(props.phase.error, props.phase.detail, props.phase.again, props.phase);
  let browser: HTMLButtonElement | undefined;
  onMount(() => browser?.focus());
  const choose = (method: SignInMethod) => void attempt(bridge.chooseSignInMethod({ method, remember: remember() }));
  const goBack = () =>
    void attempt(props.phase.again ? bridge.cancelSignIn() : bridge.stepBackInSignIn({ typed: null }));
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    // Otherwise the window would hide.
    event.preventDefault();
    goBack();
  };

  return (
    <main class="screen" on:keydown={onKey}>
      <h1>{t(props.phase.again ? 'signingIn.again' : 'signingIn.method')}</h1>
      <p class="screen-subtitle">
        {props.phase.again ? t('signingIn.account', { name: props.phase.loginName, host: host() }) : host()}
      </p>
      <div class="form">
        <Problem id="method-error" text={problem()} error={props.phase.error} />
        <RememberChoice canRemember={props.canRemember} checked={remember()} onChange={setRemember} />
        <button ref={browser} type="button" class="button button-primary button-wide" onClick={() => choose('browser')}>
          <Icon name="browser" />
          {t('signingIn.browser')}
        </button>
        <AppPasswordLink onClick={() => choose('app-password')} />
        <button type="button" class="button button-wide" onClick={goBack}>
          {t(props.phase.again ? 'signingIn.cancel' : 'signingIn.back')}
        </button>
      </div>
    </main>
  );
};
