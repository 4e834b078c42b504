import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import {
  appSizes,
  drawIcons,
  type Platform,
  platforms,
  trayColours,
  trayFile,
  trayStates,
  windowsFile,
  windowsSizes,
} from './icons.ts';

const committed = (path: string): Buffer => readFileSync(join(import.meta.dirname, path));
const drawn = drawIcons();

/** Width, height and colour type are at fixed places in a PNG's first chunk (PNG specification, "IHDR"). */
const header = (png: Buffer) => ({ width: png.readUInt32BE(16), height: png.readUInt32BE(20), colourType: png[25] });

/** Returns the decompressed picture data, which are equal in two files with the same pixels, whatever else differs. */
const picture = (png: Buffer): string => {
  const data: Buffer[] = [];
  for (let at = 8; at < png.length; at += png.readUInt32BE(at) + 12) {
    const length = png.readUInt32BE(at);
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') data.push(png.subarray(at + 8, at + 8 + length));
  }
  return inflateSync(Buffer.concat(data)).toString('base64');
};

const tray = (Object.keys(platforms) as Platform[]).flatMap((platform) =>
  platforms[platform].scales.flatMap((scale) =>
    trayColours.map((colours) => ({ platform, colours, scale, pixels: platforms[platform].size * scale })),
  ),
);

describe('icons', () => {
  it('in the repository equal those drawn from the source (npm run icons)', () => {
    const files = globSync('{icon.{png,ico,icns},icons/**/*.{png,ico}}', { cwd: import.meta.dirname }).map((path) =>
      path.replaceAll('\\', '/'),
    );
    expect(files.sort()).toEqual([...drawn.keys()].sort());
    for (const [path, png] of drawn)
      expect(png.equals(committed(path)), `${path} differs: run npm run icons`).toBe(true);
  });

  it.each(tray)(
    '$platform at $scale x, $colours: every state has its own picture of $pixels px',
    ({ platform, colours, scale, pixels }) => {
      const pictures = trayStates.map((state) => {
        const png = committed(trayFile(platform, colours, state, scale));
        expect(header(png), `${state}`).toEqual({ width: pixels, height: pixels, colourType: 6 });
        return picture(png);
      });
      expect(new Set(pictures).size).toBe(trayStates.length);
    },
  );

  it.each(trayColours)('each Windows file, %s, has every size of its state, seen on any taskbar', (colours) => {
    const pictures = trayStates.flatMap((state) => {
      const file = committed(windowsFile(colours, state));
      // Reserved, type 1, count.
      expect([0, 2, 4].map((at) => file.readUInt16LE(at))).toEqual([0, 1, windowsSizes.length]);
      return windowsSizes.map((size, index) => {
        const at = 6 + 16 * index;
        expect([file[at], file[at + 1], file.readUInt16LE(at + 6)]).toEqual([size, size, 32]);
        const start = file.readUInt32LE(at + 12);
        const bitmap = file.subarray(start, start + file.readUInt32LE(at + 8));
        // BITMAPINFOHEADER: its own length, width, the height of picture and mask, bits a pixel.
        const said = [bitmap.readUInt32LE(0), bitmap.readInt32LE(4), bitmap.readInt32LE(8), bitmap.readUInt16LE(14)];
        expect(said).toEqual([40, size, 2 * size, 32]);
        expect(bitmap).toHaveLength(40 + 4 * size * size + Math.ceil(size / 32) * 4 * size);
        const row = bitmap.subarray(40 + 4 * size * (size / 2), 40 + 4 * size * (size / 2 + 1));
        const visible = Array.from({ length: size }, (_, x) => [...row.subarray(4 * x, 4 * x + 4)])
          .filter(([, , , alpha = 0]) => alpha > 100)
          .map((pixel) => pixel.slice(0, 3));
        // Half way up, the first visible pixel from the left is (nearly) white.
        if (colours === 'colour') expect(Math.min(...(visible[0] ?? [0])), `${state} at ${size}`).toBeGreaterThan(150);
        // Green weighs most in how bright a pixel is. Bitmaps store it second.
        const greens = visible.map(([, green = 0]) => green);
        if (colours !== 'colour') expect(Math.max(...greens) - Math.min(...greens)).toBeGreaterThan(150);
        return bitmap.toString('base64');
      });
    });
    expect(new Set(pictures).size).toBe(trayStates.length * windowsSizes.length);
  });

  it('include the application icon in every size', () => {
    for (const size of appSizes) {
      expect(header(committed(`icons/${size}x${size}.png`))).toMatchObject({ width: size, height: size });
    }
    expect(header(committed('icon.png'))).toMatchObject({ width: 1024, height: 1024 });
  });
});
