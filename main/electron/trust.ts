import { createHash, type X509Certificate } from 'node:crypto';
import type { Certificate, Request, Session } from 'electron';
import { isForHost, isForServers, isInDate, leadsTo, parseCertificate } from './trust-chain.ts';

/** Leaves the decision to Chromium. */
const AS_CHROMIUM_SAYS = -3;
const TRUSTED = 0;
/** Chromium's error numbers (net_error_list.h); a request that fails with one says `net::ERR_…`. */
const COMMON_NAME_INVALID = -200;
const DATE_INVALID = -201;
const AUTHORITY_INVALID = -202;
const PINNED_KEY_NOT_IN_CERT_CHAIN = -150;

export interface TrustOptions {
  /** Certificates as PEM that count like the operating system's own. */
  authorities: string[];
  /** SHA-256 of the public keys (SPKI, base64) that a server may have; null allows any. */
  pins: string[] | null;
}

/**
 * Lets a session trust the administrator's authorities besides the operating system's, and only pinned keys. Electron
 * asks about each certificate of the session's `fetch` and websockets before anything is sent. Must be called before
 * the session's first request, because Chromium remembers verdicts. Without any policy, Chromium is left alone.
 */
export function trust(session: Pick<Session, 'setCertificateVerifyProc'>, { authorities, pins }: TrustOptions): void {
  if (authorities.length === 0 && pins === null) return;
  const known = authorities.map(parseCertificate).filter((certificate) => certificate !== null);
  session.setCertificateVerifyProc((request, callback) => {
    callback(safely(request, () => verdict(request, known, pins, Date.now())));
  });
}

/** A certificate so odd that checking it throws is not trusted; without an answer the request would wait for ever. */
function safely({ errorCode }: Asked, judge: () => number): number {
  try {
    return judge();
  } catch {
    return errorCode || AUTHORITY_INVALID;
  }
}

type Asked = Pick<Request, 'hostname' | 'certificate' | 'errorCode'>;

/** Returns the answer for Chromium, which has already checked the certificate. @param now milliseconds since 1970 */
export function verdict(
  { hostname, certificate, errorCode }: Asked,
  authorities: X509Certificate[],
  pins: string[] | null,
  now: number,
): number {
  // Expired, for another name, revoked: no authority can mend that.
  if (errorCode !== 0 && errorCode !== AUTHORITY_INVALID) return AS_CHROMIUM_SAYS;
  if (errorCode === 0 && pins === null) return AS_CHROMIUM_SAYS;
  const chain = chainOf(certificate);
  const [leaf] = chain;
  if (!leaf) return errorCode || AUTHORITY_INVALID;
  if (errorCode === AUTHORITY_INVALID) {
    if (!isForServers(leaf) || !leadsTo(chain, authorities, now)) return AS_CHROMIUM_SAYS;
    // Chromium names only the gravest error: an unknown authority hides these two.
    if (!isForHost(leaf, hostname)) return COMMON_NAME_INVALID;
    if (!isInDate(leaf, now)) return DATE_INVALID;
  }
  if (pins && !pins.includes(pinOf(leaf))) return PINNED_KEY_NOT_IN_CERT_CHAIN;
  return errorCode === 0 ? AS_CHROMIUM_SAYS : TRUSTED;
}

/** Returns the SHA-256 of the public key (SPKI, DER) as base64. */
export const pinOf = ({ publicKey }: X509Certificate): string =>
  createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('base64');

/** Returns the chain as the server sent it, its own certificate first. It ends at a certificate that does not parse. */
function chainOf(certificate: Certificate): X509Certificate[] {
  const chain: X509Certificate[] = [];
  // The types promise an issuer for each certificate; the last one has none.
  for (let link: Certificate | undefined = certificate; link && chain.length < 8; link = link.issuerCert) {
    const parsed = parseCertificate(link.data);
    if (!parsed) break;
    chain.push(parsed);
  }
  return chain;
}
