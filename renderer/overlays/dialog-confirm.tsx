import { Dialog } from '@kobalte/core/dialog';
import { t } from '../i18n/index.ts';
import { closeDialog, type OpenDialog } from './dialog.ts';
import { DialogFrame } from './dialog-frame.tsx';

type Asked = Extract<OpenDialog, { name: 'confirm' }>;

/** Asks yes or no. The harmless answer comes first and has the focus. */
export const ConfirmDialog = (props: { dialog: Asked }) => {
  const question = () => props.dialog.question;
  const yes = () => {
    props.dialog.answer(true);
    closeDialog(props.dialog);
  };
  return (
    <DialogFrame dialog={props.dialog} class="dialog" question>
      <Dialog.Title>{question().title}</Dialog.Title>
      <Dialog.Description>{question().text}</Dialog.Description>
      <div class="dialog-buttons">
        <button type="button" class="button" onClick={() => closeDialog(props.dialog)}>
          {t('disconnect.cancel')}
        </button>
        <button
          type="button"
          class="button"
          classList={{ 'button-danger': question().danger, 'button-primary': !question().danger }}
          onClick={yes}
        >
          {question().confirm}
        </button>
      </div>
    </DialogFrame>
  );
};
