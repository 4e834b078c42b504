import type { Point, Rectangle, Size } from 'electron';
import { MARGIN, within } from './window-size.ts';

/**
 * Returns the bounds of a window next to the tray icon: never larger than the work area of its screen, and fully in it,
 * so that nothing is behind the taskbar. Device-independent pixels: the work area of a screen at 200 % is half as large
 * as the screen has pixels.
 * @param tray bounds of the tray icon; empty on desktops that do not report them
 * @param wanted the size that the window should have
 */
export function boundsBeside(tray: Rectangle, cursor: Point, workArea: Rectangle, wanted: Size): Rectangle {
  const size = within(wanted, workArea);
  return { ...placeWindow(tray, cursor, workArea, size), ...size };
}

/**
 * Returns the position of a window next to the tray icon and fully on its screen. It follows the taskbar: below a
 * taskbar at the top, above one at the bottom, beside one at the side. Device-independent pixels.
 * @param tray bounds of the tray icon; empty on desktops that do not report them (most of Linux)
 * @param cursor used instead, because the user has just clicked there
 */
export function placeWindow(tray: Rectangle, cursor: Point, workArea: Rectangle, size: Size): Point {
  const anchor = tray.width > 0 ? { x: tray.x + tray.width / 2, y: tray.y + tray.height / 2 } : cursor;
  const left = workArea.x + MARGIN;
  const top = workArea.y + MARGIN;
  const right = workArea.x + workArea.width - size.width - MARGIN;
  const bottom = workArea.y + workArea.height - size.height - MARGIN;
  const beside = anchor.x < workArea.x || anchor.x >= workArea.x + workArea.width;
  const y = beside ? anchor.y - size.height / 2 : anchor.y < workArea.y + workArea.height / 2 ? top : bottom;
  // On screens that are too small, the left and top edges stay visible.
  return {
    x: Math.round(Math.max(left, Math.min(right, anchor.x - size.width / 2))),
    y: Math.round(Math.max(top, Math.min(bottom, y))),
  };
}
