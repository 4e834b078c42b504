import * as v from 'valibot';
import {
  errorCodeOf,
  Maintenance,
  NextcloudTooOld,
  NotNextcloud,
  ServerError,
  TooManyAttempts,
  UntrustedAnswer,
} from '../errors.ts';
import { OLDEST_NEXTCLOUD, requireNextcloud } from '../login/requirements.ts';
import type { Answer, Client } from '../nextcloud/client.ts';
import { statusOf } from '../nextcloud/server-status.ts';
import type { Clock } from '../ports.ts';
import { codeOf, failed, type Outcome, ok, skipped, warning } from './outcome.ts';

/** More than that, and signing in with a second factor fails, or a certificate seems invalid. */
const MOST_SKEW_MS = 60_000;
/** How long Nextcloud keeps an address waiting that it has all but blocked. Source: its Throttler. */
const BLOCKED_DELAY_MS = 25_000;

/** What everybody may ask of a Nextcloud, and when the answer came. */
export interface StatusAnswer {
  answer: Answer;
  /** Milliseconds since 1970: half way between question and answer. */
  at: number;
}

export async function askStatus(client: Client, clock: Clock): Promise<StatusAnswer> {
  const started = clock.now();
  const answer = await client.request(`${client.server}/status.php`);
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

function explainStatus(error: unknown): Outcome {
  if (error instanceof NextcloudTooOld)
    return failed('doctor.nextcloud.old', { version: error.found, minimum: OLDEST_NEXTCLOUD });
  if (error instanceof TooManyAttempts) return failed('doctor.api.blocked');
  // Without its version, which the sentence about maintenance names.
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

/** By the Date of the answer: whole seconds, which is enough. */
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

/** Without credentials, which another check looks at. @param client one without credentials */
export async function checkApi(client: Client): Promise<Outcome> {
  try {
    const { data } = await client.ocs('cloud/capabilities', Anonymous);
    const delay = data.capabilities.bruteforce?.delay ?? 0;
    return delay >= BLOCKED_DELAY_MS ? warning('doctor.api.blocked') : ok('doctor.api.ok');
  } catch (error) {
    return explainApi(error);
  }
}

/** What any call of the API can end in. */
export function explainApi(error: unknown): Outcome {
  if (error instanceof TooManyAttempts) return failed('doctor.api.blocked');
  if (error instanceof ServerError && (error.status === 404 || error.status === 0)) return failed('doctor.api.missing');
  return failed('doctor.api.error', { code: codeOf(error) });
}
