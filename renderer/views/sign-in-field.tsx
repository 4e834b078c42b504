import { createSignal, type Ref, Show } from 'solid-js';
import type { ErrorCode } from '../../main/core/model/error-code.ts';
import { EXAMINED } from '../examined.ts';
import { t } from '../i18n/index.ts';
import { openDialog } from '../overlays/dialog.ts';

/** A field for an address, a name or a password, without completion, capitalisation and spell checking. */
export const SignInField = (props: {
  id: string;
  ref: Ref<HTMLInputElement | undefined>;
  type?: 'text' | 'password';
  inputmode?: 'url';
  placeholder?: string;
  maxLength: number;
  readOnly?: boolean;
  value: string;
  onValue: (value: string) => void;
  invalid: boolean;
  /** The ids of the texts that describe the field. */
  describedBy: string | undefined;
}) => (
  <input
    ref={props.ref}
    id={props.id}
    class="field"
    type={props.type ?? 'text'}
    inputmode={props.inputmode}
    placeholder={props.placeholder}
    autocomplete="off"
    autocapitalize="off"
    spellcheck={false}
    maxLength={props.maxLength}
    readOnly={props.readOnly}
    value={props.value}
    onInput={(event) => props.onValue(event.currentTarget.value)}
    aria-invalid={props.invalid}
    aria-describedby={props.describedBy}
  />
);

/** A field for the app password, hidden unless the user wants to see it. */
export const PasswordField = (props: {
  ref: Ref<HTMLInputElement | undefined>;
  value: string;
  onValue: (value: string) => void;
  readOnly: boolean;
  /** The id of the problem's text, if something is wrong. */
  problem: string | null;
}) => {
  const [shown, setShown] = createSignal(false);
  return (
    <div class="field-pair">
      <SignInField
        ref={props.ref}
        id="app-password"
        type={shown() ? 'text' : 'password'}
        maxLength={4_096}
        readOnly={props.readOnly}
        value={props.value}
        onValue={props.onValue}
        invalid={props.problem !== null}
        describedBy={props.problem ? `${props.problem} password-help` : 'password-help'}
      />
      <button
        type="button"
        class="button"
        aria-label={t('signingIn.showPassword')}
        aria-pressed={shown()}
        onClick={() => setShown((before) => !before)}
      >
        {t('signingIn.show')}
      </button>
    </div>
  );
};

/** Whether the app password is kept on this device; where nothing can be kept, a sentence says so. */
export const RememberChoice = (props: {
  canRemember: boolean;
  checked: boolean;
  disabled?: boolean;
  onChange: (remember: boolean) => void;
}) => (
  <Show when={props.canRemember} fallback={<p class="form-help">{t('connection.memoryOnly')}</p>}>
    <label class="check">
      <input
        type="checkbox"
        checked={props.checked}
        disabled={props.disabled}
        onChange={(event) => props.onChange(event.currentTarget.checked)}
      />
      {t('signingIn.remember')}
    </label>
  </Show>
);

/** The way for a user who cannot or does not want to sign in with the browser. */
export const AppPasswordLink = (props: { disabled?: boolean; onClick: () => void }) => (
  <button type="button" class="link-button" disabled={props.disabled} onClick={() => props.onClick()}>
    {t('signingIn.appPassword')}
  </button>
);

/** The problem, read aloud when it appears, and a button to find out why. */
export const Problem = (props: { id: string; text: string | null; error: ErrorCode | null }) => (
  <>
    <Show when={props.text}>
      <p id={props.id} class="field-error" role="alert">
        {props.text}
      </p>
    </Show>
    <Show when={props.error !== null && EXAMINED.has(props.error)}>
      <button type="button" class="button button-small button-examine" onClick={() => openDialog('doctor')}>
        {t('signIn.examine')}
      </button>
    </Show>
  </>
);
