import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { protocol, type Session } from 'electron';
import { describeError, isExpected } from '../core/errors.ts';
import { OWN_SOUNDS, type OwnSound } from '../core/model/sound.ts';
import type { Logger } from '../core/ports.ts';
import { soundWave } from './sound-wave.ts';

const SCHEME = 'app';
const HOST = 'talkmelder';
export const RENDERER_ORIGIN = `${SCHEME}://${HOST}`;
export const RENDERER_URL = `${RENDERER_ORIGIN}/index.html`;
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

/**
 * Serves the window of `target`: the files of `folder` and nothing outside it, the pictures of conversations below
 * /avatar/, and the pictures of signed-in users below /account/. Main fetches the pictures
 * (`/avatar/TOKEN.ACCOUNTKEY/light?v=VERSION`, `/account/ACCOUNTKEY/dark`). Below /sound/ are the pages that play a sound
 * (`/sound/bell`), and their sounds (`/sound/bell.wav`).
 */
export function serveRenderer(target: Session, folder: string, pictures: PictureSource, log: Logger): void {
  target.protocol.handle(SCHEME, (request) => {
    const url = URL.parse(request.url);
    if (!url || url.host !== HOST || request.method !== 'GET') return notFound();
    return soundAt(url.pathname) ?? pictureAt(url.pathname, pictures, log) ?? serveFile(url, folder);
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
    const headers = { 'Content-Type': type, 'Content-Security-Policy': CSP, 'X-Content-Type-Options': 'nosniff' };
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
