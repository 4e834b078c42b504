import { createSignal } from 'solid-js';

const darkness = window.matchMedia('(prefers-color-scheme: dark)');
const [dark, setDark] = createSignal(darkness.matches);
darkness.addEventListener('change', () => setDark(darkness.matches));

/**
 * Returns the current theme of the window, for pictures that exist in two versions. (A `<source media>` would not need
 * this, but when the picture of the other theme cannot be loaded, browsers show a broken picture and report no error.)
 */
export const theme = (): 'light' | 'dark' => (dark() ? 'dark' : 'light');
