import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';

/** Longer chains are nobody's; each costs signatures to check. */
const LONGEST_CHAIN = 8;
const SERVER_AUTHENTICATION = '1.3.6.1.5.5.7.3.1';
const ANY_PURPOSE = '2.5.29.37.0';
/** The DER of the identifier of X.509's name constraints. */
const NAME_CONSTRAINTS = Buffer.from('0603551d1e', 'hex');
const SMALLEST_RSA_KEY_BITS = 2_048;

/** The certificate in a PEM text; null when it is none. */
export function parseCertificate(pem: string): X509Certificate | null {
  try {
    return new X509Certificate(pem);
  } catch {
    return null;
  }
}

/** Whether a certificate can be an authority here. One for some names only cannot: Node does not check which. */
export const isUsable = (certificate: X509Certificate): boolean => !certificate.raw.includes(NAME_CONSTRAINTS);

export const isInDate = ({ validFromDate, validToDate }: X509Certificate, now: number): boolean =>
  validFromDate.getTime() <= now && now <= validToDate.getTime();

/** Whether the certificate is for this name or address; what its common name says does not count. */
export function isForHost(certificate: X509Certificate, hostname: string): boolean {
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  if (isIP(host)) return certificate.checkIP(host) !== undefined;
  return certificate.checkHost(host, { subject: 'never', partialWildcards: false }) !== undefined;
}

/** Whether a server may show it: for a certificate that says what it is for, that must be among it. */
export const isForServers = ({ keyUsage }: X509Certificate): boolean =>
  // Node's name for the extended key usage; undefined when the certificate does not limit it.
  keyUsage === undefined || keyUsage.includes(SERVER_AUTHENTICATION) || keyUsage.includes(ANY_PURPOSE);

/**
 * Whether the chain, beginning with the server's own certificate and in whatever order after it, leads to one of the
 * authorities. A certificate that stands among the authorities itself is trusted without an issuer. The dates of the
 * server's own certificate are not looked at, those of all others are. Revocation is not asked.
 * @param now milliseconds since 1970
 */
export function leadsTo(chain: X509Certificate[], authorities: X509Certificate[], now: number): boolean {
  const [leaf, ...rest] = chain.slice(0, LONGEST_CHAIN);
  return leaf !== undefined && isSound(leaf) && leadsUp(leaf, rest, authorities.filter(isUsable), now);
}

function leadsUp(from: X509Certificate, rest: X509Certificate[], authorities: X509Certificate[], now: number): boolean {
  if (authorities.some((authority) => authority.raw.equals(from.raw))) return true;
  const hasIssued = (issuer: X509Certificate): boolean =>
    issuer.ca && isSound(issuer) && isInDate(issuer, now) && from.checkIssued(issuer) && from.verify(issuer.publicKey);
  if (authorities.some(hasIssued)) return true;
  const issuer = rest.find((candidate) => isUsable(candidate) && hasIssued(candidate));
  if (!issuer) return false;
  const others = rest.filter((candidate) => candidate !== issuer);
  return leadsUp(issuer, others, authorities, now);
}

/** Signatures and keys that Chromium would refuse as too weak; it does not say so when the authority is unknown to it. */
function isSound({ signatureAlgorithm, publicKey }: X509Certificate): boolean {
  if (/md\d|sha-?1(?!\d)/i.test(signatureAlgorithm ?? '')) return false;
  const { modulusLength } = publicKey.asymmetricKeyDetails ?? {};
  return modulusLength === undefined || modulusLength >= SMALLEST_RSA_KEY_BITS;
}
