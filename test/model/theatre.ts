import type { NotificationRequest } from '../../main/core/ports.ts';
import { atRest, createActivity } from './activity.ts';
import { createModelClock, START_MS } from './clock.ts';
import { createKnownStatus } from './known-status.ts';
import { type Breakage, createDisk, type Life, startLife } from './life.ts';
import { createNetwork, type Exchange } from './network.ts';
import { createOracle } from './oracle.ts';
import { createRules } from './rules.ts';
import type { Schedule } from './schedule.ts';
import { read } from './screen.ts';
import type { Port } from './server.ts';
import { createSockets } from './sockets.ts';
import { setStage, USER } from './stage.ts';
import type { Tally } from './tally.ts';

export interface TheatreOptions {
  port: Port;
  /** Requests go over the network instead of straight to the server's handler. */
  overWire: boolean;
  tally: Tally;
  breakage?: Breakage;
}

/** Server, network, app and oracle of one schedule, put together. The first broken rule ends it. */
export function openTheatre(
  { seed }: Pick<Schedule, 'seed'>,
  { port, overWire, tally, breakage = (ports) => ports }: TheatreOptions,
) {
  const activity = createActivity();
  let violation: unknown = null;
  let isBusy = (): boolean => false;
  const rest = (): Promise<void> => atRest(activity, isBusy);
  const clock = createModelClock(seed, async () => {
    await rest();
    if (violation !== null) throw violation;
  });
  const server = port.serve(() => START_MS + clock.elapsed());
  const { control } = server;
  const stage = setStage(server, clock.elapsed);
  const rules = createRules(clock.elapsed);
  const status = createKnownStatus(stage.ledger, clock.elapsed);
  const oracle = createOracle({
    ...{ ledger: stage.ledger, user: USER, dnd: status.known },
    onVerdict: (verdict) => tally.count('verdicts on messages', verdict),
  });
  const trace: string[] = [];
  /** Happens when the app asks its next question in the middle of a look. */
  const between: (() => void)[] = [];
  let baselined = false;

  /** What the app is told must not depend on the checks: they only remember the first thing that was wrong. */
  function check(what: () => void): void {
    try {
      what();
    } catch (error) {
      violation ??= error;
    }
  }

  function note(line: string): void {
    trace.push(`${(clock.elapsed() / 1_000).toFixed(1)} s  ${line}`);
  }

  function started(exchange: Exchange): void {
    const { kind, query } = exchange;
    tally.count('requests', kind === 'list' && query.has('modifiedSince') ? 'list (delta)' : kind);
    note(`→ ${kind} ${query}`);
    check(() => rules.started(exchange));
    if (kind === 'list') check(() => oracle.close());
    if (kind !== 'chat' && kind !== 'status') return;
    for (const happen of between.splice(0)) happen();
    oracle.asked(kind === 'chat' ? tokenIn(exchange) : null);
  }

  function ended(exchange: Exchange): void {
    const { kind, outcome } = exchange;
    tally.count('answers', outcome);
    note(`← ${kind} ${exchange.status} ${outcome}`);
    const believed = rules.ended(exchange);
    if (kind === 'list' && believed) check(() => listed(exchange));
    if (kind === 'chat') oracle.chat(tokenIn(exchange), exchange, newestIn(exchange.data));
    if (kind === 'status' && outcome === 'failed') status.failed();
    if (kind === 'chat' || kind === 'status') oracle.answered(kind === 'chat' ? tokenIn(exchange) : null);
  }

  function listed({ data, query }: Exchange): void {
    const tokens = tokensIn(data);
    if (baselined) oracle.list(tokens, !query.has('modifiedSince'));
    else oracle.baseline(tokens);
    baselined = true;
  }

  const network = createNetwork(server, overWire, activity, { started, ended });
  const sockets = createSockets(control, USER, activity);
  isBusy = () => network.isBusy() || sockets.isBusy();
  const disk = createDisk(server.url, control.createAppPassword(USER));
  const screen = {
    shown(request: NotificationRequest): void {
      note(`! ${request.key} "${request.title}" "${request.body}"`);
      tally.count('notifications', kindOf(request));
      check(() => (request.key === SIGNED_OUT ? rules.toldSignedOut() : oracle.shown(request)));
    },
    withdrawn(key: string): void {
      note(`- ${key}`);
      oracle.withdrawn(key);
    },
  };
  let lives = 0;

  return {
    ...{ clock, control, server, stage, rules, oracle, network, sockets, status, trace, between, note },
    isBaselined: (): boolean => baselined,
    /** Starts the app on the disk of the run before. */
    begin(): Life {
      lives += 1;
      rules.lifeBegins(lives);
      return startLife({ number: lives, clock, disk, network, sockets, screen, breakage });
    },
    check,
    /** @throws the first broken rule */
    async rest(): Promise<void> {
      await rest();
      if (violation !== null) throw violation;
    },
    close: server.close,
  };
}

export type Theatre = ReturnType<typeof openTheatre>;

/** The one notification that is about the account and not about a conversation. */
const SIGNED_OUT = 'signed-out';

const kindOf = (request: NotificationRequest): string => (request.key === SIGNED_OUT ? SIGNED_OUT : read(request).kind);

const tokensIn = (data: unknown): string[] =>
  (Array.isArray(data) ? data : []).map((room: { token: string }) => room.token);

const tokenIn = ({ path }: Exchange): string => path.split('/').at(-1) ?? '';

const newestIn = (data: unknown): number =>
  Math.max(0, ...(Array.isArray(data) ? data : []).map((message: { id: number }) => message.id));
