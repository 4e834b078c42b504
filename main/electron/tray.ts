import { join } from 'node:path';
import { app, Menu, type MenuItemConstructorOptions, nativeImage, Tray } from 'electron';
import { words } from '../core/i18n/index.ts';
import type { Language } from '../core/model/settings.ts';
import type { TrayIcon, TrayModel } from '../core/model/tray-model.ts';

export interface TrayActions {
  onToggleWindow: () => void;
  onOpenWindow: () => void;
  onOpenConversation: (token: string) => void;
  onRefresh: () => void;
  onDisconnect: () => void;
  onQuit: () => void;
}

/**
 * The icon in the tray with its menu.
 * @param icons folder with one sub-folder per platform (build/icons/tray)
 */
export function createTray(icons: string, language: Language, actions: TrayActions) {
  const say = words(language);
  const mac = process.platform === 'darwin';
  const tray = new Tray(imageOf(icons, 'signed-out'));
  let menu = Menu.buildFromTemplate([]);
  let shown = '';

  tray.on('click', actions.onToggleWindow);
  // On macOS a fixed menu would swallow the click.
  if (mac) tray.on('right-click', () => tray.popUpContextMenu(menu));

  const template = ({ conversations, connected }: TrayModel): MenuItemConstructorOptions[] => [
    // First, because some Linux desktops deliver no click.
    { label: say('menuOpen'), click: actions.onOpenWindow },
    { type: 'separator' },
    ...conversations.map(({ token, label }) => ({
      // "&" marks a shortcut letter in menus.
      label: label.replaceAll('&', '&&'),
      click: () => actions.onOpenConversation(token),
    })),
    ...(conversations.length > 0 ? [{ type: 'separator' as const }] : []),
    { label: say('menuRefresh'), enabled: connected, click: actions.onRefresh },
    { label: say('menuDisconnect'), enabled: connected, click: actions.onDisconnect },
    { type: 'separator' },
    { label: say('menuQuit'), click: actions.onQuit },
  ];

  return {
    update(model: TrayModel): void {
      const wanted = JSON.stringify(model);
      // Linux rebuilds the icon on every call: only when something changed.
      if (wanted === shown) return;
      shown = wanted;
      tray.setImage(imageOf(icons, model.icon));
      tray.setToolTip(model.tooltip);
      menu = Menu.buildFromTemplate(template(model));
      if (!mac) tray.setContextMenu(menu);
      app.setBadgeCount(model.unread);
    },
    bounds: () => tray.getBounds(),
  };
}

function imageOf(icons: string, icon: TrayIcon) {
  const folders: Partial<Record<NodeJS.Platform, string>> = { darwin: 'mac', win32: 'win' };
  const file = process.platform === 'darwin' ? `${icon}Template.png` : `${icon}.png`;
  return nativeImage.createFromPath(join(icons, folders[process.platform] ?? 'linux', file));
}
