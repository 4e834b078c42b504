import type { Display, Rectangle } from 'electron';

/** The small card on the work area of an old laptop (1366 × 768 with a taskbar). Device-independent pixels. */
const SMALL = { width: 460, height: 330 };
const LAPTOP = { width: 1366, height: 720 };
const MARGIN = 16;

/**
 * Returns where the card of alarms is on a display: it fills the display, or is small in the corner of the work area.
 * The small card takes the same share of each display, because a television is read from further away than a laptop;
 * its page scales the text with it (alarm-card.tsx).
 */
export function alarmBounds({ bounds, workArea }: Pick<Display, 'bounds' | 'workArea'>, isSmall: boolean): Rectangle {
  if (!isSmall) return bounds;
  const scale = Math.max(1, Math.min(workArea.width / LAPTOP.width, workArea.height / LAPTOP.height));
  const width = Math.min(Math.round(SMALL.width * scale), workArea.width);
  const height = Math.min(Math.round(SMALL.height * scale), workArea.height);
  return {
    x: workArea.x + workArea.width - width - Math.min(MARGIN, workArea.width - width),
    y: workArea.y + workArea.height - height - Math.min(MARGIN, workArea.height - height),
    width,
    height,
  };
}
