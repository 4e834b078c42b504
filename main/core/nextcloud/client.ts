import ky from 'ky';
import * as v from 'valibot';
import {
  Maintenance,
  ProxyAuthRequired,
  ServerError,
  SessionEnded,
  type TalkmelderError,
  TooManyAttempts,
  Unreachable,
} from '../errors.ts';
import { parseJson } from '../model/message-id.ts';
import type { Clock, Fetch, Logger } from '../ports.ts';
import { loggedPath } from './logged-path.ts';
import { fromNetwork } from './network-error.ts';
import { codeSaid, refusalIn } from './ocs-envelope.ts';
import { readBody, rejection } from './read-body.ts';
import { Envelope } from './schemas.ts';

/** Longer answers are refused: the largest honest one (5,000 conversations) is about 12 MB. */
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
  /** Words of system messages come in this language; asked before each request, for it may change. */
  language: () => string;
  credentials?: Credentials;
}

export interface RequestOptions {
  method?: 'get' | 'post' | 'delete';
  query?: Record<string, string | number>;
  form?: Record<string, string>;
  /** A body of JSON, in place of a form. */
  json?: object;
  /** The ETag of an answer that is known: the server need not give it again. */
  ifNoneMatch?: string;
  /** Milliseconds until the request counts as failed; 30,000 unless told. */
  timeout?: number;
  /** The longest answer that is read, bytes. */
  limit?: number;
}

export interface Answer {
  status: number;
  headers: Headers;
  body: string;
}

export interface Download {
  status: number;
  headers: Headers;
  bytes: Uint8Array<ArrayBuffer>;
}

export type Client = ReturnType<typeof createClient>;

/**
 * The one way to a Nextcloud. Sends the credentials to `server` only: redirects are refused, cookies are neither kept
 * nor sent. Every failure is one of core/errors.
 */
export function createClient(options: ClientOptions) {
  const { server, clock, log, credentials } = options;
  const http = ky.create({
    fetch: options.fetch,
    retry: 0,
    timeout: false,
    throwHttpErrors: false,
    redirect: 'error',
    credentials: 'omit',
    cache: 'no-store',
    headers: {
      Accept: 'application/json',
      'User-Agent': options.userAgent,
      ...(credentials && { Authorization: authorization(credentials) }),
    },
  });

  /** Any answer, whatever its status. @throws Unreachable, CertificateUntrusted, UntrustedAnswer, ServerError */
  async function download(
    url: string,
    {
      method = 'get',
      query,
      form,
      json,
      ifNoneMatch,
      timeout = TIMEOUT_MS,
      limit = MAX_BODY_BYTES,
    }: RequestOptions = {},
    headers: Record<string, string> = {},
  ): Promise<Download> {
    const abort = new AbortController();
    const cancel = clock.after(timeout, () => abort.abort(new Unreachable('timed out')));
    // Raced, not only passed on: Electron's fetch wraps the signal in requests of its own, which lose it once the
    // headers have arrived and the garbage collector has passed; a body that stalls would then be waited for for ever.
    const timedOut = rejection(abort.signal);
    const started = clock.now();
    const asked = `${method} ${loggedPath(url)}`;
    let answered: number | null = null;
    try {
      const answering = http(url, {
        method,
        headers: {
          'Accept-Language': options.language(),
          ...(ifNoneMatch !== undefined && { 'If-None-Match': ifNoneMatch }),
          ...headers,
        },
        signal: abort.signal,
        ...(query && { searchParams: query }),
        ...(form && { body: new URLSearchParams(form) }),
        ...(json && { json }),
      });
      const response = await Promise.race([answering, timedOut]);
      answered = response.status;
      // Of a proxy on the way: nothing of it is the server's answer, and its body cannot be read through a tunnel.
      if (response.status === 407) throw new ProxyAuthRequired('407');
      const bytes = await readBody(response, limit, timedOut);
      log.debug(`${asked} ${response.status} ${clock.now() - started} ms`);
      return { status: response.status, headers: response.headers, bytes };
    } catch (error) {
      const known =
        error instanceof ServerError || error instanceof ProxyAuthRequired
          ? error
          : abort.signal.aborted
            ? new Unreachable('timed out')
            : fromNetwork(error);
      if (known instanceof Unreachable) known.answered = answered;
      abort.abort(known);
      log.debug(`${asked} failed: ${known.code} (${known.message}) ${clock.now() - started} ms`);
      throw known;
    } finally {
      cancel();
    }
  }

  /** The same, as text. */
  async function request(
    url: string,
    requestOptions: RequestOptions = {},
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const { bytes, ...answer } = await download(url, requestOptions, headers);
    return { ...answer, body: new TextDecoder().decode(bytes) };
  }

  /**
   * An OCS call; returns the checked `data` and the headers. What the envelope says counts, too: a failure in it is
   * one under the HTTP status 200 as well, and never an empty answer.
   * @param path below /ocs/v2.php/, for example `apps/spreed/api/v4/room`
   */
  async function ocs<S extends v.GenericSchema>(path: string, schema: S, requestOptions: RequestOptions = {}) {
    const answer = await request(`${server}/ocs/v2.php/${path}`, requestOptions, { 'OCS-APIRequest': 'true' });
    // 206 is a part of an answer, and nothing is concluded from that.
    if (answer.status !== 200 && answer.status !== 201) throw fromStatus(answer);
    const { ocs: envelope } = parse(Envelope, answer.body);
    const refusal = refusalIn(envelope.meta);
    if (refusal) throw errorFor(refusal.status, refusal.code, answer.headers);
    return { data: check(schema, envelope.data), headers: answer.headers };
  }

  return { server, download, request, ocs };
}

/** @throws ServerError when the text is no JSON of that shape */
export const parse = <S extends v.GenericSchema>(schema: S, text: string): v.InferOutput<S> => {
  let json: unknown;
  try {
    json = parseJson(text);
  } catch {
    throw new ServerError('the answer is no JSON', 0);
  }
  return check(schema, json);
};

function check<S extends v.GenericSchema>(schema: S, value: unknown): v.InferOutput<S> {
  const result = v.safeParse(schema, value, { abortEarly: true });
  // Where it went wrong, never what stood there: values are people's messages.
  if (!result.success) throw new ServerError(`unexpected shape at ${v.getDotPath(result.issues[0]) ?? 'top'}`, 0);
  return result.output;
}

/** What a failed answer means, where the caller knows nothing more special. */
export const fromStatus = ({ status, headers, body }: Answer): TalkmelderError =>
  errorFor(status, codeSaid(status, body), headers);

/** @param ocs the fitting code of Nextcloud's envelope; null: a gateway on the way may have answered */
function errorFor(status: number, ocs: number | null, headers: Headers): TalkmelderError {
  const retryAfter = retryAfterOf(headers);
  // A gateway's 401 says nothing about the app password.
  if (status === 401 && ocs !== null) return new SessionEnded('401');
  if (status === 429) return new TooManyAttempts('429', retryAfter);
  if (status === 503 && headers.get('x-nextcloud-maintenance-mode') === '1') return new Maintenance('503');
  return new ServerError(`status ${status}`, status, retryAfter, ocs);
}

/** Retry-After in milliseconds, at most an hour: a hostile header must not silence a station. Dates are ignored. */
function retryAfterOf(headers: Headers): number | null {
  const seconds = Number(headers.get('retry-after') || Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? Math.min(seconds, 3_600) * 1_000 : null;
}

/** Servers refuse longer header lines. */
const LONGEST_HEADER = 8_000;

/**
 * Basic credentials end the name at its first colon. Where that would be too early, where there is no name, or where it
 * is too long for a header, the app password goes alone, which Nextcloud takes as well.
 * Source: Nextcloud's lib/private/User/Session.php, tryTokenLogin.
 */
function authorization({ loginName, appPassword }: Credentials): string {
  const basic = `Basic ${base64(`${loginName}:${appPassword}`)}`;
  const isUnfit = loginName === '' || loginName.includes(':') || basic.length > LONGEST_HEADER;
  return isUnfit && /^[\x21-\x7e]+$/.test(appPassword) ? `Bearer ${appPassword}` : basic;
}

/** Basic credentials are UTF-8 (RFC 7617), which btoa alone cannot encode. */
const base64 = (text: string): string => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
