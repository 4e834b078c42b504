import { join } from 'node:path';
import { app, Menu, nativeImage, Tray as TrayIconOnScreen } from 'electron';
import type { TrayModel } from '../core/model/tray-model.ts';
import { type TrayPicture, trayFile } from './tray-file.ts';
import { type TrayActions, trayMenu } from './tray-menu.ts';

/** While an alarm rings, the picture changes this often: less than twice a second, because flashing can harm people. */
const BLINK_MS = 700;

export type Tray = ReturnType<typeof createTray>;

/**
 * Shows the icon in the tray with its menu.
 * @param icons folder with one sub-folder per platform (build/icons/tray), each with one per colours
 */
export function createTray(
  icons: string,
  actions: TrayActions & { onToggleWindow: () => void; onSecondClick: () => void },
  first: TrayPicture,
) {
  const mac = process.platform === 'darwin';
  const tray = new TrayIconOnScreen(imageOf(icons, first));
  let menu = Menu.buildFromTemplate([]);
  let shown = '';
  let blinking: NodeJS.Timeout | undefined;

  tray.on('click', actions.onToggleWindow);
  // On Windows, the second of two quick clicks comes as `double-click`: the two belong together.
  tray.on('double-click', actions.onSecondClick);
  // On macOS a fixed menu would swallow the click.
  if (mac) tray.on('right-click', () => tray.popUpContextMenu(menu));

  function blink({ style }: TrayPicture): void {
    let isLit = false;
    blinking = setInterval(() => {
      isLit = !isLit;
      tray.setImage(imageOf(icons, { icon: isLit ? 'alarm-blink' : 'alarm', style }));
    }, BLINK_MS);
  }

  return {
    update(model: TrayModel): void {
      const wanted = JSON.stringify(model);
      // Linux rebuilds the icon on every call, so it is set only when something changed.
      if (wanted === shown) return;
      shown = wanted;
      clearInterval(blinking);
      tray.setImage(imageOf(icons, model));
      if (model.icon === 'alarm') blink(model);
      tray.setToolTip(model.tooltip);
      menu = Menu.buildFromTemplate(trayMenu(model, actions));
      if (!mac) tray.setContextMenu(menu);
      app.setBadgeCount(model.unread);
    },
    bounds: () => tray.getBounds(),
  };
}

const imageOf = (icons: string, shown: TrayPicture) =>
  nativeImage.createFromPath(join(icons, trayFile(shown, process.platform)));
