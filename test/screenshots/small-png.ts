import { crc32, deflateSync, inflateSync } from 'node:zlib';

/** An image as pixels of three bytes each; a screenshot of a window has no transparency. */
export interface Pixels {
  width: number;
  height: number;
  rgb: Buffer;
}

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');
const MOST_COLOURS = 256;
const FREQUENT_COLOURS = MOST_COLOURS / 2;

/** Reads PNGs of Chromium: 8 bits per channel, RGB or RGBA, not interlaced. @throws Error for any other PNG */
export function readPixels(png: Buffer): Pixels {
  const [width, height, depth, type, interlace] = [
    png.readUInt32BE(16),
    png.readUInt32BE(20),
    png[24],
    png[25],
    png[28],
  ];
  const channels = type === 2 ? 3 : type === 6 ? 4 : 0;
  if (!png.subarray(0, 8).equals(SIGNATURE) || depth !== 8 || channels === 0 || interlace !== 0) {
    throw new Error(`not a PNG as Chromium writes them: depth ${depth}, colour type ${type}`);
  }
  const lines = unfilter(inflateSync(dataOf(png)), width * channels, channels);
  const rgb = Buffer.alloc(width * height * 3);
  for (let pixel = 0; pixel < width * height; pixel += 1)
    lines.copy(rgb, pixel * 3, pixel * channels, pixel * channels + 3);
  return { width, height, rgb };
}

function dataOf(png: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 8; at + 12 <= png.length; at += 12 + png.readUInt32BE(at)) {
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT')
      parts.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  }
  return Buffer.concat(parts);
}

/** Undoes the filter of each line. PNG specification, 9.2. */
function unfilter(data: Buffer, stride: number, step: number): Buffer {
  const lines = Buffer.alloc((data.length / (stride + 1)) * stride);
  for (let line = 0, from = 0, to = 0; from < data.length; line += 1, from += stride + 1, to += stride) {
    const filter = data[from];
    for (let x = 0; x < stride; x += 1) {
      const left = x < step ? 0 : (lines[to + x - step] ?? 0);
      const up = line === 0 ? 0 : (lines[to + x - stride] ?? 0);
      const corner = x < step || line === 0 ? 0 : (lines[to + x - stride - step] ?? 0);
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter ?? 0] ?? 0;
      lines[to + x] = ((data[from + 1 + x] ?? 0) + guess) & 0xff;
    }
  }
  return lines;
}

function paeth(left: number, up: number, corner: number): number {
  const [toLeft, toUp, toCorner] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)];
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}

/**
 * Returns the picture in fewer bytes: with a palette of its most frequent colours, and of those with the largest error,
 * so that a small mark keeps its colour. Other colours become the nearest one, which is invisible in flat areas and at
 * the edges of letters. The same pixels give the same bytes.
 */
export function smallPng(png: Buffer): Buffer {
  const { width, height, rgb } = readPixels(png);
  const { colours, indexOf } = paletteOf(rgb);
  const lines = Buffer.alloc(height * (width + 1));
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      lines[y * (width + 1) + 1 + x] = indexOf(rgb.readUIntBE((y * width + x) * 3, 3));
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  const palette = Buffer.alloc(colours.length * 3);
  for (const [index, colour] of colours.entries()) palette.writeUIntBE(colour, index * 3, 3);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('PLTE', palette),
    chunk('IDAT', deflateSync(lines, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Returns the palette, and a function that returns the index of the nearest colour. */
function paletteOf(rgb: Buffer): { colours: number[]; indexOf: (colour: number) => number } {
  const counts = new Map<number, number>();
  for (let at = 0; at < rgb.length; at += 3) {
    const colour = rgb.readUIntBE(at, 3);
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const sorted = [...counts].sort(([a, often], [b, oftenB]) => oftenB - often || a - b);
  const colours = sorted.slice(0, FREQUENT_COLOURS).map(([colour]) => colour);
  const others = sorted.slice(FREQUENT_COLOURS).map(([colour, count]) => {
    const wrong = Math.min(...colours.map((chosen) => distance(colour, chosen)));
    return { colour, count, wrong };
  });
  while (colours.length < MOST_COLOURS && others.length > colours.length - FREQUENT_COLOURS) {
    const worst = others.reduce((one, other) => (other.count * other.wrong > one.count * one.wrong ? other : one));
    colours.push(worst.colour);
    for (const other of others) other.wrong = Math.min(other.wrong, distance(other.colour, worst.colour));
  }
  const nearest = new Map(colours.map((colour, index) => [colour, index]));
  const indexOf = (colour: number): number => {
    const known = nearest.get(colour);
    if (known !== undefined) return known;
    const distances = colours.map((other) => distance(colour, other));
    const index = distances.indexOf(Math.min(...distances));
    nearest.set(colour, index);
    return index;
  };
  return { colours, indexOf };
}

/** Returns the squared distance; the eye sees differences in green best and in blue least. */
function distance(a: number, b: number): number {
  const [red, green, blue] = [(a >> 16) - (b >> 16), ((a >> 8) & 0xff) - ((b >> 8) & 0xff), (a & 0xff) - (b & 0xff)];
  return 2 * red * red + 4 * green * green + blue * blue;
}

function chunk(type: string, data: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(typed.length + 8);
  framed.writeUInt32BE(data.length, 0);
  typed.copy(framed, 4);
  framed.writeUInt32BE(crc32(typed), typed.length + 4);
  return framed;
}
