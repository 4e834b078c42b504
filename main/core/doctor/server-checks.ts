import * as v from 'valibot';
import {
  errorCodeOf,
  Maintenance,
  NextcloudTooOld,
  NotNextcloud,
  Redirected,
  ServerError,
  ServerMoved,
  TooManyAttempts,
  UntrustedAnswer,
  UntrustedDomain,
} from '../errors.ts';
import { onOrigin } from '../model/origin.ts';
import { type Answer, type Client, fromStatus, parse } from '../nextcloud/client.ts';
import { OLDEST_NEXTCLOUD, requireNextcloud } from '../nextcloud/requirements.ts';
import { LoginStart } from '../nextcloud/schemas.ts';
import { askStatusPhp, statusOf } from '../nextcloud/server-status.ts';
import type { Clock } from '../ports.ts';
import { codeOf, failed, info, type Outcome, ok, skipped, warning } from './outcome.ts';

/** With a larger difference, signing in with a second factor fails, or a certificate seems invalid. */
const MOST_SKEW_MS = 60_000;
/** How long Nextcloud delays answers to an address that it is about to block. Source: its Throttler. */
const BLOCKED_DELAY_MS = 25_000;

/** The answer to a public status request, and when it arrived. */
export interface StatusAnswer {
  answer: Answer;
  /** Milliseconds since 1970, half way between request and answer. */
  at: number;
}

export async function askStatus(client: Client, clock: Clock): Promise<StatusAnswer> {
  const started = clock.now();
  const answer = await askStatusPhp(client);
  return { answer, at: (started + clock.now()) / 2 };
}

export async function checkNextcloud(asked: Promise<StatusAnswer>): Promise<Outcome> {
  try {
    const { answer } = await asked;
    const { maintenance, versionstring: version } = statusOf(answer);
    if (maintenance) return failed('doctor.nextcloud.maintenance', { version });
    requireNextcloud(version);
    return ok('doctor.nextcloud.answer', { version });
  } catch (error) {
    return explainStatus(error);
  }
}

/**
 * Statuses that web servers send to a client without a certificate, and for other reasons. Source: nginx's
 * ngx_http_ssl_module.
 */
const WANTS_CERTIFICATE: ReadonlySet<number> = new Set([400, 495, 496]);

function explainStatus(error: unknown): Outcome {
  if (error instanceof NextcloudTooOld)
    return failed('doctor.nextcloud.old', { version: error.found, minimum: OLDEST_NEXTCLOUD });
  if (error instanceof TooManyAttempts) return failed('doctor.api.blocked');
  if (error instanceof ServerMoved) return failed('doctor.nextcloud.moved', { address: error.address });
  if (error instanceof UntrustedDomain) return failed('doctor.nextcloud.domain');
  if (error instanceof ServerError && WANTS_CERTIFICATE.has(error.status))
    return failed('doctor.nextcloud.client-certificate', { code: error.status });
  // The sentence about maintenance names the version, which is unknown here.
  if (error instanceof Maintenance) return failed('doctor.nextcloud.error', { code: 503 });
  const isNoStatus = error instanceof ServerError && error.status === 0;
  if (isNoStatus || error instanceof UntrustedAnswer || error instanceof NotNextcloud)
    return failed('doctor.nextcloud.not-nextcloud');
  switch (errorCodeOf(error)) {
    case 'unreachable':
      return failed('doctor.nextcloud.unreachable');
    case 'certificate':
    case 'pin-mismatch':
      return failed('doctor.nextcloud.certificate');
    case 'proxy-auth':
      return failed('doctor.nextcloud.proxy-auth');
    default:
      return failed('doctor.nextcloud.error', { code: codeOf(error) });
  }
}

/** Compares the clocks by the answer's Date header: whole seconds, which is enough. */
export async function checkClock(asked: Promise<StatusAnswer>): Promise<Outcome> {
  const { answer, at } = await asked;
  const theirs = Date.parse(answer.headers.get('date') ?? '');
  if (Number.isNaN(theirs)) return { ...skipped('doctor.clock.unknown'), blocks: false };
  const skew = Math.abs(theirs - at);
  if (skew <= MOST_SKEW_MS) return ok('doctor.clock.ok');
  return warning('doctor.clock.off', { duration: Math.round(skew / 1_000) });
}

const Anonymous = v.object({
  capabilities: v.fallback(
    v.object({ bruteforce: v.fallback(v.optional(v.object({ delay: v.number() })), undefined) }),
    {},
  ),
});

/** Sends no credentials, which another check covers. @param client a client without credentials */
export async function checkApi(client: Client): Promise<Outcome> {
  try {
    const { data } = await client.ocs('cloud/capabilities', Anonymous);
    const delay = data.capabilities.bruteforce?.delay ?? 0;
    return delay >= BLOCKED_DELAY_MS ? warning('doctor.api.blocked') : ok('doctor.api.ok');
  } catch (error) {
    return explainApi(error);
  }
}

/**
 * Starts a sign-in as the app does, to see which addresses the server names for it. It is never granted, and the server
 * forgets it after 20 minutes.
 * @param client a client without credentials
 */
export async function checkAddresses(client: Client): Promise<Outcome> {
  try {
    const answer = await client.request(`${client.server}/index.php/login/v2`, { method: 'post' });
    if (answer.status !== 200) throw fromStatus(answer);
    const { poll, login } = parse(LoginStart, answer.body);
    const outcomes = [poll.endpoint, login].map((named) => judgeAddress(named, client.server));
    return (
      outcomes.find(({ status }) => status === 'failed') ??
      outcomes.find(({ status }) => status !== 'ok') ??
      ok('doctor.addresses.ok')
    );
  } catch (error) {
    if (error instanceof TooManyAttempts) return failed('doctor.api.blocked');
    if (error instanceof Redirected) return failed('doctor.addresses.elsewhere', { named: nameOf(error.to) });
    return warning('doctor.addresses.error', { code: codeOf(error) });
  }
}

/** Compares an address that the server names for itself with the one in use. */
function judgeAddress(named: string, server: string): Outcome {
  const url = URL.parse(named);
  if (url === null || url.username + url.password !== '') return failed('doctor.addresses.unreadable');
  const base = new URL(server);
  if (onOrigin(named, server) === null) {
    if (url.hostname === base.hostname) return failed('doctor.addresses.port', { named: nameOf(named) });
    return failed('doctor.addresses.elsewhere', { named: nameOf(named) });
  }
  if (url.protocol !== base.protocol) return info('doctor.addresses.http', { named: nameOf(named) });
  const isInside = `${url.pathname}/`.startsWith(`${base.pathname.replace(/\/+$/, '')}/`);
  return isInside ? ok('doctor.addresses.ok') : info('doctor.addresses.folder', { named: nameOf(named) });
}

/** Leaves out the path, which contains the flow's token. */
const nameOf = (named: string): string => URL.parse(named)?.origin ?? '';

/** Returns the outcome for an error that any API call can end in. */
export function explainApi(error: unknown): Outcome {
  if (error instanceof TooManyAttempts) return failed('doctor.api.blocked');
  if (error instanceof ServerError && (error.status === 404 || error.status === 0)) return failed('doctor.api.missing');
  return failed('doctor.api.error', { code: codeOf(error) });
}
