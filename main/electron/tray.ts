import { join } from 'node:path';
import { app, Menu, nativeImage, Tray as TrayIconOnScreen } from 'electron';
import type { TrayModel } from '../core/model/tray-model.ts';
import { trayFile } from './tray-file.ts';
import { type TrayActions, trayMenu } from './tray-menu.ts';

export type Tray = ReturnType<typeof createTray>;

/**
 * Shows the icon in the tray with its menu.
 * @param icons folder with one sub-folder per platform (build/icons/tray), each with one per colours
 */
export function createTray(
  icons: string,
  actions: TrayActions & { onToggleWindow: () => void; onSecondClick: () => void },
  first: Shown,
) {
  const mac = process.platform === 'darwin';
  const tray = new TrayIconOnScreen(imageOf(icons, first));
  let menu = Menu.buildFromTemplate([]);
  let shown = '';

  tray.on('click', actions.onToggleWindow);
  // On Windows, the second of two quick clicks comes as `double-click`: the two belong together.
  tray.on('double-click', actions.onSecondClick);
  // On macOS a fixed menu would swallow the click.
  if (mac) tray.on('right-click', () => tray.popUpContextMenu(menu));

  return {
    update(model: TrayModel): void {
      const wanted = JSON.stringify(model);
      // Linux rebuilds the icon on every call, so it is set only when something changed.
      if (wanted === shown) return;
      shown = wanted;
      tray.setImage(imageOf(icons, model));
      tray.setToolTip(model.tooltip);
      menu = Menu.buildFromTemplate(trayMenu(model, actions));
      if (!mac) tray.setContextMenu(menu);
      app.setBadgeCount(model.unread);
    },
    bounds: () => tray.getBounds(),
  };
}

type Shown = Pick<TrayModel, 'icon' | 'style'>;

const imageOf = (icons: string, shown: Shown) =>
  nativeImage.createFromPath(join(icons, trayFile(shown, process.platform)));
