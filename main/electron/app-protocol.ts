import { readFile, stat } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { protocol, type Session } from 'electron';
import { describeError, isExpected } from '../core/errors.ts';
import { AlarmSound } from '../core/model/alarm.ts';
import { OWN_SOUNDS, type OwnSound } from '../core/model/sound.ts';
import type { Logger } from '../core/ports.ts';
import { soundWave } from './sound-wave.ts';

const SCHEME = 'app';
const HOST = 'talkmelder';
export const RENDERER_ORIGIN = `${SCHEME}://${HOST}`;
export const RENDERER_URL = `${RENDERER_ORIGIN}/index.html`;
/** A page with an alarm's card. The first one speaks to the screen reader: the same card is on every display. */
export const alarmUrl = (isFirst: boolean): string => `${RENDERER_URL}?alarm=${isFirst ? 'first' : 'further'}`;
/** The page that plays the sound of alarms until it is closed. */
const ALARM_SOUND_PAGE = '?alarm-sound';
export const ALARM_SOUND_URL = `${RENDERER_URL}${ALARM_SOUND_PAGE}`;
/** The sound of an alarm, as that page finds it. `own`: the administrator's file. */
export const alarmSoundPath = (sound: AlarmSound | 'own'): string => `/alarm/${sound}`;
/** The page with the card of incoming calls, which plays the ringing tone. */
const CALL_PAGE = '?call';
export const CALL_URL = `${RENDERER_URL}${CALL_PAGE}`;
/** The page that plays a sound once. */
export const soundUrl = (sound: OwnSound): string => `${RENDERER_ORIGIN}/sound/${sound}`;

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** Allows only the window's own files; the window cannot open connections. */
const CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The same for the pages that play the sound of alarms and the ringing tone. */
const CSP_WITH_SOUND = `${CSP}; media-src 'self'`;

/** Must be called before `ready`. */
export function registerAppScheme(): void {
  // `stream` is for the sounds: media elements load nothing from a scheme without it.
  const privileges = { standard: true, secure: true, stream: true };
  protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges }]);
}

type Picture = { type: string; bytes: Uint8Array<ArrayBuffer> };

/** Fetches pictures. Null means that there is no picture, and the window shows something else. */
export interface PictureSource {
  conversation: (token: string, dark: boolean) => Promise<Picture | null>;
  /** The picture of the person whose account has this key. */
  account: (key: string, dark: boolean) => Promise<Picture | null>;
}

/** The files with the sounds of alarms. */
export interface AlarmSoundFiles {
  /** The folder with the app's own (build/sounds). */
  folder: string;
  /** The path of the administrator's file; null: there is none. */
  own: string | null;
}

/**
 * Serves the window of `target`: the files of `folder` and nothing outside it, the pictures of conversations below
 * /avatar/, and the pictures of signed-in users below /account/. Main fetches the pictures
 * (`/avatar/TOKEN.ACCOUNTKEY/light?v=VERSION`, `/account/ACCOUNTKEY/dark`). Below /sound/ are the pages that play a sound
 * (`/sound/bell`), and their sounds (`/sound/bell.wav`). Below /alarm/ are the sounds of alarms (`/alarm/gong`), and the
 * ringing tone of calls is `/call/tone`.
 */
export function serveRenderer(
  target: Session,
  folder: string,
  alarmSounds: AlarmSoundFiles,
  pictures: PictureSource,
  log: Logger,
): void {
  target.protocol.handle(SCHEME, (request) => {
    const url = URL.parse(request.url);
    if (!url || url.host !== HOST || request.method !== 'GET') return notFound();
    return (
      alarmSoundAt(request, alarmSounds) ??
      soundAt(url.pathname) ??
      pictureAt(url.pathname, pictures, log) ??
      serveFile(url, folder)
    );
  });
}

/** Returns the answer for a sound or its page, or null for any other path. */
function soundAt(path: string): Response | null {
  const [, name, ending] = /^\/sound\/([a-z]+)(\.wav)?$/.exec(path) ?? [];
  const sound = OWN_SOUNDS.find((one) => one === name);
  if (!sound) return null;
  const nosniff = { 'X-Content-Type-Options': 'nosniff' };
  if (ending) return new Response(soundWave(sound), { headers: { ...nosniff, 'Content-Type': 'audio/wav' } });
  const page = `<!doctype html><title>Talkmelder</title><audio src="/sound/${sound}.wav" autoplay></audio>`;
  const policy = "default-src 'none'; media-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  const headers = { ...nosniff, 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': policy };
  return new Response(page, { headers });
}

/** Every format that Chromium plays, by the ending of the administrator's file. */
const SOUND_TYPES: Record<string, string> = {
  '.wav': 'audio/wav',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
  '.opus': 'audio/ogg',
  '.flac': 'audio/flac',
  '.m4a': 'audio/mp4',
};
/** Ten minutes of uncompressed stereo. A larger file would be a mistake. */
const LARGEST_SOUND = 100 * 1024 * 1024;

/** Returns the path of an alarm's sound, or null if there is none. */
function alarmSoundFile(name: string, { folder, own }: AlarmSoundFiles): string | null {
  if (name === 'own') return own;
  return AlarmSound.options.some((sound) => sound === name) ? join(folder, `${name}.wav`) : null;
}

/** Returns the answer for the sound of an alarm or the ringing tone, or null for any other path. */
function alarmSoundAt(request: Request, files: AlarmSoundFiles): Promise<Response> | null {
  const { pathname } = new URL(request.url);
  const range = request.headers.get('Range');
  if (pathname === '/call/tone') return serveSound(join(files.folder, 'call.wav'), range);
  const [, name] = /^\/alarm\/([a-z]+)$/.exec(pathname) ?? [];
  return name === undefined ? null : serveSound(alarmSoundFile(name, files), range);
}

/** Media elements repeat a sound only if they can ask for its beginning again, with a range. */
async function serveSound(file: string | null, range: string | null): Promise<Response> {
  const type = file && SOUND_TYPES[extname(file).toLowerCase()];
  if (!file || !type) return notFound();
  try {
    if ((await stat(file)).size > LARGEST_SOUND) return notFound();
    const bytes = await readFile(file);
    const headers = { 'Content-Type': type, 'Accept-Ranges': 'bytes', 'X-Content-Type-Options': 'nosniff' };
    const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(range ?? '') ?? [];
    if (first === undefined)
      return new Response(bytes, { headers: { ...headers, 'Content-Length': `${bytes.length}` } });
    const from = Number(first);
    const to = Math.min(last ? Number(last) : bytes.length, bytes.length - 1);
    if (from > to) return new Response(null, { status: 416, headers: { 'Content-Range': `bytes */${bytes.length}` } });
    const part = bytes.subarray(from, to + 1);
    const about = { 'Content-Range': `bytes ${from}-${to}/${bytes.length}`, 'Content-Length': `${part.length}` };
    return new Response(part, { status: 206, headers: { ...headers, ...about } });
  } catch {
    return notFound();
  }
}

/** The address of a conversation's picture names its version, so the picture at an address never changes. */
const A_DAY = 'max-age=86400';
/** Users change their own picture, and no event announces it. */
const NOT_KEPT = 'no-store';

/** Returns the answer for a picture, or null for any other path. */
function pictureAt(path: string, { conversation, account }: PictureSource, log: Logger): Promise<Response> | null {
  const [, whose, name = '', theme] = /^\/(avatar|account)\/([a-z0-9.]{1,80})\/(light|dark)$/i.exec(path) ?? [];
  const dark = theme === 'dark';
  if (whose === 'avatar') return servePicture(conversation(name, dark), A_DAY, log);
  return whose === 'account' ? servePicture(account(name, dark), NOT_KEPT, log) : null;
}

async function serveFile(url: URL, folder: string): Promise<Response> {
  const type = TYPES[extname(url.pathname)];
  if (!type) return notFound();
  try {
    const file = normalize(join(folder, decodeURIComponent(url.pathname)));
    if (!file.startsWith(folder + sep)) return notFound();
    const policy = [ALARM_SOUND_PAGE, CALL_PAGE].includes(url.search) ? CSP_WITH_SOUND : CSP;
    const headers = { 'Content-Type': type, 'Content-Security-Policy': policy, 'X-Content-Type-Options': 'nosniff' };
    return new Response(await readFile(file), { headers });
  } catch {
    return notFound();
  }
}

async function servePicture(asked: Promise<Picture | null>, keeping: string, log: Logger): Promise<Response> {
  const picture = await asked.catch((error: unknown) => {
    if (!isExpected(error)) log.error(`picture: ${describeError(error)}`);
    return null;
  });
  if (!picture) return notFound();
  const headers = {
    'Content-Type': picture.type,
    // The picture comes from the server. If a page ever opened it as a document, it could still do nothing.
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': keeping,
  };
  return new Response(picture.bytes, { headers });
}

const notFound = (): Response => new Response('not found', { status: 404 });
