import type { Rectangle, Size } from 'electron';
import type { Settings } from '../core/model/settings.ts';

const WIDTH = 380;
/** Room for this many conversations with header and footer. */
const HEIGHTS: Record<Settings['compact'], number> = { all: 560, 5: 500, 3: 400 };
/** The gap between the window and the edges of its screen. */
export const MARGIN = 8;

/**
 * Returns the size in device-independent pixels.
 * @param zoom the page's zoom factor: the window grows with it, so that the page keeps its room
 */
export function sizeFor(compact: Settings['compact'], zoom = 1): Size {
  return { width: Math.round(WIDTH * zoom), height: Math.round(HEIGHTS[compact] * zoom) };
}

/** Returns the size, limited to the screen; a page that does not fit scrolls. */
export const within = ({ width, height }: Size, workArea: Size): Size => ({
  width: Math.min(width, workArea.width - 2 * MARGIN),
  height: Math.min(height, workArea.height - 2 * MARGIN),
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
  const rightmost = workArea.x + workArea.width - width;
  const lowest = workArea.y + workArea.height - height;
  return {
    x: Math.max(workArea.x, Math.min(rightmost, x)),
    y: Math.max(workArea.y, Math.min(lowest, y)),
    width,
    height,
  };
}
