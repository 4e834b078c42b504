import { bridge } from '../bridge.ts';
import { t } from '../i18n/index.ts';
import { ActionButton } from './action-button.tsx';

/** Asks once before the account is disconnected. Modal: the focus stays in it, Esc closes it. */
export const DisconnectDialog = (props: { host: string; ref: (dialog: HTMLDialogElement) => void }) => {
  let dialog: HTMLDialogElement | undefined;
  const keep = (element: HTMLDialogElement) => {
    dialog = element;
    props.ref(element);
  };
  return (
    <dialog class="dialog" ref={keep} aria-labelledby="disconnect-title" aria-describedby="disconnect-text">
      <h2 id="disconnect-title">{t('disconnect.title')}</h2>
      <p id="disconnect-text">{t('disconnect.text', { host: props.host })}</p>
      <div class="dialog-buttons">
        <button type="button" class="button" onClick={() => dialog?.close()}>
          {t('disconnect.cancel')}
        </button>
        <ActionButton class="button button-danger" action={() => bridge.disconnect()} onDone={() => dialog?.close()}>
          {t('disconnect.confirm')}
        </ActionButton>
      </div>
    </dialog>
  );
};
