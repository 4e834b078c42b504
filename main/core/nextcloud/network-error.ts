import {
  CertificateUntrusted,
  PinMismatch,
  ProxyAuthRequired,
  ServerError,
  type TalkmelderError,
  Unreachable,
  UntrustedAnswer,
} from '../errors.ts';
import { oneLine } from '../model/plain-text.ts';

/** Node's codes for untrusted certificates; Chromium's all begin with net::ERR_CERT_. */
const NODE_CERTIFICATE_CODES = new Set([
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_REVOKED',
  'CERT_UNTRUSTED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'HOSTNAME_MISMATCH',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

/** The server ended the connection because the app presented no client certificate. */
const NO_CLIENT_CERTIFICATE = 496;

/**
 * Translates a rejected fetch into an error for the user. Understands Chromium's messages (`net::ERR_…`, used by
 * Electron's session.fetch) and Node's error codes, along the chain of causes.
 */
export function fromNetwork(error: unknown): TalkmelderError {
  for (const link of causes(error)) {
    const code = 'code' in link && typeof link.code === 'string' ? link.code : '';
    // The answer of main/electron/trust.ts when a key is not pinned.
    if (link.message.includes('net::ERR_SSL_PINNED_KEY_NOT_IN_CERT_CHAIN')) return new PinMismatch(brief(link.message));
    if (/net::ERR_PROXY_AUTH_/.test(link.message)) return new ProxyAuthRequired(brief(link.message));
    if (link.message.includes('net::ERR_CERT_') || NODE_CERTIFICATE_CODES.has(code))
      return new CertificateUntrusted(code || brief(link.message));
    // nginx has a status of its own for these codes.
    if (/net::ERR_(?:BAD_)?SSL_CLIENT_AUTH_/.test(link.message) || code === 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED')
      return new ServerError('the server asks for a client certificate', NO_CLIENT_CERTIFICATE);
    // redirect: 'error' – Electron names the policy, undici says "unexpected redirect".
    if (/redirect/i.test(link.message)) return new UntrustedAnswer('redirected');
  }
  // The message of a fault may quote a value.
  if (isFault(error)) return new Unreachable('a fault of the app');
  return new Unreachable(
    brief(
      causes(error)
        .map((link) => link.message)
        .join(': '),
    ),
  );
}

/**
 * Whether no network can have caused the error: the engine throws these for faults of the program. Node reports a
 * failed request as a TypeError, with the network's error as its cause.
 */
export const isFault = (error: unknown): boolean =>
  [TypeError, RangeError, ReferenceError].some((kind) => error instanceof kind) &&
  error instanceof Error &&
  error.cause === undefined;

function causes(error: unknown): Error[] {
  const chain: Error[] = [];
  for (let link = error; link instanceof Error && chain.length < 8; link = link.cause) chain.push(link);
  return chain;
}

/** Network messages may quote addresses with queries, so the log gets only their codes. */
const brief = (message: string): string =>
  /net::ERR_\w+|\bE[A-Z]{4,}\b/.exec(message)?.[0] ?? oneLine(message.replace(/\S+:\/\/\S+/g, '…'), 120);
