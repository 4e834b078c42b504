/*
 * Determines from the bytes how large a bitmap becomes when it is decoded: a few kB may stand for gigabytes. A bitmap
 * that violates its format is refused, because a decoder may then read something else than this file does.
 * Sources: PNG 3rd edition; GIF89a; ITU-T T.81 (JPEG); WebP Container Specification.
 */

/**
 * Pixels per side. Nextcloud's pictures of people have 512 at most; Talk's dialog crops conversation pictures to that
 * size.
 */
const MOST_PIXELS = 1_024;
/** All frames of an animation together, as an area of the largest pictures. */
const MOST_FRAMES_AREA = 8 * MOST_PIXELS * MOST_PIXELS;
/** Each frame costs something, however small it is. */
const MOST_FRAMES = 200;
/** A progressive JPEG has about ten; each is a pass over the whole picture. */
const MOST_SCANS = 64;

/** @throws RangeError at the end of the bytes, and for unexpected bytes */
class Reader {
  readonly #view: DataView;
  at = 0;

  constructor(bytes: Uint8Array) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get left(): number {
    return this.#view.byteLength - this.at;
  }

  skip(count: number): void {
    if (count > this.left) throw new RangeError('cut off');
    this.at += count;
  }

  byte(): number {
    this.skip(1);
    return this.#view.getUint8(this.at - 1);
  }

  /** Reads an unsigned number of two to four bytes. */
  number(bytes: 2 | 3 | 4, littleEndian: boolean): number {
    const parts = Array.from({ length: bytes }, () => this.byte());
    return (littleEndian ? parts.reverse() : parts).reduce((sum, part) => sum * 256 + part, 0);
  }

  text(length: number): string {
    return String.fromCharCode(...Array.from({ length }, () => this.byte()));
  }

  expect(text: string): void {
    if (this.text(text.length) !== text) throw new RangeError('unexpected bytes');
  }
}

/** Counts frames, and refuses frames that are too large or too many. */
class Frames {
  #count = 0;
  #area = 0;

  /** @param left where the frame begins, like `top`: some decoders make the canvas as large as its frames reach */
  add(width: number, height: number, left = 0, top = 0): void {
    this.#count += 1;
    this.#area += width * height;
    const isFine =
      width > 0 &&
      height > 0 &&
      left + width <= MOST_PIXELS &&
      top + height <= MOST_PIXELS &&
      this.#count <= MOST_FRAMES &&
      this.#area <= MOST_FRAMES_AREA;
    if (!isFine) throw new RangeError('too large');
  }

  some(): void {
    if (this.#count === 0) throw new RangeError('no picture');
  }
}

const FORMATS: readonly {
  type: string;
  signature: readonly number[];
  read: (reader: Reader, frames: Frames) => void;
}[] = [
  { type: 'image/png', signature: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], read: readPng },
  { type: 'image/jpeg', signature: [0xff, 0xd8, 0xff], read: readJpeg },
  { type: 'image/gif', signature: [0x47, 0x49, 0x46, 0x38], read: readGif },
  { type: 'image/webp', signature: [0x52, 0x49, 0x46, 0x46], read: readWebp },
];

/**
 * Returns the type of a bitmap that is safe to show, determined from its bytes and not from the server's header. Null
 * when it is larger than 1,024 × 1,024 pixels, has too many frames, is malformed, or has an unknown format.
 */
export function bitmapType(bytes: Uint8Array): string | null {
  const format = FORMATS.find(({ signature }) => signature.every((byte, at) => bytes[at] === byte));
  if (!format) return null;
  try {
    const frames = new Frames();
    format.read(new Reader(bytes), frames);
    frames.some();
    return format.type;
  } catch {
    return null;
  }
}

/**
 * Reads chunks up to IEND; IHDR must be the first and only one of its kind. An animation has a `fcTL` for each frame.
 */
function readPng(reader: Reader, frames: Frames): void {
  reader.skip(8);
  for (let first = true; ; first = false) {
    const length = reader.number(4, false);
    const type = reader.text(4);
    const end = reader.at + length + 4;
    if (first !== (type === 'IHDR')) throw new RangeError('no header');
    if (type === 'IEND') return;
    if (type === 'IHDR') {
      frames.add(reader.number(4, false), reader.number(4, false));
    } else if (type === 'fcTL') {
      reader.skip(4);
      const [width, height, left, top] = [0, 0, 0, 0].map(() => reader.number(4, false));
      frames.add(width ?? 0, height ?? 0, left, top);
    }
    if (end < reader.at) throw new RangeError('a chunk is too short');
    reader.skip(end - reader.at);
  }
}

/** Reads segments up to the end of the image; every frame header and every scan counts. */
function readJpeg(reader: Reader, frames: Frames): void {
  reader.skip(2);
  let scans = 0;
  for (;;) {
    const marker = nextMarker(reader);
    if (marker === 0xd9) {
      if (scans === 0) throw new RangeError('no scan');
      return;
    }
    const end = reader.at + reader.number(2, false);
    if (isFrameHeader(marker)) {
      reader.skip(1);
      const height = reader.number(2, false);
      frames.add(reader.number(2, false), height);
    }
    if (marker === 0xda) scans += 1;
    if (scans > MOST_SCANS || end < reader.at) throw new RangeError('too many scans, or a segment is too short');
    reader.skip(end - reader.at);
    if (marker === 0xda) skipScan(reader);
  }
}

/** SOF0 to SOF15, without DHT, JPG and DAC, whose numbers lie in between. */
const isFrameHeader = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

function nextMarker(reader: Reader): number {
  if (reader.byte() !== 0xff) throw new RangeError('no marker');
  for (;;) {
    const marker = reader.byte();
    // Any number of these may precede a marker.
    if (marker === 0xff) continue;
    if (marker === 0 || marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8))
      throw new RangeError('unexpected marker');
    return marker;
  }
}

/** Skips to the next marker: in a scan, 0xff is followed by a zero or starts a restart marker. */
function skipScan(reader: Reader): void {
  for (;;) {
    if (reader.byte() !== 0xff) continue;
    let next = reader.byte();
    while (next === 0xff) next = reader.byte();
    if (next === 0 || (next >= 0xd0 && next <= 0xd7)) continue;
    reader.at -= 2;
    return;
  }
}

/** Reads blocks up to the trailer. The screen counts, and so does each frame on it. */
function readGif(reader: Reader, frames: Frames): void {
  const version = reader.text(6);
  if (version !== 'GIF87a' && version !== 'GIF89a') throw new RangeError('unknown version');
  const screen = { width: reader.number(2, true), height: reader.number(2, true) };
  if (screen.width > MOST_PIXELS || screen.height > MOST_PIXELS) throw new RangeError('too large');
  skipColours(reader, reader.byte(), 2);
  for (;;) {
    const kind = reader.byte();
    if (kind === 0x3b) return;
    if (kind === 0x21) {
      reader.skip(1);
    } else if (kind === 0x2c) {
      const [left, top, width, height] = [0, 0, 0, 0].map(() => reader.number(2, true));
      frames.add(width ?? 0, height ?? 0, left, top);
      skipColours(reader, reader.byte(), 0);
      reader.skip(1);
    } else {
      throw new RangeError('unknown block');
    }
    for (let length = reader.byte(); length > 0; length = reader.byte()) reader.skip(length);
  }
}

/** @param more bytes between the flags and the table */
function skipColours(reader: Reader, flags: number, more: number): void {
  reader.skip(more + (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0));
}

/**
 * Reads chunks up to the end of the file. The canvas counts, and so does each frame on it, by its place and its own
 * bitstream.
 */
function readWebp(reader: Reader, frames: Frames): void {
  reader.expect('RIFF');
  const length = reader.number(4, true);
  reader.expect('WEBP');
  // Some writers add zeros after the end. Bytes beyond the declared length are not decoded.
  const end = reader.at - 4 + length;
  if (end > reader.at + reader.left) throw new RangeError('cut off');
  readWebpChunks(reader, end, frames, false);
}

function readWebpChunks(reader: Reader, end: number, frames: Frames, isInFrame: boolean): void {
  while (reader.at + 8 <= end) {
    const type = reader.text(4);
    const length = reader.number(4, true);
    const next = reader.at + length + (length % 2);
    if (reader.at + length > end) throw new RangeError('a chunk is too long');
    if (type === 'VP8 ') readLossy(reader, frames);
    if (type === 'VP8L') readLossless(reader, frames);
    if (type === 'VP8X' && !isInFrame) {
      reader.skip(4);
      checkCanvas(reader.number(3, true) + 1, reader.number(3, true) + 1);
    }
    if (type === 'ANMF' && !isInFrame) {
      const left = reader.number(3, true) * 2;
      const top = reader.number(3, true) * 2;
      checkCanvas(left + reader.number(3, true) + 1, top + reader.number(3, true) + 1);
      reader.skip(4);
      readWebpChunks(reader, next, frames, true);
    }
    if (next < reader.at) throw new RangeError('a chunk is too short');
    reader.skip(Math.min(next - reader.at, reader.left));
  }
}

function checkCanvas(width: number, height: number): void {
  if (width > MOST_PIXELS || height > MOST_PIXELS) throw new RangeError('too large');
}

/** Source: RFC 6386, section 9.1. Two bits of each number only scale the display and need no memory. */
function readLossy(reader: Reader, frames: Frames): void {
  reader.skip(3);
  reader.expect('\x9d\x01\x2a');
  frames.add(reader.number(2, true) & 0x3fff, reader.number(2, true) & 0x3fff);
}

/** Source: RFC 9649, section 3.4. */
function readLossless(reader: Reader, frames: Frames): void {
  if (reader.byte() !== 0x2f) throw new RangeError('unexpected bytes');
  const bits = reader.number(4, true);
  frames.add((bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1);
}
