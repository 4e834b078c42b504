import { Dialog } from '@kobalte/core/dialog';
import type { JSX } from 'solid-js';
import { closeDialog, type OpenDialog } from './dialog.ts';

/** These get the focus if the opener is gone: an element in the dialog below, or else in the header. */
const HOMES = ['[role=dialog] button', '.header-buttons [aria-haspopup]'];

/**
 * A modal dialog: the focus moves into it, stays in it, and returns to where it was; Esc closes it.
 * `question`: the dialog needs an answer, so a click beside it does not close it.
 */
export const DialogFrame = (props: {
  dialog: OpenDialog;
  class: string;
  question?: boolean;
  children: JSX.Element;
}) => {
  // Not reactive: by the time the focus returns, the props are gone with the dialog.
  const { dialog } = props;
  const giveFocusBack = (event: Event) => {
    const { returnTo } = dialog;
    const places = returnTo?.isConnected ? [returnTo] : HOMES.map((home) => document.querySelector(home));
    const target = places.find((place) => place instanceof HTMLElement);
    if (!event.defaultPrevented) target?.focus();
  };
  return (
    <Dialog open onOpenChange={(open) => open || closeDialog(dialog)} preventScroll={false}>
      <Dialog.Portal>
        <Dialog.Overlay class="dialog-backdrop" />
        <Dialog.Content
          class={props.class}
          role={props.question ? 'alertdialog' : 'dialog'}
          onPointerDownOutside={(event) => {
            if (props.question) event.preventDefault();
          }}
          onCloseAutoFocus={giveFocusBack}
        >
          {props.children}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog>
  );
};
