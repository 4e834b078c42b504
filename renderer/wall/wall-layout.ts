/** The share of the screen's height that header, footer and margins take, in units. */
const AROUND = 19;
/** The height of a row of which the screen is full, in units. */
const ROW = 6;
/** A column narrower than this cuts most names, in units. */
const COLUMN = 46;

export type WallLayout = {
  /** The measure of all others, in CSS pixels: a hundredth of the width of a screen of 16:9. */
  unit: number;
  columns: number;
  /** Rows in each column. */
  rows: number;
  /** How much larger a row is than on a full screen. */
  scale: number;
};

/** So few conversations get larger rows. */
const FEW = 4;

/**
 * Returns how the wall display fills a screen. Few conversations get one column, whose rows read across the room; more
 * get as many columns as the screen is wide. What does not fit is left out, because no hand scrolls.
 * @param screen in CSS pixels
 * @param count how many conversations there are
 */
export const wallLayout = ({ width, height }: { width: number; height: number }, count: number): WallLayout => {
  // A screen on its side is narrow, but has much room for rows.
  const unit = Math.max(Math.min(width / 100, (height * 1.78) / 100), Math.min(width / 62, height / 110), 1);
  const rows = Math.max(1, Math.floor((height / unit - AROUND) / ROW));
  const most = Math.max(1, Math.floor(width / unit / COLUMN));
  if (count <= FEW && rows > FEW) return { unit, rows: FEW, columns: 1, scale: Math.min(1.5, rows / FEW) };
  return { unit, rows, columns: count <= rows ? 1 : most, scale: 1 };
};
