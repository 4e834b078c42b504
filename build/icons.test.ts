import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { appSizes, drawIcons, type Platform, platforms, trayFile, trayStates } from './icons.ts';

const committed = (path: string): Buffer => readFileSync(join(import.meta.dirname, path));
const drawn = drawIcons();

/** Width, height and colour type stand at fixed places in a PNG's first chunk (PNG specification, "IHDR"). */
const header = (png: Buffer) => ({ width: png.readUInt32BE(16), height: png.readUInt32BE(20), colourType: png[25] });

/** The decompressed picture data: two files with the same pixels have the same, whatever else differs. */
const picture = (png: Buffer): string => {
  const data: Buffer[] = [];
  for (let at = 8; at < png.length; at += png.readUInt32BE(at) + 12) {
    const length = png.readUInt32BE(at);
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') data.push(png.subarray(at + 8, at + 8 + length));
  }
  return inflateSync(Buffer.concat(data)).toString('base64');
};

const tray = (Object.keys(platforms) as Platform[]).flatMap((platform) =>
  platforms[platform].scales.map((scale) => ({ platform, scale, pixels: platforms[platform].size * scale })),
);

describe('icons', () => {
  it('are committed exactly as the source draws them (npm run icons)', () => {
    const files = globSync('{icon.png,icons/**/*.png}', { cwd: import.meta.dirname }).map((path) =>
      path.replaceAll('\\', '/'),
    );
    expect(files.sort()).toEqual([...drawn.keys()].sort());
    for (const [path, png] of drawn)
      expect(png.equals(committed(path)), `${path} differs: run npm run icons`).toBe(true);
  });

  it.each(tray)(
    '$platform at $scale x: every state has its own picture of $pixels px',
    ({ platform, scale, pixels }) => {
      const pictures = trayStates.map((state) => {
        const png = committed(trayFile(platform, state, scale));
        expect(header(png), `${state}`).toEqual({ width: pixels, height: pixels, colourType: 6 });
        return picture(png);
      });
      expect(new Set(pictures).size).toBe(trayStates.length);
    },
  );

  it('has the application icon in every size', () => {
    for (const size of appSizes) {
      expect(header(committed(`icons/${size}x${size}.png`))).toMatchObject({ width: size, height: size });
    }
    expect(header(committed('icon.png'))).toMatchObject({ width: 1024, height: 1024 });
  });
});
