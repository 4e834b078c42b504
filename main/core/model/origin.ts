const LOOPBACK = /^(?:localhost|(?:.+\.)?localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** Plain http is accepted only on this computer, where no other machine can intercept it. */
export const isLoopback = (hostname: string): boolean => LOOPBACK.test(hostname);

/** Whether the URL uses https, or http on loopback, and contains no credentials. */
export const isTrustworthy = (url: URL): boolean =>
  (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname))) &&
  url.username === '' &&
  url.password === '';

/** Whether `url` is trustworthy and on the same origin as `base`. Malformed URLs are not. */
export function isOnOrigin(url: string, base: string): boolean {
  const parsed = URL.parse(url);
  return parsed !== null && isTrustworthy(parsed) && parsed.origin === new URL(base).origin;
}

/**
 * Returns the address if it is on the origin of `base`; null otherwise. A server behind a proxy without
 * `overwriteprotocol` calls itself http on the same host and port; that address is returned as https.
 */
export function onOrigin(url: string, base: string): string | null {
  const parsed = URL.parse(url);
  if (!parsed) return null;
  if (parsed.protocol === 'http:' && new URL(base).protocol === 'https:') parsed.protocol = 'https:';
  return isOnOrigin(parsed.href, base) ? parsed.href : null;
}
