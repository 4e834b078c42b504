/**
 * Chromium's names for Node's errors. Sources: Chromium's net_error_list.h; Node's tls and undici error codes;
 * net-fetch.test.ts compares them with Chromium's own errors for the same servers.
 */
const byCode: Record<string, string> = {
  ENOTFOUND: 'ERR_NAME_NOT_RESOLVED',
  EAI_AGAIN: 'ERR_NAME_NOT_RESOLVED',
  ECONNREFUSED: 'ERR_CONNECTION_REFUSED',
  ECONNRESET: 'ERR_CONNECTION_RESET',
  EPIPE: 'ERR_CONNECTION_RESET',
  ECONNABORTED: 'ERR_CONNECTION_ABORTED',
  ETIMEDOUT: 'ERR_CONNECTION_TIMED_OUT',
  UND_ERR_CONNECT_TIMEOUT: 'ERR_CONNECTION_TIMED_OUT',
  UND_ERR_HEADERS_TIMEOUT: 'ERR_TIMED_OUT',
  UND_ERR_BODY_TIMEOUT: 'ERR_TIMED_OUT',
  EHOSTUNREACH: 'ERR_ADDRESS_UNREACHABLE',
  ENETUNREACH: 'ERR_INTERNET_DISCONNECTED',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'ERR_CERT_AUTHORITY_INVALID',
  SELF_SIGNED_CERT_IN_CHAIN: 'ERR_CERT_AUTHORITY_INVALID',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'ERR_CERT_AUTHORITY_INVALID',
  UNABLE_TO_GET_ISSUER_CERT: 'ERR_CERT_AUTHORITY_INVALID',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'ERR_CERT_AUTHORITY_INVALID',
  CERT_HAS_EXPIRED: 'ERR_CERT_DATE_INVALID',
  CERT_NOT_YET_VALID: 'ERR_CERT_DATE_INVALID',
  ERR_TLS_CERT_ALTNAME_INVALID: 'ERR_CERT_COMMON_NAME_INVALID',
  CERT_REVOKED: 'ERR_CERT_REVOKED',
  // The server closed the connection without an answer.
  UND_ERR_SOCKET: 'ERR_EMPTY_RESPONSE',
  // This can only be a redirect's target, because the requested address is valid.
  ERR_INVALID_URL: 'ERR_INVALID_REDIRECT',
  HPE_INVALID_CONSTANT: 'ERR_INVALID_HTTP_RESPONSE',
};

const codesOf = (error: unknown): string[] => {
  if (!(error instanceof Error)) return [];
  const code = 'code' in error && typeof error.code === 'string' ? [error.code] : [];
  const inside = error instanceof AggregateError ? error.errors.flatMap(codesOf) : [];
  return [...code, ...codesOf(error.cause), ...inside];
};

/** Translates a rejection of Node's fetch before an answer into Electron's error. */
export function toNetError(error: unknown): Error {
  const codes = codesOf(error);
  // The app's verdict on a certificate (certificate-verify.ts).
  const judged = codes.find((code) => code.startsWith('net::'));
  if (judged) return new Error(judged);
  const known = codes.map((code) => byCode[code]).find((name) => name !== undefined);
  if (known) return new Error(`net::${known}`);
  if (codes.some((code) => /^(ERR_SSL_|EPROTO)/.test(code))) return new Error('net::ERR_SSL_PROTOCOL_ERROR');
  const text = error instanceof Error && error.cause instanceof Error ? error.cause.message : '';
  if (text === 'redirect count exceeded') return new Error('net::ERR_TOO_MANY_REDIRECTS');
  if (text === 'URL scheme must be a HTTP(S) scheme') return new Error('net::ERR_UNSAFE_REDIRECT');
  return new Error('net::ERR_FAILED', { cause: error });
}

/** Translates the error of a body that breaks off. */
export function toBodyError(error: unknown, headers: Headers): Error {
  const codes = codesOf(error);
  if (codes.includes('ECONNRESET')) return new Error('net::ERR_CONNECTION_RESET');
  if (headers.get('transfer-encoding') === 'chunked') return new Error('net::ERR_INCOMPLETE_CHUNKED_ENCODING');
  return new Error('net::ERR_CONTENT_LENGTH_MISMATCH');
}
