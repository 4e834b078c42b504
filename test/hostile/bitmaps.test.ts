import { describe, expect, it } from 'vitest';
import { group, named, nextcloud, signIn, talkmelder } from '../fakes/pc.ts';
import { expectRang, row, useStationWithOther, wache, write } from './station-pc.ts';

/*
 * Bitmaps of a few kB that decode to gigabytes, whose content type is wrong, or whose layout is malformed. None reaches
 * the window, which shows initials instead.
 */

useStationWithOther();

const bytes = (...parts: (string | number | number[] | Buffer)[]): Buffer =>
  Buffer.concat(
    parts.map((part) => {
      if (typeof part === 'string') return Buffer.from(part, 'latin1');
      return Buffer.isBuffer(part) ? part : Buffer.from([part].flat());
    }),
  );
const big = (value: number, length: number): Buffer => {
  const buffer = Buffer.alloc(8);
  buffer.writeBigUInt64BE(BigInt(value));
  return buffer.subarray(8 - length);
};
const little = (value: number, length: number): Buffer => Buffer.from(big(value, length)).reverse();
const times = (count: number, part: Buffer): Buffer => Buffer.concat(Array.from({ length: count }, () => part));

// PNG
const PNG = bytes(0x89, 'PNG\r\n\x1a\n');
const chunk = (type: string, data: Buffer): Buffer => bytes(big(data.length, 4), type, data, [0, 0, 0, 0]);
const ihdr = (width: number, height: number): Buffer =>
  chunk('IHDR', bytes(big(width, 4), big(height, 4), [8, 2, 0, 0, 0]));
const IDAT = chunk('IDAT', Buffer.alloc(20));
const IEND = chunk('IEND', Buffer.alloc(0));
const png = (width: number, height: number, ...more: Buffer[]): Buffer =>
  bytes(PNG, ihdr(width, height), ...more, IDAT, IEND);
const pngFrame = (width: number, height: number, left = 0, top = 0): Buffer =>
  chunk('fcTL', bytes(big(0, 4), big(width, 4), big(height, 4), big(left, 4), big(top, 4), [0, 1, 0, 9, 0, 0]));

// GIF
const frameOfGif = (width: number, height: number, left = 0, top = 0): Buffer =>
  bytes(0x2c, ...[left, top, width, height].map((value) => little(value, 2)), 0, 2, [2, 0x4c, 0x01, 0]);
const GIF_END = 0x3b;
const gif = (width: number, height: number, ...frames: Buffer[]): Buffer =>
  bytes('GIF89a', little(width, 2), little(height, 2), [0x80, 0, 0], Buffer.alloc(6), ...frames, GIF_END);

// JPEG
const segment = (marker: number, data: Buffer): Buffer => bytes(0xff, marker, big(data.length + 2, 2), data);
const sof = (width: number, height: number, marker = 0xc0): Buffer =>
  segment(marker, bytes(8, big(height, 2), big(width, 2), 1, [1, 0x11, 0]));
const SCAN = bytes(segment(0xda, bytes([1, 1, 0, 0, 63, 0])), [0x12, 0xff, 0, 0x34, 0xff, 0xd0, 0x56]);
const jpeg = (...parts: Buffer[]): Buffer =>
  bytes([0xff, 0xd8], segment(0xe0, bytes('JFIF\0', Buffer.alloc(9))), ...parts, [0xff, 0xd9]);

// WebP
const part = (type: string, data: Buffer): Buffer =>
  bytes(type, little(data.length, 4), data, Buffer.alloc(data.length % 2));
const lossy = (width: number, height: number): Buffer =>
  part('VP8 ', bytes([0x10, 0, 0], [0x9d, 0x01, 0x2a], little(width, 2), little(height, 2), Buffer.alloc(10)));
const lossless = (width: number, height: number): Buffer =>
  part('VP8L', bytes(0x2f, little((width - 1) | ((height - 1) << 14), 4), Buffer.alloc(10)));
const canvas = (width: number, height: number): Buffer =>
  part('VP8X', bytes([0x02, 0, 0, 0], little(width - 1, 3), little(height - 1, 3)));
const frameOfWebp = (width: number, height: number, left: number, picture: Buffer): Buffer =>
  part(
    'ANMF',
    bytes(little(left / 2, 3), little(0, 3), little(width - 1, 3), little(height - 1, 3), [9, 0, 0, 0], picture),
  );
const webp = (...parts: Buffer[]): Buffer => {
  const inside = bytes('WEBP', ...parts);
  return bytes('RIFF', little(inside.length, 4), inside);
};

/** Returns what the window gets when the server sends these bytes as a conversation's picture. */
async function shownOf(body: Buffer, contentType: string): Promise<string | null> {
  nextcloud.control.fail({ body, contentType }, { path: `/room/${group}/avatar` });
  const picture = await talkmelder.avatar(named(group), false);
  return picture?.type ?? null;
}

/** Written by other programs: 2 × 2 pixels with fewer tables, and 11 × 11. */
const REAL_JPEG =
  'ffd8ffe000104a46494600010100000100010000ffdb004300080606070605080707070909080a0c140d0c0b0b0c1912130f141d1a1f1e1d1a1c1c20242e2720222c231c1c2837292c30313434341f27393d38323c2e333432ffc0000b080002000201011100ffc4001f0000010501010101010100000000000000000102030405060708090a0bffda0008010100003f002bffd9';
const REAL_GIF =
  'R0lGODlhCwALAPEDAP///39/fwAAAMDAwCH5BAUAAAMALAAAAAALAAsAAAIfnI8Wy6wAIwgPikhHiBfmLYThVAEdqXFYKX1Nk8RDAQA7';

describe('shown', () => {
  it.each([
    ['a PNG', png(64, 64), 'image/png'],
    ['a PNG of the largest size', png(1_024, 1_024), 'image/png'],
    ['an animated PNG', png(64, 64, pngFrame(64, 64), pngFrame(32, 32, 32, 32)), 'image/png'],
    ['a GIF', gif(64, 64, frameOfGif(64, 64)), 'image/gif'],
    [
      'an animated GIF',
      gif(64, 64, bytes(0x21, 0xf9, [4, 0, 9, 0, 0], 0), frameOfGif(64, 64), frameOfGif(1, 1, 9, 9)),
      'image/gif',
    ],
    ['a JPEG', jpeg(sof(512, 512), SCAN), 'image/jpeg'],
    ['a progressive JPEG', jpeg(sof(512, 512, 0xc2), times(10, SCAN)), 'image/jpeg'],
    ['a lossy WebP', webp(lossy(512, 512)), 'image/webp'],
    ['a lossless WebP', webp(lossless(1_024, 1_024)), 'image/webp'],
    [
      'an animated WebP',
      webp(canvas(64, 64), frameOfWebp(64, 64, 0, lossy(64, 64)), frameOfWebp(32, 32, 32, lossless(32, 32))),
      'image/webp',
    ],
    ['a JPEG written by another program', Buffer.from(REAL_JPEG, 'hex'), 'image/jpeg'],
    ['a GIF written by another program', Buffer.from(REAL_GIF, 'base64'), 'image/gif'],
  ])('%s', async (_what, body, type) => {
    await signIn();
    expect(await shownOf(body, type)).toBe(type);
  });

  it('by its bytes, whatever content type the server claims', async () => {
    await signIn();
    expect(await shownOf(jpeg(sof(64, 64), SCAN), 'image/png')).toBe('image/jpeg');
  });
});

const REFUSED: [string, string, Buffer][] = [
  ['a PNG of 20,000 × 20,000 pixels', 'png', png(20_000, 20_000)],
  ['a PNG that is one pixel too wide', 'png', png(1_025, 1)],
  ['a PNG that is one pixel too high', 'png', png(1, 1_025)],
  ['a PNG as large as its numbers go', 'png', png(0xffffffff, 0xffffffff)],
  ['a PNG without width', 'png', png(0, 64)],
  ['a PNG whose second header is larger', 'png', bytes(PNG, ihdr(1, 1), ihdr(20_000, 20_000), IDAT, IEND)],
  ['a PNG whose header is not the first', 'png', bytes(PNG, IDAT, ihdr(64, 64), IEND)],
  ['a PNG with a frame beyond it', 'png', png(64, 64, pngFrame(9_000, 9_000))],
  ['a PNG of thousands of frames', 'png', png(64, 64, times(3_000, pngFrame(1, 1)))],
  ['a PNG of large frames', 'png', png(1_024, 1_024, times(30, pngFrame(1_024, 1_024)))],
  ['a PNG without an end', 'png', bytes(PNG, ihdr(64, 64), IDAT)],
  ['a PNG whose chunk is longer than the rest', 'png', bytes(PNG, ihdr(64, 64), big(0x7fffffff, 4), 'IDAT')],
  ['a signature alone', 'png', PNG],
  ['a GIF of 65,535 × 65,535 pixels', 'gif', gif(65_535, 65_535, frameOfGif(1, 1))],
  ['a GIF whose frame is larger than its screen', 'gif', gif(1, 1, frameOfGif(65_535, 65_535))],
  ['a GIF whose frame is far away', 'gif', gif(1, 1, frameOfGif(1, 1, 60_000, 0))],
  ['a GIF whose second frame is large', 'gif', gif(1, 1, frameOfGif(1, 1), frameOfGif(9_000, 9_000))],
  ['a GIF of thousands of frames', 'gif', gif(9, 9, times(3_000, frameOfGif(9, 9)))],
  ['a GIF without a frame', 'gif', gif(64, 64)],
  ['a GIF with an unknown block', 'gif', gif(64, 64, bytes(0x77))],
  ['a GIF that is cut off', 'gif', gif(64, 64, frameOfGif(64, 64)).subarray(0, -3)],
  ['a GIF of another version', 'gif', bytes('GIF88a', gif(64, 64, frameOfGif(64, 64)).subarray(6))],
  ['a JPEG of 65,535 × 65,535 pixels', 'jpeg', jpeg(sof(65_535, 65_535), SCAN)],
  ['a progressive JPEG that is too large', 'jpeg', jpeg(sof(8_000, 8_000, 0xc2), SCAN)],
  ['a JPEG of a rare kind that is too large', 'jpeg', jpeg(sof(8_000, 8_000, 0xc9), SCAN)],
  ['a JPEG whose second header is larger', 'jpeg', jpeg(sof(1, 1), sof(60_000, 60_000), SCAN)],
  ['a JPEG whose height comes later', 'jpeg', jpeg(sof(64, 0), SCAN, segment(0xdc, big(60_000, 2)))],
  ['a JPEG of thousands of scans', 'jpeg', jpeg(sof(1_024, 1_024, 0xc2), times(3_000, SCAN))],
  ['a JPEG without a header', 'jpeg', jpeg(SCAN)],
  ['a JPEG without a scan', 'jpeg', jpeg(sof(64, 64))],
  ['a JPEG that hides a header behind a short segment', 'jpeg', jpeg(bytes([0xff, 0xc0, 0, 1]), sof(64, 64), SCAN)],
  ['a JPEG that is cut off', 'jpeg', jpeg(sof(64, 64), SCAN).subarray(0, -2)],
  ['a lossy WebP of 16,383 × 16,383 pixels', 'webp', webp(lossy(16_383, 16_383))],
  ['a lossless WebP of 16,384 × 16,384 pixels', 'webp', webp(lossless(16_384, 16_384))],
  ['a WebP whose canvas is large', 'webp', webp(canvas(16_000_000, 16_000_000), lossy(1, 1))],
  ['a WebP whose frame is large', 'webp', webp(canvas(1, 1), frameOfWebp(1, 1, 0, lossy(16_383, 16_383)))],
  ['a WebP whose frame is far away', 'webp', webp(canvas(1, 1), frameOfWebp(1, 1, 4_000, lossy(1, 1)))],
  ['a WebP of thousands of frames', 'webp', webp(canvas(9, 9), times(3_000, frameOfWebp(9, 9, 0, lossy(9, 9))))],
  ['a WebP without a picture', 'webp', webp(canvas(9, 9))],
  ['a WebP that is cut off', 'webp', webp(lossy(64, 64)).subarray(0, -6)],
  ['a WebP whose chunk is longer than the rest', 'webp', webp(bytes('VP8 ', little(0x7ffffff0, 4)))],
  ['another RIFF', 'webp', bytes('RIFF', little(4, 4), 'WAVE')],
  ['an AVIF', 'avif', bytes([0, 0, 0, 0x20], 'ftypavif', Buffer.alloc(64))],
  ['a BMP', 'bmp', bytes('BM', Buffer.alloc(64))],
  ['an icon', 'x-icon', bytes([0, 0, 1, 0, 1, 0], Buffer.alloc(64))],
  ['a TIFF', 'tiff', bytes('II*\0', Buffer.alloc(64))],
  ['a BMP labelled as PNG', 'png', bytes('BM', Buffer.alloc(64))],
  [
    'a drawing labelled as PNG',
    'png',
    bytes('<svg xmlns="http://www.w3.org/2000/svg"><rect width="1" height="1"/></svg>'),
  ],
  ['a page labelled as PNG', 'png', bytes('<!doctype html><p>x')],
  ['nothing', 'png', Buffer.alloc(0)],
];

describe('not shown', () => {
  it.each(REFUSED)('%s', async (_what, type, body) => {
    await signIn();
    expect(await shownOf(body, `image/${type}`)).toBeNull();
    // The app asks for it once, and other pictures still load.
    expect(await talkmelder.avatar(named(group), false)).toBeNull();
    expect(nextcloud.control.requests.filter(({ path }) => path.endsWith(`/room/${group}/avatar`))).toHaveLength(1);
    expect(await talkmelder.avatar(named(wache), false)).not.toBeNull();
  });

  it('a PNG with the content type of a page or a program', async () => {
    await signIn();
    for (const type of ['text/html', 'application/octet-stream', ''])
      expect(await shownOf(png(64, 64), type)).toBeNull();
  });

  it('more bytes than a picture may have', async () => {
    await signIn();
    expect(await shownOf(png(64, 64, chunk('tEXt', Buffer.alloc(1_100_000))), 'image/png')).toBeNull();
  });
});

it('a conversation with a hostile picture has its row, and rings', async () => {
  await signIn();
  nextcloud.control.fail({ body: png(20_000, 20_000), contentType: 'image/png' }, { path: '/avatar' });
  expect(await talkmelder.avatar(named(wache), false)).toBeNull();
  write(wache, 'Wer kommt?');
  await expectRang(wache, ['Wer kommt?']);
  expect(row(wache)).toMatchObject({ name: 'Wache 2', unread: 1 });
});

it('checks the picture of the signed-in user as well', async () => {
  await signIn();
  nextcloud.control.fail({ body: png(4_000, 4_000), contentType: 'image/png' }, { path: '/avatar/alice/64' });
  const { phase } = talkmelder.state();
  const key = phase.kind === 'connected' ? phase.account.key : '';
  expect(await talkmelder.accountAvatar(key, false)).toBeNull();
});
