import { assertFirstTick } from './lifecycle.ts';
import { notImplemented } from './strict.ts';

/**
 * The app's own schemes. The host's Chromium does not know them, so a window shows `app://name/path` under an https
 * origin that exists nowhere and is answered by interception. The main process only sees the app's own addresses.
 */
const privileged = new Map<string, Electron.Privileges>();
const suffix = '.electron-host.invalid';

/** The privileges that have an effect on the host; the others would have none. */
const known: readonly string[] = [
  'standard',
  'secure',
  'supportFetchAPI',
  'stream',
] satisfies (keyof Electron.Privileges)[];

export function registerSchemesAsPrivileged(schemes: Electron.CustomScheme[]): void {
  assertFirstTick('protocol.registerSchemesAsPrivileged()');
  if (privileged.size > 0) throw new Error('host: protocol.registerSchemesAsPrivileged() can be called only once');
  for (const { scheme, privileges = {} } of schemes) {
    const unknown = Object.keys(privileges).find((name) => !known.includes(name));
    if (unknown) throw notImplemented(`the privilege ${unknown} of ${scheme}:`);
    privileged.set(scheme, privileges);
  }
}

const isWeb = (protocol: string): boolean => ['http:', 'https:', 'about:', 'data:', 'blob:'].includes(protocol);

/**
 * Returns the address for Chromium.
 * @throws for a scheme that is not registered as standard and secure, which no window can show
 */
export function toChromium(url: string): string {
  const { protocol, host, href } = new URL(url);
  if (isWeb(protocol)) return href;
  const scheme = protocol.slice(0, -1);
  const { standard, secure } = privileged.get(scheme) ?? {};
  if (!standard || !secure) {
    throw new Error(`host: ${scheme}: is not registered as standard and secure (protocol.registerSchemesAsPrivileged)`);
  }
  return href.replace(`${scheme}://${host}`, `https://${host}.${scheme}${suffix}`);
}

/** Returns the address for the app. */
export function fromChromium(url: string): string {
  const [, name, scheme, rest] =
    /^https:\/\/([^/]*)\.([a-z][a-z0-9+-]*)\.electron-host\.invalid(.*)$/is.exec(url) ?? [];
  return scheme === undefined ? url : `${scheme}://${name}${rest}`;
}

/** Returns the origin of an address as Electron serializes it. */
export function originOf(url: string): string {
  const { protocol, host, origin } = new URL(url || 'about:blank');
  return origin === 'null' && privileged.get(protocol.slice(0, -1))?.standard ? `${protocol}//${host}` : origin;
}

export const maySchemeBeFetched = (scheme: string): boolean =>
  isWeb(`${scheme}:`) || privileged.get(scheme)?.supportFetchAPI === true;

/** Media elements load only from schemes with this privilege. */
export const mayMediaLoad = (scheme: string): boolean => isWeb(`${scheme}:`) || privileged.get(scheme)?.stream === true;

/** Translates a response header's value for Chromium: a policy with the app's own scheme means its https stand-in. */
export function headerToChromium(name: string, value: string): string {
  if (name.toLowerCase() !== 'content-security-policy') return value;
  return [...privileged.keys()].reduce(
    (policy, scheme) =>
      policy
        .replaceAll(new RegExp(`\\b${scheme}://([a-z0-9.-]+)`, 'gi'), `https://$1.${scheme}${suffix}`)
        .replaceAll(new RegExp(`(?<=[\\s;])${scheme}:(?=[\\s;]|$)`, 'gi'), `https://*.${scheme}${suffix}`),
    value,
  );
}
