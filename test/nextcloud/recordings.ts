import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { type Shape, shapeOf } from './shape.ts';

/** One recorded exchange: the request to replay, and the parts of the answer to compare. Holds no credentials. */
export interface Exchange {
  method: string;
  /** The path with its query; tokens of the recording have names: `{pollToken}`. */
  path: string;
  headers: Record<string, string>;
  /** Whether credentials were sent. */
  authorised: boolean;
  /** Whether cookies were sent. */
  cookies: boolean;
  body: string | null;
  /** The time of the answer, seconds since 1970. */
  at: number;
  status: number;
  /** Names of the answer's headers, sorted. */
  answerHeaders: string[];
  /** Media type of the answer. */
  type: string;
  /** Null if the answer is not JSON. */
  shape: Shape | null;
}

/** The folder of recordings beside the project, if it exists. */
const CAPTURES = new URL('../../../shared/talk-api/captures/', import.meta.url);
const SHAPES = new URL('./shapes/', import.meta.url);

/**
 * Headers that say nothing about Nextcloud: hop by hop, or of the web server in front of it.
 * Vary came with nginx's compression of larger bodies; Content-Length and Transfer-Encoding with its buffering.
 */
const IGNORED = new Set(['server', 'date', 'connection', 'keep-alive', 'content-length', 'transfer-encoding', 'vary']);

/** Later recordings come from PHP's own web server, which names the host and itself, and does its own compression. */
const OF_PHP_SERVER = new Set(['host', 'x-powered-by', 'content-encoding']);

const REQUEST_HEADERS = new Set([
  'accept',
  'accept-language',
  'content-type',
  'depth',
  'destination',
  'if-none-match',
  'oc-total-length',
  'ocs-apirequest',
  'user-agent',
  'x-requested-with',
]);

interface Capture {
  name: string;
  request: { method: string; url: string; headers: Record<string, string>; body: string | null };
  response: { status: number; headers: Record<string, string | string[]>; body: unknown };
}

export const comparedHeaders = (names: Iterable<string>): string[] =>
  [...new Set([...names].map((name) => name.toLowerCase()))].filter((name) => !IGNORED.has(name)).sort();

export const mediaType = (contentType: string | null | undefined): string => (contentType ?? '').split(';')[0] ?? '';

/** Returns the shape of a JSON text, or null for any other text. */
export const bodyShape = (type: string, body: string): Shape | null =>
  type === 'application/json' && body !== '' ? shapeOf(JSON.parse(body)) : null;

/** Names the secrets and one-time tokens of the recording instead of repeating them. */
const nameTokens = (text: string): string =>
  text
    .replace(/\/login\/v2\/flow\/\w{100,}/, '/login/v2/flow/{loginToken}')
    .replace(/stateToken(=|%3D)\w{64}/g, 'stateToken$1{stateToken}')
    .replace(/\btoken=\w{60,}/, 'token={token}')
    .replace(/requesttoken=[^&]+/, 'requesttoken={requestToken}');

const headersOf = (headers: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers)
      .map(([name, value]): [string, string] => [name.toLowerCase(), value])
      .filter(([name]) => REQUEST_HEADERS.has(name)),
  );

export const exchangeOf = ({ request, response }: Capture): Exchange => {
  const url = new URL(request.url);
  const contentType = response.headers['Content-Type'];
  const type = mediaType(Array.isArray(contentType) ? contentType[0] : contentType);
  const body = typeof response.body === 'string' ? response.body : JSON.stringify(response.body ?? '');
  return {
    method: request.method,
    path: nameTokens(request.url.slice(url.origin.length)),
    headers: headersOf(request.headers),
    authorised: 'Authorization' in request.headers,
    cookies: 'Cookie' in request.headers,
    body: request.body === null ? null : nameTokens(request.body),
    at: Date.parse(String(response.headers.Date)) / 1000,
    status: response.status,
    answerHeaders: comparedHeaders(Object.keys(response.headers)).filter(
      (name) => !('Host' in response.headers && OF_PHP_SERVER.has(name)),
    ),
    type,
    shape: bodyShape(type, body),
  };
};

/** Returns the recordings by name, or null if they are not beside the project. */
export const readRecordings = (): Map<string, Exchange> | null => {
  if (!existsSync(CAPTURES)) return null;
  const names = readdirSync(CAPTURES).filter((name) => name.endsWith('.json'));
  return new Map(
    names.sort().map((name) => {
      const capture = JSON.parse(readFileSync(new URL(name, CAPTURES), 'utf8')) as Capture;
      return [capture.name, exchangeOf(capture)];
    }),
  );
};

/** Equal bodies are frequent, so each is stored once, by number. */
export interface ShapeFiles {
  exchanges: Record<string, Omit<Exchange, 'shape'> & { shapeNumber: number | null }>;
  bodies: Shape[];
}

/** Returns the project's own copy of the recorded shapes. */
export const readShapes = (): Map<string, Exchange> => {
  const read = (name: string): unknown => JSON.parse(readFileSync(new URL(name, SHAPES), 'utf8'));
  const exchanges = read('exchanges.json') as ShapeFiles['exchanges'];
  const bodies = read('bodies.json') as ShapeFiles['bodies'];
  return new Map(
    Object.entries(exchanges).map(([name, { shapeNumber, ...exchange }]) => [
      name,
      { ...exchange, shape: shapeNumber === null ? null : (bodies[shapeNumber] ?? null) },
    ]),
  );
};
