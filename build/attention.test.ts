import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import { describe, expect, it } from 'vitest';
import { attention, drawIcons } from './icons.ts';

const renderer = join(import.meta.dirname, '../renderer');
const sheets = globSync('styles/*.css', { cwd: renderer }).map((path) => ({
  path: path.replaceAll('\\', '/'),
  text: readFileSync(join(renderer, path), 'utf8'),
}));

/** Returns the pixels of an icon on a taskbar of this colour, row by row, four numbers each. */
function onTaskbar(png: Buffer, taskbar: string): { size: number; at: (x: number, y: number) => number[] } {
  const size = png.readUInt32BE(16);
  const icon = `<image width="${size}" height="${size}" href="data:image/png;base64,${png.toString('base64')}"/>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}">`;
  const { pixels } = new Resvg(
    `${svg}<rect width="${size}" height="${size}" fill="${taskbar}"/>${icon}</svg>`,
  ).render();
  return { size, at: (x, y) => [...pixels.subarray(4 * (y * size + x), 4 * (y * size + x) + 3)] };
}

/** The coloured icons for Linux, which are drawn like those for Windows. */
const icons = [...drawIcons()].flatMap(([path, png]) => {
  const [, state] = /^icons\/tray\/linux\/(?:colour\/)?([\w-]+?)(?:@2x)?\.png$/.exec(path) ?? [];
  return state === undefined ? [] : [{ path, state, png }];
});

const isNew = (state: string): boolean => /unread|mention/.test(state);
const channels = (colour: string): number[] => [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));

describe('attention', () => {
  it('has the same colours in the window and in the tray', () => {
    const tokens = sheets.find(({ path }) => path === 'styles/tokens.css')?.text ?? '';
    expect(/--attention: (#\w{6});/.exec(tokens)?.[1]).toBe(attention.body);
    expect(/--on-attention: (#\w{6});/.exec(tokens)?.[1]).toBe(attention.glyph);
  });

  it.each(icons)('$path has its colour exactly if something is new', ({ state, png }) => {
    const { size, at } = onTaskbar(png, '#00ff00');
    const wanted = channels(attention.body).join();
    let found = 0;
    for (let y = 0; y < size; y += 1) for (let x = 0; x < size; x += 1) if (at(x, y).join() === wanted) found += 1;
    if (isNew(state)) expect(found).toBeGreaterThan(size * size * 0.2);
    else expect(found).toBe(0);
  });

  it('has its colour in no other rule of the window than those of badges', () => {
    const rules = sheets.flatMap(({ text }) => [...text.matchAll(/([^{}]*)\{[^{}]*var\(--attention\)[^{}]*\}/g)]);
    const selectors = rules.flatMap(([, before = '']) => before.replace(/\/\*.*?\*\//gs, '').split(','));
    expect(selectors.length).toBeGreaterThan(0);
    for (const selector of selectors) expect(selector.trim()).toMatch(/badge|unread/);
    for (const { path, text } of sheets)
      expect(text.split(attention.body).length - 1, path).toBe(path === 'styles/tokens.css' ? 1 : 0);
  });

  it('is not drawn into the mark: the screens with the mark show nothing new', () => {
    const views = globSync('**/*.tsx', { cwd: renderer }).map((path) => readFileSync(join(renderer, path), 'utf8'));
    // The dot sat on the bubble's corner.
    expect(views.filter((view) => /<circle[^>]* cx="52" cy="13"/.test(view))).toEqual([]);
    expect(sheets.filter(({ text }) => /app-mark-dot|#ff5\w{3}/i.test(text)).map(({ path }) => path)).toEqual([]);
  });
});

/** Windows' own accents and those of common desktops, the icon's own colours among them. */
const TASKBARS = ['#0078d4', '#00679e', '#ffb000', '#5b57c8', '#7d8690', '#e81123', '#107c10', '#1b1b1b', '#f3f3f3'];

describe.each(TASKBARS)('on a taskbar of the colour %s', (taskbar) => {
  it.each(icons)('$path has a light edge on every side', ({ png }) => {
    const { size, at } = onTaskbar(png, taskbar);
    const middle = size / 2;
    const from = {
      left: (n: number) => at(n, middle),
      right: (n: number) => at(size - 1 - n, middle),
      top: (n: number) => at(middle, n),
    };
    // The edge is one or two pixels wide, and begins within the first pixels of the picture.
    for (const [side, pixel] of Object.entries(from)) {
      const outer = Array.from({ length: Math.ceil(size / 12) }, (_, n) => Math.min(...pixel(n)));
      expect(Math.max(...outer), side).toBeGreaterThan(200);
    }
  });
});
