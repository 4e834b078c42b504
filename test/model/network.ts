import type { Fetch } from '../../main/core/ports.ts';
import type { Activity } from './activity.ts';
import { type Carried, carryInProcess, carryOverWire } from './in-process.ts';
import { isOwnAction } from './own.ts';
import type { ModelServer } from './server.ts';

export type Kind =
  | 'list'
  | 'chat'
  | 'status'
  | 'profile'
  | 'pre-auth'
  | 'wipe'
  | 'own'
  /** The level of one thread, or of all followed threads. */
  | 'thread'
  | 'followed'
  /** The server's own list of notifications, and requests that belong to it. */
  | 'notices'
  | Beside
  /** The messages of an alarm conversation since its own cursor, or one of them. */
  | 'alarm'
  | 'other';

/** Requests beside the list, after all its notifications: a single conversation, a few of its messages, its call. */
export type Beside = 'room' | 'aside' | 'call-state';

/** The page size of requests for messages beside the list. */
const ASIDE = '40';
/** The same for alarm conversations. Only their questions about a single message look into the future. */
const isOfAlarms = (query: URLSearchParams): boolean =>
  query.get('limit') === '100' || (query.get('limit') === '1' && query.get('lookIntoFuture') === '1');

/** One request of the app and its outcome. */
export interface Exchange {
  id: number;
  /** The run of the app that sent it. */
  life: number;
  kind: Kind;
  method: string;
  path: string;
  /** Whether it carries the credentials. */
  authorised: boolean;
  query: URLSearchParams;
  /** `failed`: no usable answer arrived. `refused`: the server says that the object does not exist. */
  outcome: 'open' | 'good' | 'refused' | 'failed';
  status: number;
  /** The code in the server's envelope; 0: the answer is not the server's. */
  ocs: number;
  headers: Headers;
  /** The envelope's data, when the outcome is good. */
  data: unknown;
}

export interface Listener {
  started(exchange: Exchange): void;
  /** Called just before the app gets the answer. */
  ended(exchange: Exchange): void;
}

const KINDS: [RegExp, Kind][] = [
  [/\/api\/v4\/room$/, 'list'],
  [/\/chat\/subscribed-threads$/, 'followed'],
  [/\/threads\/\d+$/, 'thread'],
  [/\/notifications\/api\/|\/chat\/upcoming-reminders$/, 'notices'],
  [/\/api\/v4\/room\/\w+$/, 'room'],
  [/\/notification-state$/, 'call-state'],
  [/\/api\/v1\/chat\/\w+$/, 'chat'],
  [/\/user_status$/, 'status'],
  [/\/cloud\/(user|capabilities)$/, 'profile'],
  [/\/pre_auth$/, 'pre-auth'],
  [/\/core\/wipe\/check$/, 'wipe'],
];

/** Several PCs ask the same server, which tells each of them of all requests. */
let lastId = 0;

/**
 * Creates the network between app and server, which carries requests and knows when none is running.
 * @param hangs paths that the server does not answer at present, by name
 */
export function createNetwork(
  server: ModelServer,
  overWire: boolean,
  activity: Activity,
  listener: Listener,
  hangs = new Map<string, RegExp>(),
) {
  const underWay = new Map<number, Exchange>();

  server.control.on('request', ({ headers, status, path }) => {
    const hanging = [...hangs.values()].some((pattern) => pattern.test(path));
    // Only the app's own time limit ends a hanging request, so the model must not wait for it.
    if (hanging && status === 0) underWay.delete(Number(headers['x-exchange']));
    activity.moved();
  });

  const carry = (request: Request): Promise<Carried> =>
    overWire ? carryOverWire(request) : carryInProcess(server.handler, request);

  async function exchangeOver(request: Request, exchange: Exchange): Promise<Response> {
    try {
      const { status, headers, body } = await carry(request);
      if (body === null) {
        // A cut-off answer has failed, whatever its status line says.
        exchange.outcome = 'failed';
        return new Response(brokenOff(), { status, headers });
      }
      Object.assign(exchange, { status, headers });
      judge(exchange, body);
      return new Response(body.length === 0 ? null : body, { status, headers });
    } catch (error) {
      exchange.outcome = 'failed';
      throw error;
    }
  }

  return {
    /** Returns a fetch for one run of the app, which gets no answers after its end. */
    fetchFor:
      (life: number, isAlive: () => boolean): Fetch =>
      async (input, init) => {
        const request = input instanceof Request && init?.signal === undefined ? input : new Request(input, init);
        lastId += 1;
        request.headers.set('x-exchange', String(lastId));
        const exchange = describe(lastId, life, request);
        if (!isAlive()) return never();
        listener.started(exchange);
        underWay.set(exchange.id, exchange);
        try {
          return await exchangeOver(request, exchange);
        } finally {
          underWay.delete(exchange.id);
          activity.moved();
          if (isAlive()) listener.ended(exchange);
          else await never();
        }
      },
    isBusy: (): boolean => underWay.size > 0,
    hangs,
  };
}

export type Network = ReturnType<typeof createNetwork>;

function describe(id: number, life: number, request: Request): Exchange {
  const { pathname: path, searchParams: query } = new URL(request.url);
  const { method } = request;
  const named = KINDS.find(([pattern]) => pattern.test(path))?.[1] ?? 'other';
  const isAside = named === 'chat' && query.get('limit') === ASIDE;
  const isAlarm = named === 'chat' && isOfAlarms(query);
  const kind = isOwnAction(method, path) ? 'own' : isAside ? 'aside' : isAlarm ? 'alarm' : named;
  const about = { id, life, kind, method, path, query, authorised: request.headers.has('authorization') };
  return { ...about, outcome: 'open', status: 0, ocs: 0, headers: new Headers(), data: null };
}

/** Judges an exchange. It is good if the complete answer is the server's own. */
function judge(exchange: Exchange, body: Uint8Array): void {
  const { status } = exchange;
  exchange.ocs = ocsCodeIn(body);
  exchange.outcome = status === 304 ? 'good' : status === 404 && exchange.ocs === 404 ? 'refused' : 'failed';
  if (status !== 200 && status !== 201) return;
  if (['pre-auth', 'other', 'aside', 'call-state'].includes(exchange.kind)) {
    exchange.outcome = 'good';
    return;
  }
  try {
    const parsed: { ocs: { data: unknown } } = JSON.parse(new TextDecoder().decode(body));
    exchange.data = parsed.ocs.data;
    exchange.outcome = isTrueTo(exchange) ? 'good' : 'failed';
  } catch {
    exchange.outcome = 'failed';
  }
}

function ocsCodeIn(body: Uint8Array): number {
  try {
    const parsed: { ocs?: { meta?: { statuscode?: unknown } } } = JSON.parse(new TextDecoder().decode(body));
    return Number(parsed.ocs?.meta?.statuscode ?? 0);
  } catch {
    return 0;
  }
}

/**
 * Returns whether the data fits the request: the model's faults replace answers with `[{"token":1}]`, which fits none.
 */
function isTrueTo({ kind, path, data }: Exchange): boolean {
  const first: unknown = Array.isArray(data) ? data[0] : data;
  if (kind === 'followed' || kind === 'notices') return Array.isArray(data) && tokenOf(first) !== 1;
  if (kind === 'list' || kind === 'chat' || kind === 'alarm') return Array.isArray(data) && tokenOf(first) !== 1;
  if (kind === 'room') return path.endsWith(`/${tokenOf(data)}`);
  return !Array.isArray(data);
}

const tokenOf = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'token' in value ? value.token : undefined;

const never = (): Promise<never> => new Promise(() => undefined);

const brokenOff = (): ReadableStream<Uint8Array> =>
  new ReadableStream({ pull: (stream) => stream.error(new TypeError('terminated')) });
