import { type BrowserWindow, type ContextMenuParams, Menu, type MenuItemConstructorOptions } from 'electron';
import type { Say } from '../core/i18n/index.ts';

/** The part of Electron's event that decides the menu. */
export type Clicked = Pick<ContextMenuParams, 'isEditable' | 'selectionText' | 'editFlags'>;

/**
 * Opens the native menu of text fields and selected text, which Electron leaves to the app. Nothing else has a native
 * menu: the page draws the menus of its rows itself, and Chromium does not report a right-click that the page has
 * handled.
 */
export function offerEditMenu(window: BrowserWindow, say: () => Say): void {
  window.webContents.on('context-menu', (_event, params) => {
    const entries = editMenu(params, say());
    if (entries.length === 0) return;
    const { frame, menuSourceType, x, y } = params;
    // The menu key has no pointer. Without a position, the menu would open where the mouse happens to be.
    const place = menuSourceType === 'keyboard' ? { x, y } : {};
    Menu.buildFromTemplate(entries).popup({ window, sourceType: menuSourceType, ...(frame && { frame }), ...place });
  });
}

/** @returns no entries unless the click was on a text field or on selected text */
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
