import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';

/** No real chain is longer, and each certificate costs signature checks. */
const LONGEST_CHAIN = 8;
const SERVER_AUTHENTICATION = '1.3.6.1.5.5.7.3.1';
const ANY_PURPOSE = '2.5.29.37.0';
/** The DER of the object identifier of X.509's name constraints. */
const NAME_CONSTRAINTS = Buffer.from('0603551d1e', 'hex');
const SMALLEST_RSA_KEY_BITS = 2_048;

/** Parses the certificate in a PEM text; null when there is none. */
export function parseCertificate(pem: string): X509Certificate | null {
  try {
    return new X509Certificate(pem);
  } catch {
    return null;
  }
}

/**
 * Whether a certificate can be an authority here. Node does not check name constraints, so an authority with them
 * cannot.
 */
export const isUsable = (certificate: X509Certificate): boolean => !certificate.raw.includes(NAME_CONSTRAINTS);

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
 * Whether the chain leads to one of the authorities. It begins with the server's own certificate; the others may follow
 * in any order. A certificate that is itself among the authorities is trusted without an issuer. The dates of the
 * server's own certificate are not checked, those of all others are. Revocation is not checked.
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

/** Chromium refuses these signatures and keys as too weak, but does not say so when it does not know the authority. */
function isSound({ signatureAlgorithm, publicKey }: X509Certificate): boolean {
  if (/md\d|sha-?1(?!\d)/i.test(signatureAlgorithm ?? '')) return false;
  const { modulusLength } = publicKey.asymmetricKeyDetails ?? {};
  return modulusLength === undefined || modulusLength >= SMALLEST_RSA_KEY_BITS;
}
