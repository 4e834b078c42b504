import { Show } from 'solid-js';
import { dismissFailure, failure } from '../attempt.ts';
import { t } from '../i18n/index.ts';
import { Icon } from './icon.tsx';

/**
 * What went wrong with the last thing tried. It goes by itself when its animation ends, which, unlike a timer,
 * stands still while the pointer or the focus is on it and while the window is hidden.
 */
export const Toast = () => (
  <div class="toast-place" role="alert">
    <Show when={failure()} keyed>
      {({ code }) => (
        <div class="toast" onAnimationEnd={(event) => event.target === event.currentTarget && dismissFailure()}>
          <Icon name="warning" />
          <p>{t(`error.${code}`)}</p>
          <button type="button" class="icon-button" aria-label={t('toast.dismiss')} onClick={dismissFailure}>
            <Icon name="close" />
          </button>
        </div>
      )}
    </Show>
  </div>
);
