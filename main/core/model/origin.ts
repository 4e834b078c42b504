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
