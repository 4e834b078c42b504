import { createEffect, type JSX, on, onMount, Show } from 'solid-js';
import type { SigningIn } from '../../main/core/model/app-state.ts';
import { hostOf } from '../accounts.ts';
import { attempt } from '../attempt.ts';
import { bridge } from '../bridge.ts';
import { CopyButton } from '../components/copy-button.tsx';
import { Icon, Spinner } from '../components/icon.tsx';
import { t } from '../i18n/index.ts';
import { AppPasswordLink } from './sign-in-field.tsx';

/** The steps that run by themselves or in the browser, on one screen: its parts change, but none of them moves. */
export const SignInSteps = (props: { phase: SigningIn }) => {
  const inBrowser = () => props.phase.method === 'browser';
  const step = () => props.phase.step;
  const waiting = () => step() === 'waiting';
  const host = () => hostOf(props.phase.address);
  const title = () =>
    waiting() ? 'signingIn.waiting' : step() === 'checking' ? 'signingIn.checking' : 'signingIn.contacting';
  let heading: HTMLHeadingElement | undefined;
  // The element with the focus is gone; the heading tells screen readers what happens now.
  onMount(() => heading?.focus());
  // A vanishing button would take the focus with it.
  createEffect(on(waiting, (now) => now || heading?.focus(), { defer: true }));
  const goBack = () => void attempt(inBrowser() ? bridge.stepBackInSignIn({ typed: null }) : bridge.cancelSignIn());

  return (
    <main class="screen screen-steady">
      <h1 ref={heading} tabIndex={-1}>
        {t(title())}
      </h1>
      <ol class="steps" aria-live="polite">
        <Step state={step() === 'contacting' ? 'active' : 'done'} number={inBrowser() ? 1 : null}>
          {t(step() === 'contacting' ? 'signingIn.asking' : 'signingIn.answered', { host: host() })}
        </Step>
        <Show when={inBrowser()}>
          <Step state={waiting() ? 'active' : step() === 'checking' ? 'done' : 'ahead'} number={2}>
            {t('signingIn.grant')}
          </Step>
          <Step state={step() === 'checking' ? 'active' : 'ahead'} number={3}>
            {t('signingIn.finish')}
          </Step>
        </Show>
      </ol>
      <p class="screen-warning" role="status">
        <Show when={props.phase.warning}>
          {(warning) => (
            <>
              <Icon name="warning" />
              {t(warning() === 'browser-not-opened' ? 'signingIn.browserNotOpened' : `error.${warning()}`)}
            </>
          )}
        </Show>
      </p>
      <Show when={waiting()}>
        <p class="form-help screen-help">{t('signingIn.otherPerson')}</p>
      </Show>
      <div class="form">
        <Show
          when={inBrowser()}
          fallback={
            <button type="button" class="button button-wide" onClick={goBack}>
              {t('signingIn.cancel')}
            </button>
          }
        >
          <button
            type="button"
            class="button button-primary button-wide"
            disabled={!waiting()}
            onClick={() => void attempt(bridge.reopenLoginPage())}
          >
            {t('signingIn.reopen')}
          </button>
          <div class="button-pair">
            <CopyButton
              label={t('signingIn.copy')}
              copied={t('signingIn.copied')}
              disabled={!waiting()}
              copy={() => bridge.copyLoginLink()}
            />
            <button type="button" class="button" onClick={goBack}>
              {t('signingIn.back')}
            </button>
          </div>
          <AppPasswordLink
            disabled={!waiting()}
            onClick={() => void attempt(bridge.chooseSignInMethod({ method: 'app-password' }))}
          />
        </Show>
      </div>
    </main>
  );
};

const Step = (props: { state: 'done' | 'active' | 'ahead'; number: number | null; children: JSX.Element }) => (
  <li class={`step step-${props.state}`} aria-current={props.state === 'active' ? 'step' : undefined}>
    <span class="step-mark" aria-hidden="true">
      <Show when={props.state !== 'done'} fallback={<Icon name="check" />}>
        <Show when={props.state === 'active'}>
          <Spinner />
        </Show>
        {props.number}
      </Show>
    </span>
    <span>{props.children}</span>
  </li>
);
