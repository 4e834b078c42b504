import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import { ico } from './ico.ts';

const buildFolder = import.meta.dirname;
const source = join(buildFolder, 'icons/talkmelder.svg');

const unread = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '9plus'] as const;
/** The states of the tray icon; the file names begin with them. */
export const trayStates = [
  'signed-out',
  'idle',
  ...unread.map((n) => `unread-${n}` as const),
  'mention',
  'paused',
  'paused-unread',
  'offline',
  // While an alarm rings, the icon changes between these two.
  'alarm',
  'alarm-blink',
] as const;
export type TrayState = (typeof trayStates)[number];

/** The scale factors that each platform's tray asks for, and its size in pixels at 1x. */
export const platforms = {
  linux: { size: 24, scales: [1, 2] },
  mac: { size: 16, scales: [1, 2] },
} as const;
export type Platform = keyof typeof platforms;

/** The colours of the tray icon; each has a folder. macOS draws template images in the colour of its menu bar. */
export const trayColours = ['colour', 'mono', 'contrast'] as const;
export type TrayColours = (typeof trayColours)[number];

/** Windows takes the size that fits from one file; of several PNGs, Electron would pass only the smallest. */
export const windowsSizes = [16, 20, 24, 32, 40, 48, 64] as const;
export const windowsFile = (colours: TrayColours, state: TrayState): string => `icons/tray/win/${colours}/${state}.ico`;

/** Whether the picture is a template image. */
const isTemplate = (platform: Platform | 'win', colours: TrayColours): boolean =>
  platform === 'mac' && colours === 'mono';

/** Returns the file name that Electron's nativeImage finds by itself: `@2x` before the ending, `Template` on macOS. */
export const trayFile = (platform: Platform, colours: TrayColours, state: TrayState, scale: number): string => {
  const name = `${state}${isTemplate(platform, colours) ? 'Template' : ''}${scale === 1 ? '' : `@${scale}x`}`;
  return `icons/tray/${platform}/${colours}/${name}.png`;
};

const blue = { body: 'url(#sky)', glyph: '#fff' };
const grey = { body: '#7d8690', glyph: '#fff' };
/** The window has it as `--attention` and `--on-attention` (renderer/styles/tokens.css). */
export const attention = { body: '#ffb000', glyph: '#231a00' };
const red = { body: '#d1121f', glyph: '#fff' };
const indigo = { body: '#5b57c8', glyph: '#fff' };

interface Look {
  colours: { body: string; glyph: string };
  glyph: string;
  hollow?: boolean;
  /** There are unread messages. */
  isNew?: boolean;
}

/** White with a dark edge, so that it shows on a taskbar of any colour. */
const white = { body: '#fff', glyph: '#1b1f24' };
const black = { body: '#000', glyph: '#fff' };
const yellow = { body: '#ffe100', glyph: '#000' };

/** The glyphs tell the states apart; high contrast adds yellow for what is new. */
const look = (state: TrayState, colours: TrayColours, isTemplate: boolean): Look => {
  const coloured = lookInColour(state);
  // A hollow white mark with a dark edge would be dark on dark, and its arrow tells it apart.
  if (colours === 'mono' && !isTemplate)
    return { ...coloured, colours: state === 'alarm-blink' ? black : white, hollow: false };
  if (colours === 'contrast') return { ...coloured, colours: coloured.isNew ? yellow : black };
  return coloured;
};

/**
 * Calm blue, indigo for paused, the colour of attention for whatever is new, grey when Talkmelder is not watching. An
 * "@" tells a mention from other messages.
 */
const lookInColour = (state: TrayState): Look => {
  if (state === 'signed-out') return { colours: grey, glyph: 'arrow', hollow: true };
  if (state === 'idle') return { colours: blue, glyph: 'bell' };
  if (state === 'mention') return { colours: attention, glyph: 'at', isNew: true };
  if (state === 'paused') return { colours: indigo, glyph: 'zz' };
  // The dot distinguishes the two where there are no colours.
  if (state === 'paused-unread') return { colours: attention, glyph: 'z-dot', isNew: true };
  // The mark of an alarm alone says it, whatever the colours.
  if (state === 'alarm') return { colours: red, glyph: 'alarm', isNew: true };
  if (state === 'alarm-blink') return { colours: red, glyph: 'alarm', hollow: true };
  if (state === 'offline') return { colours: grey, glyph: 'cross' };
  return { colours: attention, glyph: state.replace('unread', 'digit'), isNew: true };
};

const trayStyle = (platform: Platform | 'win', style: TrayColours, state: TrayState): string => {
  const template = isTemplate(platform, style);
  const { colours, glyph, hollow } = look(state, style, template);
  // An edge, so that the icon shows on a taskbar of any colour: light around colours and black, dark around white.
  const halo = !template;
  const isDark = (style === 'mono' && colours === white) || (style === 'contrast' && colours === yellow);
  const edge = isDark ? '#1b1f24' : '#fff';
  const body = template ? '#000' : colours.body;
  return [
    '#bell { display: none }',
    `#${glyph} { display: inline }`,
    `#body { fill: ${body} }`,
    template || hollow ? '' : `#glyphs { color: ${colours.glyph} }`,
    hollow ? `#body { display: none } #ring { display: inline; stroke: ${body} } #glyphs { color: ${body} }` : '',
    template && !hollow ? '#body { mask: url(#knock-out) } #glyphs { display: none }' : '',
    halo ? `#halo { display: inline; stroke: ${edge} }` : '',
    halo && hollow ? '#body { display: inline; fill: #fff }' : '',
  ].join('\n');
};

/** Draws the source: `style` is added after its own style sheet, `viewBox` sets the frame. */
const draw = (svg: string, style: string, viewBox: string, width: number) => {
  const styled = svg.replace('</style>', `${style}\n</style>`).replace(/viewBox="[^"]*"/, `viewBox="${viewBox}"`);
  // System fonts would give different bytes on each machine.
  const options = { fitTo: { mode: 'width', value: width }, font: { loadSystemFonts: false } } as const;
  return new Resvg(styled, options).render();
};

/** @returns one PNG */
const render = (svg: string, style: string, viewBox: string, width: number): Buffer =>
  draw(svg, style, viewBox, width).asPng();

/** The frame of the mark, and of the mark with its light edge. */
const BARE = '0 0 16 16';
const EDGED = '-1 -1 18 18';

function windowsIcon(svg: string, colours: TrayColours, state: TrayState): Buffer {
  const style = trayStyle('win', colours, state);
  return ico(windowsSizes.map((size) => ({ size, pixels: withoutAlpha(draw(svg, style, EDGED, size).pixels) })));
}

/** Resvg premultiplies the alpha, but icons need the plain colours. */
const withoutAlpha = (pixels: Uint8Array): Uint8Array =>
  pixels.map((value, index) => {
    const alpha = pixels[index - (index % 4) + 3] ?? 0;
    return index % 4 === 3 || alpha === 0 ? value : Math.min(255, Math.round((value * 255) / alpha));
  });

const tile = '#tile { display: inline } #body { fill: #fff } #glyphs { color: #00679e }';
/** Launcher sizes on Linux; the installers for Windows and macOS take theirs from icon.png. */
export const appSizes = [16, 32, 48, 64, 128, 256, 512] as const;

/** Draws every icon in memory: path below build/ → the file's bytes. */
export const drawIcons = (): Map<string, Buffer> => {
  const svg = readFileSync(source, 'utf8');
  const icons = new Map<string, Buffer>();
  for (const platform of Object.keys(platforms) as Platform[]) {
    const { size, scales } = platforms[platform];
    for (const colours of trayColours) {
      const viewBox = isTemplate(platform, colours) ? BARE : EDGED;
      for (const state of trayStates) {
        const style = trayStyle(platform, colours, state);
        for (const scale of scales)
          icons.set(trayFile(platform, colours, state, scale), render(svg, style, viewBox, size * scale));
      }
    }
  }
  for (const colours of trayColours)
    for (const state of trayStates) icons.set(windowsFile(colours, state), windowsIcon(svg, colours, state));
  for (const size of appSizes) icons.set(`icons/${size}x${size}.png`, render(svg, tile, '-4.75 -4.75 25.5 25.5', size));
  icons.set('icon.png', render(svg, tile, '-6.6 -6.6 29.2 29.2', 1024));
  return icons;
};

if (import.meta.main) {
  rmSync(join(buildFolder, 'icons/tray'), { recursive: true, force: true });
  for (const [path, bytes] of drawIcons()) {
    const file = join(buildFolder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  }
}
