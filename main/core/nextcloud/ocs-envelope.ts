import type { Envelope } from './schemas.ts';

/** Nextcloud's refusals are far shorter than this. */
const LONGEST_REFUSAL = 100_000;

/** Nextcloud's own codes. Source: OCP\AppFramework\OCSController. */
const STATUS_OF_CODE: ReadonlyMap<number, number> = new Map([
  [996, 500],
  [997, 401],
  [998, 404],
  [999, 500],
]);

const isFine = (code: number): boolean => code === 100 || (code >= 200 && code <= 299);

/** Returns the HTTP status for a code of the envelope; an unknown code counts as a server failure. */
function statusOf(code: number): number {
  const known = STATUS_OF_CODE.get(code);
  if (known !== undefined) return known;
  return code >= 400 && code <= 599 ? code : 500;
}

/**
 * Returns the failure in an envelope, whatever the HTTP status was; null when there is none. `code` is null when the
 * envelope contradicts itself, so that the failure does not count as final.
 */
export function refusalIn({ statuscode, status }: Envelope['ocs']['meta']): {
  status: number;
  code: number | null;
} | null {
  if (!isFine(statuscode)) return { status: statusOf(statuscode), code: statuscode };
  return status === 'failure' ? { status: 500, code: null } : null;
}

/**
 * Returns the code with which Nextcloud itself refuses: that in its own envelope, or over WebDAV the HTTP status of an
 * error in the words of sabre, its WebDAV library. Null for any other page, and when code and HTTP status do not fit
 * each other.
 */
export function codeSaid(status: number, body: string): number | null {
  if (body.length > LONGEST_REFUSAL) return null;
  if (status >= 400 && SABRE_ERROR.test(body)) return status;
  const code = codeInJson(body) ?? codeInXml(body);
  return code !== null && !isFine(code) && statusOf(code) === status ? code : null;
}

/** Source: sabre/dav's Server::start, and recordings of Nextcloud 32. */
const SABRE_ERROR = /^\s*(?:<\?xml[^>]*\?>\s*)?<(?:[\w-]{1,20}:)?error\s[^>]*"http:\/\/sabredav\.org\/ns"/;

function codeInJson(body: string): number | null {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return null;
  }
  for (const key of ['ocs', 'meta', 'statuscode']) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return null;
    value = (value as Record<string, unknown>)[key];
  }
  return codeFrom(value);
}

/** Nextcloud sends some refusals as XML although JSON was requested. */
function codeInXml(body: string): number | null {
  const [, code] = /^\s*(?:<\?xml[^>]*\?>\s*)?<ocs>\s*<meta>[\s\S]*?<statuscode>(\d{3})<\/statuscode>/.exec(body) ?? [];
  return codeFrom(code);
}

function codeFrom(value: unknown): number | null {
  const code = typeof value === 'string' && /^\d{3}$/.test(value) ? Number(value) : value;
  return typeof code === 'number' && Number.isInteger(code) ? code : null;
}
