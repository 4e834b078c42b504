import { createSignal, onMount, Show } from 'solid-js';
import type { AppState, SignInMethod } from '../../main/core/model/app-state.ts';
import { hostOf } from '../accounts.ts';
import { attempt } from '../attempt.ts';
import { bridge } from '../bridge.ts';
import { Icon } from '../components/icon.tsx';
import { t } from '../i18n/index.ts';
import { cameFrom, leaveAdding } from './adding.ts';
import { AppPasswordLink, Problem, RememberChoice, SignInField } from './sign-in-field.tsx';
import { problemSentence } from './sign-in-sentence.ts';

const notices = {
  'app-password-left': { title: 'signedOut.passwordLeft', help: 'signedOut.passwordLeftHelp' },
  wiped: { title: 'signedOut.wiped', help: 'signedOut.wipedHelp' },
  wiping: { title: 'signedOut.wiped', help: 'signedOut.wipingHelp' },
} as const;

/** The first screen, which asks for the address of the Nextcloud. From here the browser opens without another choice. */
export const SignedOutView = (props: {
  phase: Extract<AppState['phase'], { kind: 'signed-out' }>;
  canRemember: boolean;
}) => {
  const [typed, setTyped] = createSignal<string>();
  const [remember, setRemember] = createSignal(props.phase.remember);
  const address = () => typed() ?? props.phase.address;
  const problem = () => props.phase.error && problemSentence(props.phase.error, props.phase.detail);
  /** The address that the user probably meant. */
  const offered = () => {
    const { error, detail } = props.phase;
    return error === 'address-of-person' || error === 'server-moved' ? detail : null;
  };
  let field: HTMLInputElement | undefined;
  onMount(() => field?.focus());

  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.isComposing || !props.phase.adding) return;
    // Otherwise the window would hide.
    event.preventDefault();
    void leaveAdding();
  };

  const signIn = (method: SignInMethod) =>
    void attempt(bridge.signIn({ address: address(), method, remember: remember() }));

  const take = (other: string) => {
    setTyped(other);
    signIn('browser');
  };

  const connect = (event: SubmitEvent) => {
    event.preventDefault();
    signIn('browser');
  };

  return (
    <main class="screen" on:keydown={onKey}>
      <h1>{props.phase.adding ? t('signedOut.add') : 'Talkmelder'}</h1>
      <Show when={!props.phase.adding}>
        <p class="screen-subtitle">{t('signedOut.title')}</p>
      </Show>
      <form class="form" noValidate onSubmit={connect}>
        <label for="address">{t('signedOut.address')}</label>
        <SignInField
          ref={field}
          id="address"
          inputmode="url"
          placeholder="cloud.example.org"
          maxLength={2_000}
          value={address()}
          onValue={setTyped}
          invalid={props.phase.error !== null}
          describedBy={props.phase.error ? 'address-error address-help' : 'address-help'}
        />
        <Problem id="address-error" text={problem()} error={props.phase.error} />
        <p id="address-help" class="form-help">
          {t('signedOut.addressHelp')}
        </p>
        <Show when={offered()}>
          {(other) => (
            <button type="button" class="button button-wide" onClick={() => take(other())}>
              {t('signIn.takeAddress', { host: hostOf(other()) })}
            </button>
          )}
        </Show>
        <RememberChoice canRemember={props.canRemember} checked={remember()} onChange={setRemember} />
        <button type="submit" class="button button-primary button-wide">
          {t('signedOut.connect')}
        </button>
        <AppPasswordLink onClick={() => signIn('app-password')} />
        <Show when={props.phase.adding}>
          <button type="button" class="button button-wide" onClick={() => void leaveAdding()}>
            {t(cameFrom() === 'settings' ? 'signedOut.backToSettings' : 'signedOut.backToList')}
          </button>
        </Show>
      </form>
      <Show when={props.phase.notice}>
        {(notice) => (
          <div class="info-box" role="status">
            <Icon name="info" />
            <div>
              <h2>{t(notices[notice()].title)}</h2>
              <p>{t(notices[notice()].help)}</p>
            </div>
          </div>
        )}
      </Show>
    </main>
  );
};
