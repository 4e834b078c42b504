import { Menu } from 'electron';

/**
 * Removes the menu bar. On macOS the Edit menu stays, unseen: without it, ⌘V would not paste into the address field.
 */
export function setMenu(): void {
  const mac = process.platform === 'darwin';
  Menu.setApplicationMenu(mac ? Menu.buildFromTemplate([{ role: 'appMenu' }, { role: 'editMenu' }]) : null);
}
