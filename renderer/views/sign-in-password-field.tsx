import { createSignal, type Ref } from 'solid-js';
import { t } from '../i18n/index.ts';
import { SignInField } from './sign-in-field.tsx';

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
