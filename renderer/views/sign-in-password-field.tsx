import { createSignal } from 'solid-js';
import { t } from '../i18n/index.ts';

/** For the app password: hidden unless asked for, and shown to this field's owner alone. */
export const PasswordField = (props: {
  ref: (field: HTMLInputElement) => void;
  value: string;
  onValue: (value: string) => void;
  readOnly: boolean;
  /** The id of what is said about it, if something is wrong. */
  problem: string | null;
}) => {
  const [shown, setShown] = createSignal(false);
  return (
    <div class="field-pair">
      <input
        ref={props.ref}
        id="app-password"
        class="field"
        type={shown() ? 'text' : 'password'}
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        maxLength={4_096}
        readOnly={props.readOnly}
        value={props.value}
        onInput={(event) => props.onValue(event.currentTarget.value)}
        aria-invalid={props.problem !== null}
        aria-describedby={props.problem ? `${props.problem} password-help` : 'password-help'}
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
