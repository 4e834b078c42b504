import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { allowsNames, isUnderstood, longestPath } from './certificate-limits.ts';

/** No real chain is longer, and each certificate costs signature checks. */
const LONGEST_CHAIN = 8;
const SERVER_AUTHENTICATION = '1.3.6.1.5.5.7.3.1';
const ANY_PURPOSE = '2.5.29.37.0';
/** A server could send certificates with the same name and key, each of which could be the issuer of all others. */
const MOST_SIGNATURE_CHECKS = 64;
const SMALLEST_RSA_KEY_BITS = 2_048;

/** Parses the certificate in a PEM text; null when there is none. */
export function parseCertificate(pem: string): X509Certificate | null {
  try {
    return new X509Certificate(pem);
  } catch {
    return null;
  }
}

/** Whether this app understands everything that a certificate demands of those who rely on it. */
export const isUsable = (certificate: X509Certificate): boolean => isUnderstood(certificate.raw);

export const isInDate = ({ validFromDate, validToDate }: X509Certificate, now: number): boolean =>
  validFromDate.getTime() <= now && now <= validToDate.getTime();

/** Whether the certificate is for this name or address; its common name does not count. */
export function isForHost(certificate: X509Certificate, hostname: string): boolean {
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  if (isIP(host)) return certificate.checkIP(host) !== undefined;
  return certificate.checkHost(host, { subject: 'never', partialWildcards: false }) !== undefined;
}

/** Whether a server may show it: a certificate that lists its purposes must list this one. */
export const isForServers = ({ keyUsage }: X509Certificate): boolean =>
  // Node's name for the extended key usage; undefined when the certificate does not limit it.
  keyUsage === undefined || keyUsage.includes(SERVER_AUTHENTICATION) || keyUsage.includes(ANY_PURPOSE);

/**
 * Whether the chain leads to one of the authorities (RFC 5280, section 6, without policies and revocation). It begins
 * with the server's own certificate; the others may follow in any order, and every path is tried. A certificate that is
 * itself among the authorities is trusted without an issuer. The dates of the server's own certificate are not checked,
 * those of all others are. Issuers must be authorities for servers, within their path length and their names.
 * @param now milliseconds since 1970
 */
export function leadsTo(chain: X509Certificate[], authorities: X509Certificate[], now: number): boolean {
  const [leaf, ...rest] = chain.slice(0, LONGEST_CHAIN);
  if (leaf === undefined || !isSound(leaf) || !isUsable(leaf)) return false;
  let checks = 0;
  const isSignedBy = (certificate: X509Certificate, issuer: X509Certificate): boolean => {
    checks += 1;
    return checks <= MOST_SIGNATURE_CHECKS && certificate.verify(issuer.publicKey);
  };
  const leadsUp = (path: [X509Certificate, ...X509Certificate[]], others: X509Certificate[]): boolean => {
    const last = path.at(-1) ?? path[0];
    if (authorities.some((authority) => authority.raw.equals(last.raw))) return true;
    const hasIssued = (issuer: X509Certificate): boolean =>
      last.checkIssued(issuer) && mayIssue(issuer, path, now) && isSignedBy(last, issuer);
    if (authorities.some(hasIssued)) return true;
    return others.some(
      (issuer) =>
        hasIssued(issuer) &&
        leadsUp(
          [...path, issuer],
          others.filter((other) => other !== issuer),
        ),
    );
  };
  return leadsUp([leaf], rest);
}

/** @param path the certificates below, the server's own first */
function mayIssue(issuer: X509Certificate, path: X509Certificate[], now: number): boolean {
  const between = path.slice(1).filter(({ subject, issuer: by }) => subject !== by).length;
  return (
    issuer.ca &&
    isUsable(issuer) &&
    isSound(issuer) &&
    isForServers(issuer) &&
    isInDate(issuer, now) &&
    between <= longestPath(issuer.raw) &&
    path.every(({ raw }) => allowsNames(issuer.raw, raw))
  );
}

/** Chromium refuses these signatures and keys as too weak, but does not say so when it does not know the authority. */
function isSound({ signatureAlgorithm, publicKey }: X509Certificate): boolean {
  if (/md\d|sha-?1(?!\d)/i.test(signatureAlgorithm ?? '')) return false;
  const { modulusLength } = publicKey.asymmetricKeyDetails ?? {};
  return modulusLength === undefined || modulusLength >= SMALLEST_RSA_KEY_BITS;
}
