/** The colours made from a server's theming colour, each `#rrggbb`. */
export type Accent = {
  /** Buttons and badges. */
  fill: string;
  /** Text on `fill`. */
  onFill: string;
  /** A hint of the colour, for quiet badges and surfaces. */
  soft: string;
  /** Text and icons in the colour, on `soft` or on the window's surfaces. */
  text: string;
};
export type Theme = 'light' | 'dark';

/** Talkmelder's own colour, for servers without a theming colour. */
export const BRAND = '#00679e';

/** The backgrounds of accents, used to measure their contrast. */
export const SURFACES = {
  light: { surface: '#ffffff', hover: '#eef2f6' },
  dark: { surface: '#14181d', hover: '#20272f' },
} as const;

const WHITE = '#ffffff';
const BLACK = '#000000';
/** The minimum contrast in WCAG 2.2 AA for text, and for other things. */
const TEXT = 4.5;
const SHAPE = 3;
/**
 * Black text with this contrast means a bright colour (yellow, light green), which is kept rather than darkened to mud.
 */
const BRIGHT = 8;

const channels = (hex: string) => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));

const mix = (from: string, to: string, share: number): string => {
  const target = channels(to);
  const mixed = channels(from).map((value, i) => Math.round(value + ((target[i] ?? value) - value) * share));
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
};

/** Returns the relative luminance, 0 to 1 (WCAG 2.2). */
const luminance = (hex: string): number => {
  const [r = 0, g = 0, b = 0] = channels(hex).map((value) => {
    const c = value / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};

/** Returns the contrast of two colours, 1 to 21 (WCAG 2.2). */
export const contrast = (a: string, b: string): number => {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
};

/** Moves a colour towards another one, no further than needed. */
const shift = (colour: string, towards: string, enough: (candidate: string) => boolean): string => {
  for (let share = 0; share < 1; share += 0.05) {
    const candidate = mix(colour, towards, share);
    if (enough(candidate)) return candidate;
  }
  return towards;
};

const fillFor = (colour: string, theme: Theme): Pick<Accent, 'fill' | 'onFill'> => {
  if (theme === 'light') {
    if (contrast(colour, BLACK) >= BRIGHT) return { fill: colour, onFill: BLACK };
    return { fill: shift(colour, BLACK, (c) => contrast(c, WHITE) >= TEXT), onFill: WHITE };
  }
  const fill = shift(colour, WHITE, (c) => contrast(c, SURFACES.dark.surface) >= SHAPE);
  return { fill, onFill: contrast(fill, WHITE) >= TEXT ? WHITE : BLACK };
};

/**
 * Returns readable colours for any theming colour.
 * @param colour `#rrggbb`; anything else, and null, gives Talkmelder's own
 */
export const accentFor = (colour: string | null, theme: Theme): Accent => {
  const base = colour !== null && /^#[0-9a-f]{6}$/i.test(colour) ? colour.toLowerCase() : BRAND;
  const { surface, hover } = SURFACES[theme];
  const { fill, onFill } = fillFor(base, theme);
  const soft = mix(surface, fill, theme === 'light' ? 0.12 : 0.3);
  const text = shift(fill, theme === 'light' ? BLACK : WHITE, (c) =>
    [surface, hover, soft].every((behind) => contrast(c, behind) >= TEXT),
  );
  return { fill, onFill, soft, text };
};

/**
 * Passes the surfaces and accents of both themes to tokens.css; the browser chooses the theme.
 * @param colour the server's theming colour, null for Talkmelder's own
 */
export const applyAccent = (colour: string | null, style: Pick<CSSStyleDeclaration, 'setProperty'>) => {
  for (const theme of ['light', 'dark'] as const) {
    const { fill, onFill, soft, text } = accentFor(colour, theme);
    const { surface, hover } = SURFACES[theme];
    style.setProperty(`--${theme}-surface`, surface);
    style.setProperty(`--${theme}-hover`, hover);
    style.setProperty(`--${theme}-accent`, fill);
    style.setProperty(`--${theme}-on-accent`, onFill);
    style.setProperty(`--${theme}-accent-soft`, soft);
    style.setProperty(`--${theme}-accent-text`, text);
  }
};
