import { Menu } from 'electron';

/**
 * Removes the menu bar. On macOS two menus stay, unseen: without the Edit menu, ⌘V would not paste into the address
 * field, and without the other, ⌘Q and ⌘H would do nothing.
 * @param onQuit the user has pressed ⌘Q
 */
export function setMenu(onQuit: () => void): void {
  const own: Electron.MenuItemConstructorOptions = {
    label: 'Talkmelder',
    submenu: [{ role: 'hide' }, { role: 'hideOthers' }, { label: 'Quit', accelerator: 'Command+Q', click: onQuit }],
  };
  const mac = process.platform === 'darwin';
  Menu.setApplicationMenu(mac ? Menu.buildFromTemplate([own, { role: 'editMenu' }]) : null);
}
