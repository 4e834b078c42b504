import { Show } from 'solid-js';
import type { ErrorCode } from '../../main/core/model/error-code.ts';
import { t } from '../i18n/index.ts';
import { openDialog } from '../overlays/dialog.ts';

/** Errors that the doctor can explain better than the sentence. */
const EXAMINED: ReadonlySet<ErrorCode> = new Set([
  'unreachable',
  'certificate',
  'pin-mismatch',
  'proxy-auth',
  'not-nextcloud',
  'server-moved',
  'untrusted-domain',
  'untrusted-answer',
  'no-api',
  'maintenance',
  'server-error',
]);

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
