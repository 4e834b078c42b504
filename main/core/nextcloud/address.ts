import { AddressInvalid, AddressNotHttps, AddressOfPerson } from '../errors.ts';
import { isLoopback, isTrustworthy } from '../model/origin.ts';

/** Where an installation's own pages begin for certain. */
const SCRIPT = /\/(?:(?:index|status|remote|public|cron)\.php|ocs\/v[12]\.php)(?:\/|$)/i;
/** Where they probably begin: a folder may have such a name as well. */
const PAGE = /\/(?:(?:ocs|apps|call|login|settings)(?=\/|$)|[sfu]\/)/gi;
/** Where many a server has its Nextcloud, when the root has something else. */
const USUAL_FOLDER = '/nextcloud';

/** No address is longer. Much longer texts take minutes to read, and a server may name megabytes. */
const LONGEST_READ = 2_000;
/** An address that is longer does not fit into a sentence. */
const LONGEST_NAMED = 200;

/**
 * What a person types or pastes, as the base addresses of the Nextcloud that may be meant, the likeliest first; each is
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
  // What stands before a script is the folder, whatever its name.
  if (script) return [at(whole)];
  const folders = Array.from(whole.matchAll(PAGE), ({ index }) => whole.slice(0, index));
  return [...new Set([...folders, whole])].map(at);
}

/** The likeliest of them. @throws AddressInvalid, AddressNotHttps, AddressOfPerson */
export function normaliseAddress(typed: string): string {
  const [first] = addressesOf(typed);
  if (first === undefined) throw new AddressInvalid('no address');
  return first;
}

/** Is it a base address as `addressesOf` makes them? */
export function isBaseAddress(server: string): boolean {
  try {
    const url = parse(server);
    return url.origin + url.pathname.replace(/\/+$/, '') === server && !server.includes('//', 8);
  } catch {
    return false;
  }
}

/** The base address that a server names, as a person could type it; a proxy may have left it with http. Null for any other text. */
export function addressNamed(text: string): string | null {
  for (const attempt of [text, text.replace(/^http:/i, 'https:')]) {
    try {
      const base = normaliseAddress(attempt);
      return base.length > LONGEST_NAMED ? null : base;
    } catch {}
  }
  return null;
}

/** Soft hyphens, direction marks and what else cannot be seen; a mail or a page has left it in the text. */
const INVISIBLE = /[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
/** Quotes, brackets and the like around a pasted address. A bracket that begins or ends an IPv6 address is none. */
const BEFORE = /^(?:[\s\p{Pi}\p{Pf}"'`´<*]|(?!\[)\p{Ps}|\[(?![\da-f:.]+\])|(?:url|mailto):)+/iu;
const AFTER = /(?:[\s\p{Pi}\p{Pf}"'`´>*.,;:!?…。，、；：！？]|(?!\])\p{Pe}|(?<!\[[\da-f:.]+)\])+$/iu;
/** One of them is often typed in front of another, or with a slash too few. */
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

/** Takes the schemes off, in small letters, and the quotes before and between them. */
function splitSchemes(text: string): { schemes: string[]; rest: string } {
  const schemes: string[] = [];
  let rest = text.replace(BEFORE, '');
  for (let found = WEB_SCHEME.exec(rest); found; found = WEB_SCHEME.exec(rest)) {
    schemes.push(String(found[1]).toLowerCase());
    rest = rest.slice(found[0].length).replace(BEFORE, '');
  }
  return { schemes, rest: rest.replace(/^\/+/, '') };
}

/** Without a scheme typed: https, except for this computer, where development servers speak http. */
function schemeOf(schemes: readonly string[], host: string): string {
  if (schemes.length === 0) return isLoopback(host) ? 'http' : 'https';
  return schemes.includes('https') ? 'https' : 'http';
}

/** @param hostname as the parser understands it @param typed as it was typed */
function checkHost(hostname: string, typed: string, hasScheme: boolean): void {
  if (hostname === '' || /^\.|\.\./.test(hostname)) throw new AddressInvalid('not a host name');
  // 010.0.0.5, 0x7f.1 and 2130706433 are other addresses to a parser than to the person who typed them.
  if (IPV4.test(hostname) && hostname !== typed) throw new AddressInvalid('an odd IPv4 address');
  // A single word is a name on the local network only when the person bothered to type https:// before it.
  const isName = hostname.includes('.') || hostname.startsWith('[') || isLoopback(hostname);
  if (!hasScheme && !isName) throw new AddressInvalid('a word');
}

/** `max@cloud.example.org` names a person on a Nextcloud; a name and a password before an address name nothing. */
function ofPerson(schemes: readonly string[], authority: string, rest: string): AddressInvalid | AddressOfPerson {
  const at = authority.lastIndexOf('@');
  if (schemes.length > 0 || authority.slice(0, at).includes(':')) return new AddressInvalid('credentials');
  return new AddressOfPerson(normaliseAddress(rest.slice(at + 1)));
}
