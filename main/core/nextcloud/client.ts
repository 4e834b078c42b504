import ky from 'ky';
import * as v from 'valibot';
import {
  describeError,
  FileNotWritten,
  isExpected,
  Maintenance,
  ProxyAuthRequired,
  Redirected,
  ServerError,
  SessionEnded,
  type TalkmelderError,
  TooManyAttempts,
  Unreachable,
  UntrustedAnswer,
} from '../errors.ts';
import { parseJson } from '../model/message-id.ts';
import { onOrigin } from '../model/origin.ts';
import type { Clock, Fetch, Logger } from '../ports.ts';
import { loggedPath } from './logged-path.ts';
import { fromNetwork, isFault } from './network-error.ts';
import { codeSaid, refusalIn } from './ocs-envelope.ts';
import { passBody, readBody, rejection } from './read-body.ts';
import { Envelope } from './schemas.ts';

/** A longer answer is refused, unless the caller allows more. */
const MAX_BODY_BYTES = 32 * 1024 * 1024;
const TIMEOUT_MS = 30_000;

export interface Credentials {
  loginName: string;
  appPassword: string;
}

export interface ClientOptions {
  /** Base address without a trailing slash, already checked by `normaliseAddress`. */
  server: string;
  fetch: Fetch;
  clock: Clock;
  log: Logger;
  /** Nextcloud shows it under Devices & sessions: "Talkmelder (station-pc)". */
  userAgent: string;
  /** The language of system messages. Asked before each request, because it may change. */
  language: () => string;
  credentials?: Credentials;
  /** True once no new request may be sent; a request under way is still answered. */
  isOver?: () => boolean;
}

export interface RequestOptions {
  /** The methods in capitals are WebDAV's. */
  method?: 'get' | 'post' | 'put' | 'delete' | 'PROPFIND' | 'REPORT' | 'MKCOL' | 'MOVE';
  query?: Record<string, string | number>;
  form?: Record<string, string>;
  /** A JSON body instead of a form. */
  json?: object;
  /** Any other body. */
  bytes?: Uint8Array<ArrayBuffer>;
  /** Ends the request early; it then fails as `Unreachable`. */
  signal?: AbortSignal;
  /**
   * Receives the body part by part instead of the answer, if the status is 200. `timeout` then counts from the last
   * part. The error that it throws ends the request.
   */
  onPart?: (part: Uint8Array<ArrayBuffer>, headers: Headers) => Promise<void>;
  /** The ETag of a known answer, which the server need not send again. */
  ifNoneMatch?: string;
  /** Milliseconds until the request counts as failed; 30,000 by default. */
  timeout?: number;
  /** The longest answer that is read, in bytes. */
  limit?: number;
}

export interface Answer {
  /** The answer's address: the requested one, or the target of a redirect on the same server. */
  url: string;
  status: number;
  headers: Headers;
  body: string;
}

export interface Download {
  url: string;
  status: number;
  headers: Headers;
  bytes: Uint8Array<ArrayBuffer>;
}

export type Client = ReturnType<typeof createClient>;

/**
 * The only way to talk to a Nextcloud. Sends the credentials only to the origin of `server`. A redirect on that origin
 * is followed once for a GET request, or for a request without credentials; any other redirect is refused. Cookies are
 * neither kept nor sent. Every failure is a class of core/errors.
 */
export function createClient(options: ClientOptions) {
  const { server, clock, log, credentials, isOver = () => false } = options;
  const http = ky.create({
    fetch: options.fetch,
    retry: 0,
    timeout: false,
    throwHttpErrors: false,
    // The client decides itself where a request may go.
    redirect: 'manual',
    credentials: 'omit',
    cache: 'no-store',
    headers: {
      Accept: 'application/json',
      'User-Agent': options.userAgent,
      ...(credentials && { Authorization: authorization(credentials) }),
    },
  });

  /**
   * Returns any answer, whatever its status.
   * @throws Unreachable, CertificateUntrusted, UntrustedAnswer, ServerError
   */
  async function download(
    url: string,
    {
      method = 'get',
      query,
      form,
      json,
      bytes: sent,
      signal,
      onPart,
      ifNoneMatch,
      timeout = TIMEOUT_MS,
      limit = MAX_BODY_BYTES,
    }: RequestOptions = {},
    headers: Record<string, string> = {},
  ): Promise<Download> {
    if (isOver()) throw new Unreachable('stopped');
    const abort = new AbortController();
    const giveUp = (): void => abort.abort(new Unreachable('timed out'));
    let cancel = clock.after(timeout, giveUp);
    const stop = (): void => abort.abort(new Unreachable('stopped'));
    if (signal?.aborted) stop();
    signal?.addEventListener('abort', stop, { once: true });
    // The signal is raced and not only passed on: Electron's fetch wraps it in requests of its own, which lose it once
    // the headers have arrived and the garbage collector has run; a stalled body would then never time out.
    const timedOut = rejection(abort.signal);
    const started = clock.now();
    const asked = `${method} ${loggedPath(url)}`;
    const about = {
      method,
      headers: {
        'Accept-Language': options.language(),
        ...(ifNoneMatch !== undefined && { 'If-None-Match': ifNoneMatch }),
        ...headers,
      },
      ...(form && { body: new URLSearchParams(form) }),
      ...(json && { json }),
      ...(sent && { body: sent }),
    };
    let answered: number | null = null;
    try {
      const send = (to: string): Promise<Response> => {
        if (isOver()) throw new Unreachable('stopped');
        return Promise.race([http(to, { ...about, signal: abort.signal }), timedOut]);
      };
      const { response, from } = await arrive(await send(withQuery(url, query)), url, method, send);
      answered = response.status;
      // A proxy sent this answer, not the server, and its body cannot be read through a tunnel.
      if (response.status === 407) throw new ProxyAuthRequired('407');
      const bytes =
        onPart && response.status === 200
          ? await passBody(response, limit, timedOut, async (part) => {
              cancel();
              cancel = clock.after(timeout, giveUp);
              await onPart(part, response.headers);
            })
          : await readBody(response, limit, timedOut);
      log.debug(`${asked} ${response.status} ${clock.now() - started} ms`);
      return { url: from, status: response.status, headers: response.headers, bytes };
    } catch (error) {
      const known =
        KNOWN_FAILURES.some((kind) => error instanceof kind) && isExpected(error)
          ? error
          : abort.signal.aborted
            ? (abort.signal.reason as Unreachable)
            : fromNetwork(error);
      if (known instanceof Unreachable) known.answered = answered;
      // The user learns that the server cannot be reached.
      if (isFault(error)) log.error(`${asked} failed: ${describeError(error)}`);
      abort.abort(known);
      log.debug(`${asked} failed: ${known.code} (${known.message}) ${clock.now() - started} ms`);
      throw known;
    } finally {
      cancel();
      signal?.removeEventListener('abort', stop);
    }
  }

  /**
   * Returns the answer, also from behind one redirect on the server's own origin; the request is sent to no other
   * origin.
   * @throws Redirected, UntrustedAnswer
   */
  async function arrive(response: Response, url: string, method: string, send: (to: string) => Promise<Response>) {
    const to = redirectOf(response, url);
    if (to === null) return { response, from: url };
    discard(response);
    const { status } = response;
    const from = onOrigin(to, server);
    if (from === null) throw new Redirected(to, status === 301 || status === 308);
    // A message must not be sent on to an unknown page. A sign-in begins without credentials, so it may be.
    if (method !== 'get' && (credentials !== undefined || status === 303)) throw new UntrustedAnswer('redirected');
    const next = await send(from);
    if (redirectOf(next, from) === null) return { response: next, from };
    discard(next);
    throw new UntrustedAnswer('redirected twice');
  }

  /** Returns the answer as text. */
  async function request(
    url: string,
    requestOptions: RequestOptions = {},
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const { bytes, ...answer } = await download(url, requestOptions, headers);
    return { ...answer, body: new TextDecoder().decode(bytes) };
  }

  /**
   * Makes an OCS call and returns the checked `data`, the headers and the HTTP status. A failure in the envelope counts
   * even under the HTTP status 200, so it is never taken for an empty answer.
   * @param path below /ocs/v2.php/, for example `apps/spreed/api/v4/room`
   */
  async function ocs<S extends v.GenericSchema>(path: string, schema: S, requestOptions: RequestOptions = {}) {
    const { body, headers, status } = await ocsText(path, requestOptions);
    return { data: check(schema, openEnvelope(parse(v.unknown(), body), headers)), headers, status };
  }

  /** Returns the text of an OCS answer, which the caller parses and checks with `openEnvelope`. */
  async function ocsText(path: string, requestOptions: RequestOptions = {}): Promise<Answer> {
    const answer = await request(`${server}/ocs/v2.php/${path}`, requestOptions, { 'OCS-APIRequest': 'true' });
    // 206 is a partial answer, which the app must not use.
    if (answer.status !== 200 && answer.status !== 201) throw fromStatus(answer);
    return answer;
  }

  return { server, download, request, ocs, ocsText };
}

/** Returns the data of an OCS answer. @throws the failure in the envelope; ServerError when there is no envelope */
export function openEnvelope(json: unknown, headers: Headers): unknown {
  const { ocs } = check(Envelope, json);
  const refusal = refusalIn(ocs.meta);
  if (refusal) throw errorFor(refusal.status, refusal.code, headers);
  return ocs.data;
}

/** Failures that a request reports as they are; any other comes from the network. */
const KNOWN_FAILURES = [ServerError, ProxyAuthRequired, UntrustedAnswer, FileNotWritten];

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** Returns the absolute target of a redirect; null when the answer is none. */
function redirectOf({ status, headers }: Response, url: string): string | null {
  const location = REDIRECTS.has(status) ? headers.get('location') : null;
  return location === null ? null : (URL.parse(location, url)?.href ?? location);
}

function withQuery(url: string, query: RequestOptions['query']): string {
  if (!query) return url;
  const whole = new URL(url);
  for (const [name, value] of Object.entries(query)) whole.searchParams.set(name, String(value));
  return whole.href;
}

/** Cancels a body that is not needed, so that the connection is free again. */
const discard = ({ body }: Response): void => void body?.cancel().catch(() => {});

/** @throws ServerError when the text is not JSON of that shape */
export const parse = <S extends v.GenericSchema>(schema: S, text: string): v.InferOutput<S> => {
  let json: unknown;
  try {
    json = parseJson(text);
  } catch {
    throw new ServerError('the answer is not JSON', 0);
  }
  return check(schema, json);
};

function check<S extends v.GenericSchema>(schema: S, value: unknown): v.InferOutput<S> {
  const result = v.safeParse(schema, value, { abortEarly: true });
  // The message names the place and never the value, because values are people's messages.
  if (!result.success) throw new ServerError(`unexpected shape at ${v.getDotPath(result.issues[0]) ?? 'top'}`, 0);
  return result.output;
}

/** Returns the error for a failed answer, unless the caller knows a more specific one. */
export const fromStatus = ({ status, headers, body }: Answer): TalkmelderError =>
  errorFor(status, codeSaid(status, body), headers);

/** Source: OCP\AppFramework\OCSController::RESPOND_UNAUTHORISED; recordings of Nextcloud 32 contain no other code. */
const NOT_SIGNED_IN = 997;

/** @param ocs the code with which Nextcloud itself refuses; null: the answer may come from a gateway */
function errorFor(status: number, ocs: number | null, headers: Headers): TalkmelderError {
  const retryAfter = retryAfterOf(headers);
  // A 401 from a gateway, or from an app about the request, says nothing about the app password.
  if (status === 401 && ocs === NOT_SIGNED_IN) return new SessionEnded('401');
  if (status === 429) return new TooManyAttempts('429', retryAfter);
  if (status === 503 && headers.get('x-nextcloud-maintenance-mode') === '1') return new Maintenance('503', retryAfter);
  return new ServerError(`status ${status}`, status, retryAfter, ocs);
}

/**
 * Returns Retry-After in milliseconds, at most an hour, so that a hostile header cannot silence a station. Dates are
 * ignored.
 */
function retryAfterOf(headers: Headers): number | null {
  const seconds = Number(headers.get('retry-after') || Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? Math.min(seconds, 3_600) * 1_000 : null;
}

/** Servers refuse longer header lines. */
const LONGEST_HEADER = 8_000;

/**
 * Basic credentials end the login name at its first colon. When the name contains a colon, is empty or is too long for
 * a header, the app password is sent alone, which Nextcloud accepts as well.
 * Source: Nextcloud's lib/private/User/Session.php, tryTokenLogin.
 */
function authorization({ loginName, appPassword }: Credentials): string {
  const basic = `Basic ${base64(`${loginName}:${appPassword}`)}`;
  const isUnfit = loginName === '' || loginName.includes(':') || basic.length > LONGEST_HEADER;
  return isUnfit && /^[\x21-\x7e]+$/.test(appPassword) ? `Bearer ${appPassword}` : basic;
}

/** Basic credentials are UTF-8 (RFC 7617), which btoa alone cannot encode. */
const base64 = (text: string): string => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
