import type { Point, Rectangle, Size } from 'electron';
import { MARGIN } from './window-size.ts';

/**
 * Where a window goes so that it stands next to the tray icon and wholly on its screen. Follows the taskbar: below a
 * taskbar at the top, above one at the bottom, beside one at the side. Device-independent pixels.
 * @param tray bounds of the tray icon; empty on desktops that do not tell (most of Linux)
 * @param cursor used instead, for there the person has just clicked
 */
export function placeWindow(tray: Rectangle, cursor: Point, workArea: Rectangle, size: Size): Point {
  const anchor = tray.width > 0 ? { x: tray.x + tray.width / 2, y: tray.y + tray.height / 2 } : cursor;
  const left = workArea.x + MARGIN;
  const top = workArea.y + MARGIN;
  const right = workArea.x + workArea.width - size.width - MARGIN;
  const bottom = workArea.y + workArea.height - size.height - MARGIN;
  const beside = anchor.x < workArea.x || anchor.x >= workArea.x + workArea.width;
  const y = beside ? anchor.y - size.height / 2 : anchor.y < workArea.y + workArea.height / 2 ? top : bottom;
  // The left and top edges win on screens that are too small.
  return {
    x: Math.round(Math.max(left, Math.min(right, anchor.x - size.width / 2))),
    y: Math.round(Math.max(top, Math.min(bottom, y))),
  };
}
