import { type JSX, Show } from 'solid-js';
import type { ErrorCode } from '../../main/core/model/error-code.ts';
import { dismissDone, dismissFailure, done, failure } from '../attempt.ts';
import { EXAMINED } from '../examined.ts';
import { t } from '../i18n/index.ts';
import { openDialog } from '../overlays/dialog.ts';
import { decideUndo, undoable, undoText } from '../undo.ts';
import { copyLink } from './conversation-commands.ts';
import { Icon, type IconName } from './icon.tsx';
import { handFocusOn } from './list-focus.ts';

/** Shows the failure of the last action, or an action that was done out of sight. */
export const Toast = () => (
  <>
    <div class="toast-place" role="alert" data-kb-top-layer="">
      <Show when={failure()} keyed>
        {({ code, about, names }) => (
          <Note icon="warning" text={failureSentence(code, names)} onEnd={dismissFailure}>
            <Show when={code === 'browser-not-opened' && about}>
              {(conversation) => (
                <button type="button" class="toast-undo" onClick={() => void copyLink(conversation())}>
                  {t('rows.copyLink')}
                </button>
              )}
            </Show>
            <Show when={EXAMINED.has(code)}>
              <button type="button" class="toast-undo" onClick={examine}>
                {t('error.examine')}
              </button>
            </Show>
          </Note>
        )}
      </Show>
    </div>
    {/* The window's live region announces the text: here the button would be read as well. */}
    <Show when={done() || undoable()}>
      <section class="toast-place" aria-label={t('toast.title')}>
        <Show when={done()} keyed>
          {({ text }) => <Note icon="check" text={text} onEnd={dismissDone} />}
        </Show>
        {/* Main decides how long it stays. */}
        <Show when={undoable()?.id} keyed>
          <Note
            icon="check"
            text={undoText()}
            stays={true}
            onHold={(held) => decideUndo(held ? 'hold' : 'go-on')}
            onEnd={() => decideUndo('send')}
          >
            <button type="button" class="toast-undo" onClick={() => decideUndo('undo')}>
              {t('rows.undo')}
            </button>
          </Note>
        </Show>
      </section>
    </Show>
  </>
);

/** More than two names would hide the sentence. */
const failureSentence = (code: ErrorCode, [name, other, ...more]: readonly string[]): string => {
  const problem = t(`error.${code}`);
  if (name === undefined) return problem;
  if (other === undefined) return t('error.about', { name, problem });
  return more.length === 0
    ? t('error.aboutTwo', { name, other, problem })
    : t('error.aboutSeveral', { count: more.length + 2, problem });
};

const examine = () => {
  dismissFailure();
  openDialog('doctor');
};

/**
 * The toast goes when its animation ends. Unlike a timer, the animation pauses while the pointer or the focus is on the
 * toast and while the window is hidden. The focus returns to where it came from.
 */
const Note = (props: {
  icon: IconName;
  text: string;
  /** The toast does not go by itself. */
  stays?: boolean;
  /** The pointer or the focus is on the toast, or no longer. */
  onHold?: (held: boolean) => void;
  onEnd: () => void;
  children?: JSX.Element;
}) => {
  let before: HTMLElement | null = null;
  let isHeld = false;
  const hold = (held: boolean) => {
    if (held !== isHeld) props.onHold?.(held);
    isHeld = held;
  };
  const rememberFocus = ({ currentTarget, relatedTarget }: FocusEvent & { currentTarget: HTMLElement }) => {
    if (relatedTarget instanceof HTMLElement && !currentTarget.contains(relatedTarget)) before = relatedTarget;
  };
  return (
    <div
      ref={(toast) => handFocusOn(toast, () => (before?.isConnected ? before : null))}
      class="toast"
      classList={{ 'toast-stays': props.stays }}
      // The pointer may rest where the toast appears: only a movement means it.
      onPointerMove={() => hold(true)}
      onPointerLeave={() => hold(false)}
      onFocusIn={(event) => {
        rememberFocus(event);
        hold(true);
      }}
      onFocusOut={() => hold(false)}
      onAnimationEnd={(event) => event.target === event.currentTarget && props.onEnd()}
    >
      <Icon name={props.icon} />
      <p>{props.text}</p>
      {props.children}
      <button type="button" class="icon-button" aria-label={t('toast.dismiss')} onClick={() => props.onEnd()}>
        <Icon name="close" />
      </button>
    </div>
  );
};
