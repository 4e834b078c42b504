import type { TrayIcon, TrayModel } from '../core/model/tray-model.ts';

/** What the icon shows. While an alarm rings, it changes between two pictures. */
export type TrayPicture = { icon: TrayIcon | 'alarm-blink'; style: TrayModel['style'] };

/** Returns the path of an icon below build/icons/tray. @param platform as `process.platform` */
export function trayFile({ icon, style }: TrayPicture, platform: string): string {
  const mac = platform === 'darwin';
  const isAlarm = icon === 'alarm' || icon === 'alarm-blink';
  // An alarm is red in the menu bar of macOS, too.
  const colours = style === 'system' ? (mac && !isAlarm ? 'mono' : 'colour') : style;
  // The name makes it a template image, which macOS draws in the colour of its menu bar.
  if (mac) return colours === 'mono' ? `mac/mono/${icon}Template.png` : `mac/${colours}/${icon}.png`;
  // Electron takes only the PNG for 100 % (shell/browser/api/electron_api_native_image.cc).
  if (platform === 'win32') return `win/${colours}/${icon}.ico`;
  return `linux/${colours}/${icon}.png`;
}
