import type { Rectangle, Size } from 'electron';
import type { Settings } from '../core/model/settings.ts';

const WIDTH = 380;
/** Enough for so many conversations with header and footer. */
const HEIGHTS: Record<Settings['compact'], number> = { all: 560, 5: 500, 3: 400 };

/** In device-independent pixels. */
export const sizeFor = (compact: Settings['compact']): Size => ({ width: WIDTH, height: HEIGHTS[compact] });

/**
 * The same window with another height, on its screen: it keeps the edge that is next to the taskbar, or the nearer one.
 * Device-independent pixels.
 */
export function withHeight(bounds: Rectangle, height: number, workArea: Rectangle): Rectangle {
  const inLowerHalf = bounds.y + bounds.height / 2 > workArea.y + workArea.height / 2;
  const y = inLowerHalf ? bounds.y + bounds.height - height : bounds.y;
  const lowest = workArea.y + workArea.height - height;
  return { ...bounds, height, y: Math.max(workArea.y, Math.min(lowest, y)) };
}
