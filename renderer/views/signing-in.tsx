import { type JSX, onMount, Show } from 'solid-js';
import type { AppState } from '../../main/core/model/app-state.ts';
import { attempt } from '../attempt.ts';
import { bridge } from '../bridge.ts';
import { AppMark } from '../components/app-mark.tsx';
import { CopyButton } from '../components/copy-button.tsx';
import { hostOf } from '../components/host.ts';
import { Icon } from '../components/icon.tsx';
import { Spinner } from '../components/spinner.tsx';
import { t } from '../i18n/index.ts';

type Phase = Extract<AppState['phase'], { kind: 'signing-in' }>;

/** From the address to the connection. One screen: its parts change, none of them moves. */
export const SigningInView = (props: { phase: Phase }) => {
  const waiting = () => props.phase.step === 'waiting';
  const host = () => hostOf(props.phase.address);
  let title: HTMLHeadingElement | undefined;
  // The form that had the focus is gone: whoever listens hears what happens now.
  onMount(() => title?.focus());

  return (
    <main class="screen screen-steady">
      <AppMark />
      <h1 ref={title} tabIndex={-1}>
        {t(waiting() ? 'signingIn.waiting' : 'signingIn.contacting')}
      </h1>
      <ol class="steps" aria-live="polite">
        <Step state={waiting() ? 'done' : 'active'} number={1}>
          {t(waiting() ? 'signingIn.answered' : 'signingIn.asking', { host: host() })}
        </Step>
        <Step state={waiting() ? 'active' : 'ahead'} number={2}>
          {t('signingIn.grant')}
        </Step>
        <Step state="ahead" number={3}>
          {t('signingIn.finish')}
        </Step>
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
      <div class="form">
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
          <button type="button" class="button" onClick={() => void attempt(bridge.cancelSignIn())}>
            {t('signingIn.cancel')}
          </button>
        </div>
      </div>
    </main>
  );
};

const Step = (props: { state: 'done' | 'active' | 'ahead'; number: number; children: JSX.Element }) => (
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
