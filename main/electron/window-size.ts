import type { Rectangle, Size } from 'electron';
import type { Settings } from '../core/model/settings.ts';

const WIDTH = 380;
/** Room for this many conversations with header and footer. */
const HEIGHTS: Record<Settings['compact'], number> = { all: 560, 5: 500, 3: 400 };
/** The user cannot drag the window to a lower height than this. */
const LOWEST = 320;
/** The gap between the window and the edges of its screen. */
export const MARGIN = 8;

/**
 * Returns the size that the window should have, in device-independent pixels. The window grows with its text, so that
 * the page keeps its room.
 */
export function sizeFor({
  compact,
  windowHeight,
  textSize,
}: Pick<Settings, 'compact' | 'windowHeight' | 'textSize'>): Size {
  const zoom = textSize / 100;
  return { width: Math.round(WIDTH * zoom), height: Math.round((windowHeight ?? HEIGHTS[compact]) * zoom) };
}

/**
 * Returns the size, limited to the work area of the screen, which the taskbar is no part of; a page that does not fit
 * scrolls.
 */
export const within = ({ width, height }: Size, workArea: Size): Size => ({
  width: Math.max(1, Math.min(width, workArea.width - 2 * MARGIN)),
  height: Math.max(1, Math.min(height, workArea.height - 2 * MARGIN)),
});

/** The heights to which the user can drag a window. Its width follows from the size of the text. */
export const heightsOf = ({ height }: Size, { textSize }: Pick<Settings, 'textSize'>, workArea: Size) => ({
  lowest: Math.min(height, Math.round((LOWEST * textSize) / 100)),
  highest: Math.max(height, workArea.height - 2 * MARGIN),
});

/**
 * Returns the bounds of a resized window on its screen: it keeps the edges that are next to the taskbar, or the nearer
 * ones. Device-independent pixels.
 */
export function withSize(bounds: Rectangle, { width, height }: Size, workArea: Rectangle): Rectangle {
  const inRightHalf = bounds.x + bounds.width / 2 > workArea.x + workArea.width / 2;
  // A window as high as its screen returns to the bottom, where most taskbars are.
  const inLowerHalf = bounds.y + bounds.height / 2 >= workArea.y + workArea.height / 2;
  const x = inRightHalf ? bounds.x + bounds.width - width : bounds.x;
  const y = inLowerHalf ? bounds.y + bounds.height - height : bounds.y;
  return onto({ x, y, width, height }, workArea);
}

/**
 * Returns the bounds, moved into the work area and limited to it, for a window whose screen has become smaller or has
 * gone. A window that is in the work area stays where it is. Device-independent pixels.
 */
export const inside = (bounds: Rectangle, workArea: Rectangle): Rectangle =>
  onto({ ...bounds, ...within(bounds, workArea) }, workArea);

const onto = ({ x, y, width, height }: Rectangle, workArea: Rectangle): Rectangle => ({
  // On screens that are too small, the left and top edges stay visible.
  x: Math.max(workArea.x, Math.min(workArea.x + workArea.width - width, x)),
  y: Math.max(workArea.y, Math.min(workArea.y + workArea.height - height, y)),
  width,
  height,
});
