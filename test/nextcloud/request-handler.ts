import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Application } from './application.ts';
import { Alterations, type Fault, type Faults } from './faults.ts';
import { type Context, html, json, parseCookies, type Reply } from './http.ts';
import { failure, ocsReply } from './ocs.ts';
import { notFoundPage, proxyPage } from './pages.ts';
import type { LoggedRequest } from './request-log.ts';
import { standardHeaders } from './standard-headers.ts';
import type { World } from './world.ts';

const readBody = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
};

/** Longer bodies are files. */
const LONGEST_LOGGED = 1024 * 1024;

/** Nextcloud's own codes that differ from the HTTP status. */
const CODES: Readonly<Record<number, number>> = { 401: 997 };

/** Returns the answer of a fault, or null for faults that need the good answer or send none. */
const faultReply = (fault: Fault, context: Context): Reply | null => {
  if (fault === 'html') return html(200, proxyPage(context.world));
  if (typeof fault === 'string') return null;
  if ('redirect' in fault) return html(302, '', { Location: fault.redirect });
  if ('body' in fault) {
    return { status: 200, headers: { 'Content-Type': fault.contentType ?? 'application/json' }, body: fault.body };
  }
  if ('page' in fault) {
    const type = { 'Content-Type': fault.contentType ?? 'text/html' };
    return { status: fault.status, headers: { ...type, ...fault.headers }, body: fault.page, bare: true };
  }
  const headers: Record<string, string> =
    fault.retryAfter === undefined ? {} : { 'Retry-After': String(fault.retryAfter) };
  return context.path.startsWith('/ocs/')
    ? ocsReply(context, { ...failure(fault.status, fault.message ?? '', CODES[fault.status] ?? fault.status), headers })
    : json(fault.status, { message: fault.message ?? '' }, headers);
};

/** Takes requests from the socket to the application and back: log, latency, faults, headers. */
export class RequestHandler {
  readonly requests: LoggedRequest[] = [];
  /** Milliseconds before each answer. */
  latency = 0;
  readonly alterations = new Alterations();
  readonly #world: World;
  readonly #application: Application;
  readonly #faults: Faults;

  constructor(world: World, application: Application, faults: Faults) {
    this.#world = world;
    this.#application = application;
    this.#faults = faults;
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const logged: LoggedRequest = {
      method: request.method ?? 'GET',
      path: url.pathname,
      query: url.searchParams,
      status: 0,
      user: null,
      userAgent: request.headers['user-agent'] ?? '',
      headers: request.headers,
      body: '',
      at: this.#world.nowMs(),
    };
    this.requests.push(logged);
    try {
      const bytes = await readBody(request);
      // Files are not kept twice.
      logged.body = bytes.length > LONGEST_LOGGED ? `<${bytes.length} bytes>` : bytes.toString();
      if (this.latency > 0) await wait(this.latency);
      await this.#answer(logged, bytes, request, response);
    } catch (error) {
      // A client may go away; any other error is a bug in this server and must be visible.
      if (!request.socket.destroyed) console.error(error);
      response.destroy();
    }
    this.#world.events.emit('request', logged);
  }

  async #answer(
    logged: LoggedRequest,
    bytes: Buffer,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const fault = this.#faults.take(logged.method, logged.path, logged.query.toString());
    if (fault === 'hang') return;
    if (fault === 'drop') {
      request.socket.destroy();
      return;
    }
    const context = this.#contextOf(logged, bytes, request.socket.remoteAddress ?? '');
    if (fault && fault !== 'cut-body' && fault !== 'lose-answer') this.#application.identify(context);
    const reply =
      (fault && faultReply(fault, context)) ??
      (this.#isOurs(logged.path) ? await this.#application.answer(context) : html(404, notFoundPage(this.#world)));
    if (fault === 'lose-answer') {
      request.socket.destroy();
      return;
    }
    logged.user = context.user?.id ?? null;
    logged.status = reply.status;
    this.#send(response, logged, context, reply, fault === 'cut-body');
  }

  #isOurs(path: string): boolean {
    const base = this.#world.options.path;
    return base === '' || path === base || path.startsWith(`${base}/`);
  }

  #contextOf(logged: LoggedRequest, bytes: Buffer, address: string): Context {
    return {
      world: this.#world,
      method: logged.method,
      path: logged.path.slice(this.#world.options.path.length).replace(/^\/index\.php(?=\/|$)/, '') || '/',
      query: logged.query,
      headers: logged.headers,
      cookies: parseCookies(logged.headers.cookie),
      body: logged.body,
      bytes,
      address,
      params: {},
      user: null,
      appPassword: null,
    };
  }

  #send(response: ServerResponse, logged: LoggedRequest, context: Context, reply: Reply, cut: boolean): void {
    const told = typeof reply.body === 'string' ? this.alterations.apply(logged.path, reply.body) : reply.body;
    const body = Buffer.from(told ?? '');
    const headers = standardHeaders(this.#world, reply, {
      hasCookies: context.cookies.size > 0,
      user: context.user?.id ?? null,
    });
    const length = reply.status === 304 || reply.status === 204 ? {} : { 'Content-Length': String(body.length) };
    response.writeHead(reply.status, { ...headers, ...length });
    if (cut) {
      // Without waiting for the write, the socket could close before the headers have left.
      response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.destroy());
      return;
    }
    response.end(logged.method === 'HEAD' ? undefined : body);
  }
}
