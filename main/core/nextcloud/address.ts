import { AddressInvalid, AddressNotHttps, AddressOfPerson } from '../errors.ts';
import { isLoopback, isTrustworthy } from '../model/origin.ts';

/** Paths that certainly mark the base of an installation. */
const SCRIPT = /\/(?:(?:index|status|remote|public|cron)\.php|ocs\/v[12]\.php)(?:\/|$)/i;
/** Paths that probably mark the base: a folder may have the same name. */
const PAGE = /\/(?:(?:ocs|apps|call|login|settings)(?=\/|$)|[sfu]\/)/gi;
/** The folder in which many servers have Nextcloud when the root holds something else. */
const USUAL_FOLDER = '/nextcloud';

/** No address is longer. Parsing a much longer text takes minutes, and a server may send megabytes. */
const LONGEST_READ = 2_000;
/** A longer address does not fit into a sentence. */
const LONGEST_NAMED = 200;

/**
 * Returns the base addresses of the Nextcloud that the user may mean by a typed or pasted text, the likeliest first and
 * without a trailing slash. `cloud.example.org` is one, a whole conversation link leads to one, and
 * `https://example.org/apps/nextcloud` is the root (apps are pages there) or that folder.
 * @throws AddressInvalid, AddressNotHttps, AddressOfPerson
 */
export function addressesOf(typed: string): string[] {
  const url = parse(typed);
  const path = url.pathname.replace(/\/{2,}/g, '/').replace(/\/+$/, '');
  const at = (folder: string): string => url.origin + folder.replace(/\/+$/, '');
  const script = SCRIPT.exec(path);
  const whole = script ? path.slice(0, script.index) : path;
  if (whole === '') return script ? [at('')] : [at(''), at(USUAL_FOLDER)];
  // The path before a script is the folder, whatever its name.
  if (script) return [at(whole)];
  const folders = Array.from(whole.matchAll(PAGE), ({ index }) => whole.slice(0, index));
  return [...new Set([...folders, whole])].map(at);
}

/** Returns the likeliest base address. @throws AddressInvalid, AddressNotHttps, AddressOfPerson */
export function normaliseAddress(typed: string): string {
  const [first] = addressesOf(typed);
  if (first === undefined) throw new AddressInvalid('no address');
  return first;
}

/** Whether the text is a base address in the form that `addressesOf` returns. */
export function isBaseAddress(server: string): boolean {
  try {
    const url = parse(server);
    return url.origin + url.pathname.replace(/\/+$/, '') === server && !server.includes('//', 8);
  } catch {
    return false;
  }
}

/**
 * Returns the base address that a server names, in the form that the user could type; a proxy may have left it with
 * http. Null for any other text.
 */
export function addressNamed(text: string): string | null {
  for (const attempt of [text, text.replace(/^http:/i, 'https:')]) {
    try {
      const base = normaliseAddress(attempt);
      return base.length > LONGEST_NAMED ? null : base;
    } catch {}
  }
  return null;
}

/** Soft hyphens, direction marks and other invisible characters, which a mail or a web page may leave in the text. */
const INVISIBLE = /[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
/** Quotes, brackets and the like around a pasted address. The brackets of an IPv6 address do not count. */
const BEFORE = /^(?:[\s\p{Pi}\p{Pf}"'`´<*]|(?!\[)\p{Ps}|\[(?![\da-f:.]+\])|(?:url|mailto):)+/iu;
const AFTER = /(?:[\s\p{Pi}\p{Pf}"'`´>*.,;:!?…。，、；：！？]|(?!\])\p{Pe}|(?<!\[[\da-f:.]+)\])+$/iu;
/** A scheme is often typed twice, or with a slash missing. */
const WEB_SCHEME = /^(https?)(?:[:;]\/*|\/\/+)/i;
const OTHER_SCHEME = /^[a-z][a-z0-9+.-]*:\/\//i;
const BARE_IPV6 = /^[\da-f]*:[\da-f]*:[\da-f:.]*(?=[/?#]|$)/i;
const IPV4 = /^\d+(?:\.\d+){3}$/;

function parse(typed: string): URL {
  if (typed.length > LONGEST_READ) throw new AddressInvalid('longer than any address');
  const { schemes, rest } = splitSchemes(typed.replace(INVISIBLE, '').replaceAll('\\', '/').replace(AFTER, ''));
  if (rest === '' || /\s/.test(rest)) throw new AddressInvalid('empty or with spaces');
  if (OTHER_SCHEME.test(rest)) throw new AddressInvalid('not a web address');
  const [authority = ''] = /^[^/?#]*/.exec(rest) ?? [];
  if (authority.includes('@')) throw ofPerson(schemes, authority, rest);

  const text = rest.replace(BARE_IPV6, (address) => `[${address}]`);
  const [host = ''] = /^(?:\[[^\]]*\]|[^:/?#]*)/.exec(text) ?? [];
  const url = URL.parse(`${schemeOf(schemes, host)}://${text}`);
  if (!url) throw new AddressInvalid('not a URL');
  url.hostname = url.hostname.replace(/\.+$/, '');
  checkHost(url.hostname, host.replace(/\.+$/, ''), schemes.length > 0);
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) throw new AddressNotHttps('http address');
  if (!isTrustworthy(url)) throw new AddressInvalid('scheme or credentials in the address');
  return url;
}

/** Removes the schemes, in lower case, and the quotes before and between them. */
function splitSchemes(text: string): { schemes: string[]; rest: string } {
  const schemes: string[] = [];
  let rest = text.replace(BEFORE, '');
  for (let found = WEB_SCHEME.exec(rest); found; found = WEB_SCHEME.exec(rest)) {
    schemes.push(String(found[1]).toLowerCase());
    rest = rest.slice(found[0].length).replace(BEFORE, '');
  }
  return { schemes, rest: rest.replace(/^\/+/, '') };
}

/** Without a typed scheme, https is used, except for this computer, where development servers speak http. */
function schemeOf(schemes: readonly string[], host: string): string {
  if (schemes.length === 0) return isLoopback(host) ? 'http' : 'https';
  return schemes.includes('https') ? 'https' : 'http';
}

/** @param hostname as parsed @param typed as typed */
function checkHost(hostname: string, typed: string, hasScheme: boolean): void {
  if (hostname === '' || /^\.|\.\./.test(hostname)) throw new AddressInvalid('not a host name');
  // For the parser, 010.0.0.5, 0x7f.1 and 2130706433 are other addresses than for the user who typed them.
  if (IPV4.test(hostname) && hostname !== typed) throw new AddressInvalid('an odd IPv4 address');
  // A single word counts as a name on the local network only when the user typed https:// before it.
  const isName = hostname.includes('.') || hostname.startsWith('[') || isLoopback(hostname);
  if (!hasScheme && !isName) throw new AddressInvalid('a word');
}

/** `max@cloud.example.org` names a person on a Nextcloud; a name and a password before an address are credentials. */
function ofPerson(schemes: readonly string[], authority: string, rest: string): AddressInvalid | AddressOfPerson {
  const at = authority.lastIndexOf('@');
  if (schemes.length > 0 || authority.slice(0, at).includes(':')) return new AddressInvalid('credentials');
  return new AddressOfPerson(normaliseAddress(rest.slice(at + 1)));
}
