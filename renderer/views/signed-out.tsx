import { createSignal, onMount, Show } from 'solid-js';
import type { AppState } from '../../main/core/model/app-state.ts';
import { attempt } from '../attempt.ts';
import { bridge } from '../bridge.ts';
import { AppMark } from '../components/app-mark.tsx';
import { Icon } from '../components/icon.tsx';
import { t } from '../i18n/index.ts';

/** The first screen: which Nextcloud? */
export const SignedOutView = (props: { phase: Extract<AppState['phase'], { kind: 'signed-out' }> }) => {
  const [typed, setTyped] = createSignal<string>();
  const address = () => typed() ?? props.phase.address;
  let field: HTMLInputElement | undefined;
  onMount(() => field?.focus());

  const connect = (event: SubmitEvent) => {
    event.preventDefault();
    void attempt(bridge.signIn({ address: address() }));
  };

  return (
    <main class="screen">
      <AppMark />
      <h1>Talkmelder</h1>
      <p class="screen-subtitle">{t('signedOut.title')}</p>
      <form class="form" noValidate onSubmit={connect}>
        <label for="address">{t('signedOut.address')}</label>
        <input
          ref={field}
          id="address"
          class="field"
          type="text"
          inputmode="url"
          placeholder="cloud.example.org"
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          maxLength={2_000}
          value={address()}
          onInput={(event) => setTyped(event.currentTarget.value)}
          aria-invalid={props.phase.error !== null}
          aria-describedby={props.phase.error ? 'address-error' : 'address-hint'}
        />
        <Show when={props.phase.error}>
          {(error) => (
            <p id="address-error" class="field-error" role="alert">
              {t(`error.${error()}`)}
            </p>
          )}
        </Show>
        <button type="submit" class="button button-primary button-wide">
          {t('signedOut.connect')}
        </button>
      </form>
      <p id="address-hint" class="hint">
        <Icon name="browser" />
        {t('signedOut.hint')}
      </p>
      <Show when={props.phase.notice === 'app-password-left'}>
        <div class="info-box" role="status">
          <Icon name="info" />
          <div>
            <h2>{t('signedOut.passwordLeft')}</h2>
            <p>{t('signedOut.passwordLeftHelp')}</p>
          </div>
        </div>
      </Show>
    </main>
  );
};
