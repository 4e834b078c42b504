import { errorCodeOf } from '../errors.ts';
import type { Clock, Probe } from '../ports.ts';
import { codeOf, failed, needless, type Outcome, ok, warning } from './outcome.ts';

const DAY_MS = 86_400_000;
/** Certificates are usually renewed a month before they expire; with fewer days left, the renewal may have failed. */
const SOON_DAYS = 14;
const SHOWN_ADDRESSES = 3;

/** The host and port on which the server listens. */
export interface Place {
  host: string;
  port: number;
  secure: boolean;
}

/** @param server base address */
export function placeOf(server: string): Place {
  const { hostname, port, protocol } = new URL(server);
  const secure = protocol === 'https:';
  // Brackets belong to the URL, not to the IPv6 address.
  return { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) || (secure ? 443 : 80), secure };
}

export const checkProxy = (proxy: string | null): Outcome =>
  proxy === null ? ok('doctor.proxy.direct') : ok('doctor.proxy.used', { proxy });

export async function checkName({ resolve }: Probe, { host }: Place): Promise<Outcome> {
  try {
    const addresses = await resolve(host);
    return ok('doctor.dns.ok', { host, addresses: addresses.slice(0, SHOWN_ADDRESSES).join(', ') });
  } catch (error) {
    return failed('doctor.dns.failed', { host, code: codeOf(error) });
  }
}

export async function checkConnection({ connect }: Probe, { host, port }: Place, clock: Clock): Promise<Outcome> {
  const started = clock.now();
  try {
    await connect(host, port);
    return ok('doctor.tcp.ok', { host, port, ms: clock.now() - started });
  } catch (error) {
    return failed('doctor.tcp.failed', { host, port, code: codeOf(error) });
  }
}

/**
 * Reads the certificate on a connection of its own. Whether it is trusted is decided by the app's own client, which
 * knows the authorities of the operating system and the administrator, and the pinned keys.
 * @param trial settles with the result of a request that this client has sent
 */
export async function checkCertificate(
  { certificate }: Probe,
  { host, port, secure }: Place,
  clock: Clock,
  trial: Promise<unknown>,
): Promise<Outcome> {
  if (!secure) return needless('doctor.skipped.plain');
  const refusal = trial.then(
    () => null,
    (error: unknown) => errorCodeOf(error),
  );
  try {
    const { issuer, validFrom, validTo, isForHost } = await certificate(host, port);
    const now = clock.now();
    if (now > validTo) return failed('doctor.tls.expired', { issuer });
    if (now < validFrom) return failed('doctor.tls.early', { issuer });
    if (!isForHost) return failed('doctor.tls.host', { issuer, host });
    const code = await refusal;
    if (code === 'certificate') return failed('doctor.tls.untrusted', { issuer });
    if (code === 'pin-mismatch') return failed('doctor.tls.pin', { issuer });
    const days = Math.floor((validTo - now) / DAY_MS);
    if (days < 1) return warning('doctor.tls.today', { issuer });
    const about = { issuer, duration: (days * DAY_MS) / 1_000 };
    return days < SOON_DAYS ? warning('doctor.tls.soon', about) : ok('doctor.tls.ok', about);
  } catch (error) {
    return failed('doctor.tls.failed', { code: codeOf(error) });
  }
}
