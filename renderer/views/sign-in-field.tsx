import type { Ref } from 'solid-js';

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
