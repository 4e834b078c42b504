import { createHash } from 'node:crypto';
import type { AlarmCard } from '../../main/core/model/alarm.ts';
import type { NotificationRequest } from '../../main/core/ports.ts';
import type { Activity } from './activity.ts';
import { createAlarmJudge } from './alarm-judge.ts';
import { type ModelClock, START_MS } from './clock.ts';
import { createKnownStatus } from './known-status.ts';
import { createNetwork, type Exchange } from './network.ts';
import { createOracle } from './oracle.ts';
import { followOwnActions } from './own.ts';
import { createRules } from './rules.ts';
import { read } from './screen.ts';
import type { ModelServer } from './server.ts';
import { createSockets } from './sockets.ts';
import { setStage, USER } from './stage.ts';
import type { Tally } from './tally.ts';

export interface HouseDeps {
  /** 0 for the account that every schedule has. */
  number: number;
  serve: (now: () => number) => ModelServer;
  clock: ModelClock;
  overWire: boolean;
  activity: Activity;
  tally: Tally;
  note: (line: string) => void;
  check: (what: () => void) => void;
}

/** Creates one server with the app's account there, and its own judge. */
export function createHouse({ number, serve, clock, overWire, activity, tally, note, check }: HouseDeps) {
  const server = serve(() => START_MS + clock.elapsed());
  const { control } = server;
  const stage = setStage(server, clock.elapsed);
  const rules = createRules(clock.elapsed);
  const status = createKnownStatus(stage.ledger, clock.elapsed);
  const host = new URL(server.url).host;
  const id = `${USER}@${host}`;
  const key = createHash('sha256').update(id).digest('hex').slice(0, 12);
  const oracle = createOracle({
    ledger: stage.ledger,
    user: USER,
    dnd: status.known,
    serverSeconds: stage.serverSeconds,
    isPushed: () => sockets.isOffered() || control.pushConnections(USER) > 0,
    answered: () => (answering && clock.monotonic() - answering.since < ANSWERING_MS ? answering.token : null),
    onVerdict: (verdict) => tally.count('verdicts on messages', verdict),
  });
  const alarms = createAlarmJudge({
    ledger: stage.ledger,
    key,
    elapsed: clock.elapsed,
    serverSeconds: stage.serverSeconds,
    clockMoves: stage.clockMoves,
    count: (what) => tally.count('alarms', what),
  });
  /** The conversation that the user answers in the focused window. */
  let answering: { token: string; since: number } | null = null;
  /** Actions for the moment of the app's next request in the middle of handling a list. */
  const between: (() => void)[] = [];
  let baselined = false;
  const say = (line: string): void => note(number === 0 ? line : `next door: ${line}`);
  followOwnActions(control, stage.ledger);

  function started(exchange: Exchange): void {
    const { kind, query } = exchange;
    tally.count('requests', kind === 'list' && query.has('modifiedSince') ? 'list (delta)' : kind);
    say(`→ ${kind} ${query}`);
    check(() => rules.started(exchange));
    if (kind === 'list') check(() => oracle.close());
    alarms.asked(exchange);
    if (kind === 'notices') oracle.noticesAsked();
    if (kind === 'chat' || kind === 'status' || kind === 'alarm') for (const happen of between.splice(0)) happen();
    if (isAwaited(exchange)) oracle.asked(tokenIn(exchange));
    else if (kind === 'status' || kind === 'alarm') oracle.asked(null);
  }

  function ended(exchange: Exchange): void {
    const { kind, outcome, query } = exchange;
    tally.count('answers', outcome);
    say(`← ${kind} ${exchange.status} ${outcome}`);
    const believed = rules.ended(exchange);
    alarms.answered(exchange, believed);
    if (kind === 'alarm' && outcome === 'failed') oracle.alarmsFailed(exchange);
    oracle.mayAnnounce();
    if (kind === 'list' && believed) check(() => listed(exchange));
    if (kind === 'own' && outcome === 'good') for (const token of tokensIn([exchange.data])) oracle.acted(token);
    if (kind === 'room' && outcome === 'good') oracle.alone(tokenIn(exchange));
    if (kind === 'chat')
      oracle.chat(tokenIn(exchange), exchange, newestIn(exchange.data), query.get('lookIntoFuture') === '0');
    if (kind === 'thread') oracle.threads(tokenIn(exchange), exchange);
    if (kind === 'followed') oracle.threads(null, exchange);
    // The profile includes the server's capabilities.
    if ((kind === 'notices' || kind === 'profile') && outcome === 'failed') oracle.noticesFailed();
    if (kind === 'status' && outcome === 'failed') status.failed();
    if (isAwaited(exchange)) oracle.answered(tokenIn(exchange));
    else if (kind === 'status' || kind === 'alarm') oracle.answered(null);
  }

  function listed({ data, query }: Exchange): void {
    const named = new Set(stage.ledger.tokens());
    const tokens = tokensIn(data).filter((token) => named.has(token));
    if (baselined) oracle.list(tokens, !query.has('modifiedSince'));
    else oracle.baseline(tokens);
    baselined = true;
  }

  const network = createNetwork(server, overWire, activity, { started, ended });
  const sockets = createSockets(control, USER, activity);

  return {
    number,
    control,
    server,
    stage,
    rules,
    oracle,
    alarms,
    network,
    sockets,
    status,
    between,
    host,
    id,
    key,
    appPassword: control.createAppPassword(USER),
    isBaselined: (): boolean => baselined,
    isBusy: (): boolean => network.isBusy() || sockets.isBusy(),
    /** Records what the user answers from now on; null: nothing here. */
    answers(token: string | null): void {
      answering = token === null ? null : { token, since: clock.monotonic() };
      oracle.answers();
    },
    /** Returns the global token of a conversation of this account. */
    global: (token: string): string => `${token}.${key}`,
    belled(card: AlarmCard | null): void {
      const here = card?.alarms.filter(({ id }) => id.includes(`.${key}/`)) ?? [];
      say(`* ${here.map(({ id, state }) => `${id} ${state}`).join(', ')}`);
      check(() => alarms.shown(here));
    },
    shown(request: NotificationRequest): void {
      // Another judge looks after alarms; whether the app would hear them is no part of the model.
      if (request.acknowledge || request.key === BLIND) return;
      say(`! ${request.key} "${request.title}" "${request.body}"`);
      tally.count('notifications', kindOf(request));
      check(() => (request.key === SIGNED_OUT ? rules.toldSignedOut() : oracle.shown(request)));
    },
    updated(request: NotificationRequest): void {
      if (request.acknowledge) return;
      say(`~ ${request.key} "${request.title}" "${request.body}"`);
      check(() => oracle.updated(request));
    },
    withdrawn(name: string): void {
      say(`- ${name}`);
      oracle.withdrawn(name);
    },
  };
}

export type House = ReturnType<typeof createHouse>;

/** The user who does nothing more for this long may have left. */
const ANSWERING_MS = 60_000;

const BLIND = 'alarm-blind';
/** The only other notification about an account and not about a conversation. */
const SIGNED_OUT = 'signed-out';

const kindOf = (request: NotificationRequest): string => (request.key === SIGNED_OUT ? SIGNED_OUT : read(request).kind);

const tokensIn = (data: unknown): string[] =>
  (Array.isArray(data) ? data : []).flatMap((room: { token?: unknown } | null) =>
    typeof room?.token === 'string' ? room.token : [],
  );

const tokenIn = ({ path }: Exchange): string => /\/(?:chat|room)\/([^/]+)/.exec(path)?.[1] ?? '';

/**
 * A conversation does not ring before its messages and the levels of their threads are known, or their requests have
 * failed.
 */
const isAwaited = ({ kind }: Exchange): boolean => kind === 'chat' || kind === 'thread';

const newestIn = (data: unknown): number =>
  Math.max(0, ...(Array.isArray(data) ? data : []).map((message: { id: number }) => Number(message.id)));
