const LOOPBACK = /^(?:localhost|(?:.+\.)?localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** Plain http is accepted on this computer only: nobody else can listen there. */
export const isLoopback = (hostname: string): boolean => LOOPBACK.test(hostname);

/** https, or http on loopback, and without credentials in the address. */
export const isTrustworthy = (url: URL): boolean =>
  (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname))) &&
  url.username === '' &&
  url.password === '';

/** Is `url` trustworthy and on the same origin as `base`? Malformed URLs are not. */
export function isOnOrigin(url: string, base: string): boolean {
  const parsed = URL.parse(url);
  return parsed !== null && isTrustworthy(parsed) && parsed.origin === new URL(base).origin;
}

/**
 * The address as it may be used where only the origin of `base` may be: a proxy that forgot `overwriteprotocol` makes a
 * server call itself http on the same host and port, which is then https. Null for anything elsewhere.
 */
export function onOrigin(url: string, base: string): string | null {
  const parsed = URL.parse(url);
  if (!parsed) return null;
  if (parsed.protocol === 'http:' && new URL(base).protocol === 'https:') parsed.protocol = 'https:';
  return isOnOrigin(parsed.href, base) ? parsed.href : null;
}
