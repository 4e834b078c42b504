import { onMount } from 'solid-js';
import type { SignInMethod, SigningIn } from '../../main/core/model/app-state.ts';
import { hostOf } from '../accounts.ts';
import { attempt } from '../attempt.ts';
import { bridge } from '../bridge.ts';
import { AppMark, Icon, type IconName } from '../components/icon.tsx';
import { t } from '../i18n/index.ts';
import { Problem } from './sign-in-field.tsx';
import { problemSentence } from './sign-in-sentence.ts';

/** Offers the browser or an app password. The browser has the focus, so that Enter is enough. */
export const SignInMethods = (props: { phase: SigningIn }) => {
  const host = () => hostOf(props.phase.address);
  const problem = () => props.phase.error && problemSentence(props.phase.error, props.phase.detail, props.phase.again);
  let browser: HTMLButtonElement | undefined;
  onMount(() => browser?.focus());
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
      <AppMark />
      <h1>{t(props.phase.again ? 'signingIn.again' : 'signingIn.method')}</h1>
      <p class="screen-subtitle">
        {props.phase.again ? t('signingIn.account', { name: props.phase.loginName, host: host() }) : host()}
      </p>
      <div class="form">
        <Problem id="method-error" text={problem()} error={props.phase.error} />
        <Choice
          ref={(button) => {
            browser = button;
          }}
          method="browser"
          icon="browser"
          label={t('signingIn.browser')}
          help={t('signingIn.browserHelp')}
        />
        <Choice
          method="app-password"
          icon="key"
          label={t('signingIn.appPassword')}
          help={t('signingIn.appPasswordHelp')}
        />
        <button type="button" class="button button-wide" onClick={goBack}>
          {t(props.phase.again ? 'signingIn.cancel' : 'signingIn.back')}
        </button>
      </div>
    </main>
  );
};

const Choice = (props: {
  ref?: (button: HTMLButtonElement) => void;
  method: SignInMethod;
  icon: IconName;
  label: string;
  help: string;
}) => (
  <>
    <button
      ref={props.ref}
      type="button"
      class="button button-wide"
      classList={{ 'button-primary': props.method === 'browser' }}
      aria-describedby={`${props.method}-help`}
      onClick={() => void attempt(bridge.chooseSignInMethod({ method: props.method }))}
    >
      <Icon name={props.icon} />
      {props.label}
    </button>
    <p id={`${props.method}-help`} class="form-help choice-help">
      {props.help}
    </p>
  </>
);
