import { createSignal } from 'solid-js';

const darkness = window.matchMedia('(prefers-color-scheme: dark)');
const [dark, setDark] = createSignal(darkness.matches);
darkness.addEventListener('change', () => setDark(darkness.matches));

/**
 * The theme that the window has now, for pictures that come in two. (A `<source media>` would do without this, but when
 * the other theme's picture cannot be had, browsers show a broken one and do not say so.)
 */
export const theme = (): 'light' | 'dark' => (dark() ? 'dark' : 'light');
