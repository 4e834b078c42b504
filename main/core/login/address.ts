import { AddressInvalid, AddressNotHttps } from '../errors.ts';
import { isLoopback, isTrustworthy } from '../model/origin.ts';

/** Where an installation's own pages begin; whatever stands before them is its base address. */
const PAGES =
  /\/(?:(?:index\.php|status\.php|ocs|apps|call|login|settings|remote\.php|public\.php)(?:\/.*)?|[sfu]\/.*)$/;

/**
 * Turns what a person types or pastes into the base address of a Nextcloud, without a trailing slash:
 * `cloud.example.org`, `https://example.org/nextcloud/index.php/apps/spreed`, a whole conversation link.
 * The subfolder of an installation is kept.
 * @throws AddressInvalid, AddressNotHttps
 */
export function normaliseAddress(typed: string): string {
  const url = parse(typed.trim());
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) throw new AddressNotHttps('http address');
  if (!isTrustworthy(url)) throw new AddressInvalid('scheme or credentials in the address');
  const path = url.pathname
    .replace(/\/{2,}/g, '/')
    .replace(PAGES, '')
    .replace(/\/+$/, '');
  return url.origin + path;
}

function parse(text: string): URL {
  if (text === '' || /\s/.test(text)) throw new AddressInvalid('empty or with spaces');
  // "localhost:8080" would parse as a scheme: only "x://" counts as one.
  const hasScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text);
  const url = URL.parse(hasScheme ? text : `${schemeFor(text)}://${text}`);
  if (!url || url.hostname === '') throw new AddressInvalid('not a URL');
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw new AddressInvalid('not a web address');
  if (/^\.|\.\./.test(url.hostname)) throw new AddressInvalid('not a host name');
  // A single word is a name on the local network only when somebody bothered to type https:// before it.
  if (!hasScheme && !isLoopback(url.hostname) && !url.hostname.includes('.')) throw new AddressInvalid('a word');
  return url;
}

/** Without a scheme typed: https, except for this computer, where development servers speak http. */
const schemeFor = (text: string): string => (isLoopback(text.replace(/[:/].*$/, '')) ? 'http' : 'https');
