import { type JSX, Show } from 'solid-js';
import { dismissDone, dismissFailure, done, failure } from '../attempt.ts';
import { t } from '../i18n/index.ts';
import { Icon, type IconName } from './icon.tsx';
import { handFocusOn } from './list-focus.ts';

/** Shows the failure of the last action, or an action that was done out of sight. */
export const Toast = () => (
  <>
    <div class="toast-place" role="alert" data-kb-top-layer="">
      <Show when={failure()} keyed>
        {({ code }) => <Told icon="warning" text={t(`error.${code}`)} onEnd={dismissFailure} />}
      </Show>
    </div>
    {/* The window's live region announces the text: here the button would be read as well. */}
    <div class="toast-place">
      <Show when={done()} keyed>
        {({ text, undo }) => (
          <Told icon="check" text={text} onEnd={dismissDone}>
            <Show when={undo}>
              {(way) => (
                <button type="button" class="toast-undo" onClick={() => takeBack(way().act)}>
                  {way().label}
                </button>
              )}
            </Show>
          </Told>
        )}
      </Show>
    </div>
  </>
);

const takeBack = (act: () => void) => {
  dismissDone();
  act();
};

/**
 * The toast goes when its animation ends. Unlike a timer, the animation pauses while the pointer or the focus is on the
 * toast and while the window is hidden. The focus returns to where it came from.
 */
const Told = (props: { icon: IconName; text: string; onEnd: () => void; children?: JSX.Element }) => {
  let before: HTMLElement | null = null;
  const rememberFocus = ({ currentTarget, relatedTarget }: FocusEvent & { currentTarget: HTMLElement }) => {
    if (relatedTarget instanceof HTMLElement && !currentTarget.contains(relatedTarget)) before = relatedTarget;
  };
  return (
    <div
      ref={(toast) => handFocusOn(toast, () => (before?.isConnected ? before : null))}
      class="toast"
      onFocusIn={rememberFocus}
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
