import { EventEmitter } from 'node:events';
import type { Dispatcher } from 'undici-types';
import { hostApp } from './app.ts';
import { verifyingDispatcher } from './certificate-verify.ts';
import { hostEvent } from './host-event.ts';
import { assertReady, browser } from './lifecycle.ts';
import { type FetchInit, netFetch, type SchemeHandler } from './net-fetch.ts';
import { registerSchemesAsPrivileged } from './schemes.ts';
import { facade, strict } from './strict.ts';

type RequestHandler = Parameters<Electron.Session['setPermissionRequestHandler']>[0];
type CheckHandler = Parameters<Electron.Session['setPermissionCheckHandler']>[0];
export type Permission = Parameters<NonNullable<RequestHandler>>[1];

const protocolSurface = ['handle', 'unhandle', 'isProtocolHandled'] as const satisfies (keyof Electron.Protocol)[];

/** The schemes that a session handles itself. */
class HostProtocol implements Pick<Electron.Protocol, (typeof protocolSurface)[number]> {
  readonly handlers = new Map<string, SchemeHandler>();

  handle(scheme: string, handler: SchemeHandler): void {
    if (this.handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`);
    this.handlers.set(scheme, handler);
  }

  unhandle(scheme: string): void {
    if (!this.handlers.delete(scheme)) throw new Error(`Failed to unhandle protocol: ${scheme}`);
  }

  isProtocolHandled(scheme: string): boolean {
    return this.handlers.has(scheme);
  }
}

const surface = [
  'fetch',
  'protocol',
  'setPermissionRequestHandler',
  'setPermissionCheckHandler',
  'setCertificateVerifyProc',
  'isPersistent',
  'resolveProxy',
] as const satisfies (keyof Electron.Session)[];

/** A session: its own network, schemes and permissions; one Chromium browser context for its windows. */
export class HostSession extends EventEmitter implements Pick<Electron.Session, (typeof surface)[number]> {
  readonly schemes = new HostProtocol();
  readonly protocol: Electron.Protocol;
  readonly #partition: string;
  #context: Promise<string> | undefined;
  #request: RequestHandler = null;
  #check: CheckHandler = null;

  constructor(partition: string) {
    super();
    this.#partition = partition;
    this.protocol = strict(this.schemes, {
      name: 'session.protocol',
      surface: protocolSurface,
    }) as unknown as Electron.Protocol;
    strict(this, { name: 'Session', surface, events: [] });
  }

  async fetch(input: string | Request, init?: FetchInit): Promise<Response> {
    return netFetch(input, init, this.schemes.handlers, this.dispatcher);
  }

  /** Resolves with no proxy, because Node's fetch connects directly. */
  async resolveProxy(url: string): Promise<string> {
    if (!URL.canParse(url)) throw new TypeError('session.resolveProxy needs a URL');
    return 'DIRECT';
  }

  isPersistent(): boolean {
    return this.#partition === '' || this.#partition.startsWith('persist:');
  }

  /** The dispatcher of the session's connections; undefined: Node's own. */
  dispatcher: Dispatcher | undefined;

  setCertificateVerifyProc(proc: Parameters<Electron.Session['setCertificateVerifyProc']>[0]): void {
    this.dispatcher = proc ? verifyingDispatcher(proc) : undefined;
  }

  setPermissionRequestHandler(handler: RequestHandler): void {
    this.#request = handler;
  }

  setPermissionCheckHandler(handler: CheckHandler): void {
    this.#check = handler;
  }

  /** Resolves with whether the app allows a permission. Without a handler the host says no, unlike Electron. */
  async mayRequest(contents: Electron.WebContents, permission: Permission, requestingUrl: string): Promise<boolean> {
    const handler = this.#request;
    if (!handler) return false;
    return new Promise((resolve) => handler(contents, permission, resolve, { isMainFrame: true, requestingUrl }));
  }

  mayQuery(contents: Electron.WebContents, permission: Permission, requestingUrl: string, origin: string): boolean {
    return this.#check?.(contents, permission, origin, { isMainFrame: true, requestingUrl }) ?? false;
  }

  /**
   * Resolves with the browser context of the session's windows, created with the first window. It refuses every
   * permission at first.
   */
  context(): Promise<string> {
    this.#context ??= this.#makeContext();
    return this.#context;
  }

  async #makeContext(): Promise<string> {
    const { cdp } = await browser();
    const { browserContextId } = await cdp.send<{ browserContextId: string }>('Target.createBrowserContext', {
      disposeOnDetach: true,
    });
    const refuse = (name: string): Promise<unknown> =>
      cdp.send('Browser.setPermission', { permission: { name }, setting: 'denied', browserContextId });
    await Promise.all(refused.map(refuse));
    return browserContextId;
  }

  /** Grants a permission to one origin in Chromium, after the app allowed it. */
  async grant(name: string, chromiumOrigin: string, allowed: boolean): Promise<void> {
    const { cdp } = await browser();
    const setting = allowed ? 'granted' : 'denied';
    for (const permission of chromiumNames[name] ?? [name]) {
      await cdp.send('Browser.setPermission', {
        permission: { name: permission },
        setting,
        origin: chromiumOrigin,
        browserContextId: await this.context(),
      });
    }
  }
}

/** Chromium's names of permissions for which Electron has a single name. */
const chromiumNames: Record<string, string[]> = { media: ['camera', 'microphone'] };
const refused = ['geolocation', 'notifications', 'camera', 'microphone', 'midi', 'clipboard-read', 'clipboard-write'];

const sessions = new Map<string, HostSession>();

/** Returns the session of a partition; the empty partition is the default session. */
export function sessionOf(partition: string): HostSession {
  assertReady('A session was asked for');
  const existing = sessions.get(partition);
  if (existing) return existing;
  const created = new HostSession(partition);
  sessions.set(partition, created);
  hostApp.emit('session-created', hostEvent(), facade(created));
  return created;
}

export const session = strict(
  {
    fromPartition: (partition: string): Electron.Session => facade(sessionOf(partition)),
    get defaultSession(): Electron.Session {
      return facade(sessionOf(''));
    },
  } satisfies Pick<typeof Electron.Session, 'fromPartition' | 'defaultSession'>,
  { name: 'session', surface: ['fromPartition', 'defaultSession'] },
);

/** The module `protocol`: the default session's schemes, and the registration that must happen before `ready`. */
export const protocol = strict(
  {
    registerSchemesAsPrivileged,
    handle: (scheme: string, handler: SchemeHandler) => sessionOf('').schemes.handle(scheme, handler),
    unhandle: (scheme: string) => sessionOf('').schemes.unhandle(scheme),
    isProtocolHandled: (scheme: string) => sessionOf('').schemes.isProtocolHandled(scheme),
  } satisfies Pick<Electron.Protocol, (typeof protocolSurface)[number] | 'registerSchemesAsPrivileged'>,
  { name: 'protocol', surface: [...protocolSurface, 'registerSchemesAsPrivileged'] },
);
