import { type BrowserWindow, type ContextMenuParams, Menu, type MenuItemConstructorOptions } from 'electron';
import type { Say } from '../core/i18n/index.ts';

/** What of Electron's event the menu depends on. */
export type Clicked = Pick<ContextMenuParams, 'isEditable' | 'selectionText' | 'editFlags'>;

/**
 * The native menu of text fields and selected text, which Electron leaves to the app. Nothing else has one: the page
 * draws the menus of its rows itself, and Chromium does not tell of a right-click that the page has answered.
 */
export function offerEditMenu(window: BrowserWindow, say: () => Say): void {
  window.webContents.on('context-menu', (_event, params) => {
    const entries = editMenu(params, say());
    if (entries.length === 0) return;
    const { frame, menuSourceType, x, y } = params;
    // The menu key has no pointer: without a place, the menu would open where the mouse happens to be.
    const place = menuSourceType === 'keyboard' ? { x, y } : {};
    Menu.buildFromTemplate(entries).popup({ window, sourceType: menuSourceType, ...(frame && { frame }), ...place });
  });
}

/** @returns no entries for what is neither a text field nor selected text */
export function editMenu({ isEditable, selectionText, editFlags }: Clicked, say: Say): MenuItemConstructorOptions[] {
  const copy = { role: 'copy', label: say('editCopy'), enabled: editFlags.canCopy } as const;
  if (!isEditable) return selectionText.trim() === '' ? [] : [copy];
  return [
    { role: 'undo', label: say('editUndo'), enabled: editFlags.canUndo },
    { type: 'separator' },
    { role: 'cut', label: say('editCut'), enabled: editFlags.canCut },
    copy,
    { role: 'paste', label: say('editPaste'), enabled: editFlags.canPaste },
    { type: 'separator' },
    { role: 'selectAll', label: say('editSelectAll'), enabled: editFlags.canSelectAll },
  ];
}
