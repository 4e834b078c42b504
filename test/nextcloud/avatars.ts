import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { findAttendance } from './conversations.ts';
import { type Context, json, type Reply } from './http.ts';
import { failure, type OcsAnswer } from './ocs.ts';
import { portrait } from './portrait.ts';
import { otherSide } from './room-json.ts';
import { routes } from './router.ts';
import type { World } from './world.ts';

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc >>> 0;
});

const pngChunk = (type: string, data: Buffer): Buffer => {
  const typed = Buffer.concat([Buffer.from(type), data]);
  let crc = 0xffffffff;
  for (const byte of typed) crc = (CRC_TABLE[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE((crc ^ 0xffffffff) >>> 0);
  return Buffer.concat([length, typed, sum]);
};

/** Draws a picture that differs from user to user, as PNG. */
const portraitPng = (size: number, traits: Buffer): Buffer => {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const pixels = portrait(traits, size);
  const lines = Array.from({ length: size }, (_, y) => [
    Buffer.from([0]),
    pixels.subarray(y * size * 3, (y + 1) * size * 3),
  ]);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    pngChunk('IHDR', header),
    pngChunk('IDAT', deflateSync(Buffer.concat(lines.flat()))),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
};

const cacheable = (world: World, filename: string) => ({
  'Cache-Control': 'private, max-age=86400, immutable',
  'Content-Disposition': `inline; filename="${filename}"`,
  Expires: new Date(world.nowMs() + 86_400_000).toUTCString(),
  'Last-Modified': new Date(world.nowMs()).toUTCString(),
});

/** Edge in pixels: the largest that the window shows, smaller than what the real server sends. */
const LARGEST = 128;

const userPicture = (world: World, userId: string, size: number) => {
  const digest = createHash('md5').update(userId).digest();
  return {
    headers: {
      'Content-Type': 'image/png',
      ETag: `"${digest.toString('hex')}"`,
      ...cacheable(world, `avatar.${size}.png`),
    },
    raw: portraitPng(Math.min(size, LARGEST), digest),
  };
};

const groupSvg = (
  dark: boolean,
): string => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 44 44" height="22" width="22" version="1.1">
	<rect width="44" height="44" fill="${dark ? '#3B3B3B' : '#6B6B6B'}"/>
	<circle cx="17" cy="18" r="6" fill="#fff"/>
	<circle cx="29" cy="19" r="5" fill="#fff"/>
	<path fill="#fff" d="M7 34a10 9 0 0 1 20 0ZM28 34a13 12 0 0 0-3-8 8 8 0 0 1 12 8Z"/>
</svg>
`;

const roomAvatar =
  (dark: boolean) =>
  (context: Context): OcsAnswer => {
    const found = findAttendance(context);
    if (!found) return failure(404);
    const { room, attendee } = found;
    const other = room.type === 1 ? otherSide(room, attendee.user) : undefined;
    if (other !== undefined) return userPicture(context.world, other, 512);
    return {
      headers: { 'Content-Type': 'image/svg+xml', ...cacheable(context.world, room.token) },
      raw: groupSvg(dark),
    };
  };

/** Pictures of conversations; the only OCS calls that answer without an envelope. */
export const avatarRoutes = routes(
  '/apps/spreed/api/v1',
  { app: 'talk', withoutCsrfCheck: true },
  { 'GET /room/{token}/avatar': roomAvatar(false), 'GET /room/{token}/avatar/dark': roomAvatar(true) },
);

/** Serves both themes, because the picture has a colour of its own. */
const userAvatar = ({ world, params }: Context): Reply => {
  const user = world.users.get(params.user ?? '');
  const size = Math.min(Math.max(Number(params.size) || 64, 16), 512);
  if (!user) return json(404, []);
  const { headers, raw } = userPicture(world, user.id, size);
  return { status: 200, headers: { ...headers, 'X-NC-IsCustomAvatar': '0' }, body: raw };
};

/** Pictures of users, for browsers and clients alike. */
export const avatarPages = routes(
  '',
  { public: true },
  {
    'GET /avatar/{user}/{size}': userAvatar,
    'GET /avatar/{user}/{size}/dark': userAvatar,
  },
);
