import type { Exchange } from './network.ts';

/** What Nextcloud itself says with a 401. */
const NOT_SIGNED_IN = 997;
const SHORTEST_GAP_MS = 200;
/** A burst of four, and one for each 0.8 seconds. */
const MOST_IN_TEN_SECONDS = 17;
/** After a 401, by the app itself: at most so often, and the wish for a wipe along with the hourly question. */
const SIGNED_OUT_GAP_MS = 60_000;
const WIPE_AGAIN_MS = 9 * 60_000;

/** How the app may ask, whatever happens: checked with each request. */
export function createRules(elapsed: () => number) {
  const lists = new Set<number>();
  let life = 0;
  /** Those that started within the last ten seconds, as far as they did not have to follow another at once. */
  let listsAt: number[] = [];
  let lastListAt = Number.NEGATIVE_INFINITY;
  let looking = false;
  /** Nothing may be asked by itself before, because the server said so. */
  let heldUntil = 0;
  let signedOut = false;
  /** The person has asked, and has had no answer yet. */
  let asked = false;
  let refusedAt = Number.NEGATIVE_INFINITY;
  let wipeAskedAt = Number.NEGATIVE_INFINITY;
  /** Anything has been answered with 401. */
  let refused = false;
  let signedOutTold = false;
  /** The session has ended: whether the server wants the device wiped may be asked, once. */
  let wipeDue = false;
  let hash: string | null = null;
  /** The last delta could not be trusted, or failed with an optional question: another list may follow at once. */
  let wasOdd = false;
  /** What the person has done and the server has not been told yet. */
  let ownActions = 0;

  /** The last list has failed in a way that the capabilities may explain: asking them is part of that question. */
  let explains = false;

  function startedList(exchange: Exchange): void {
    if (lists.size > 0) throw new Error('two requests for the list at once');
    lists.add(exchange.id);
    if (!looking && exchange.query.has('includeStatus')) throw new Error('asked who is there although nobody looks');
    if (!wasOdd) paced();
    if (elapsed() < heldUntil) throw new Error(`asked ${heldUntil - elapsed()} ms before Retry-After was over`);
    lastListAt = elapsed();
  }

  /** However much happens, lists are asked for some time apart. */
  function paced(): void {
    if (elapsed() - lastListAt < SHORTEST_GAP_MS)
      throw new Error(`the list was asked for again after ${elapsed() - lastListAt} ms`);
    listsAt = [...listsAt.filter((at) => elapsed() - at < 10_000), elapsed()];
    if (listsAt.length > MOST_IN_TEN_SECONDS) throw new Error(`${listsAt.length} lists within ten seconds`);
  }

  function startedWipe({ method, authorised }: Exchange): void {
    if (!wipeDue) throw new Error('asked about a wipe although no session has ended, or once too often');
    if (method !== 'POST' || authorised) throw new Error('asking about a wipe counts as a failed login');
    wipeDue = false;
    wipeAskedAt = elapsed();
  }

  function startedOwn(path: string): void {
    if (ownActions === 0) throw new Error(`acted upon ${path}, a read marker perhaps, although the person did not`);
    ownActions -= 1;
  }

  function obey({ status, headers, outcome, ocs }: Exchange): void {
    if (status === 401 && ocs === NOT_SIGNED_IN) {
      signedOut = true;
      // What the person asks does not put off what the app asks by itself.
      if (!asked) refusedAt = elapsed();
      asked = false;
      wipeDue ||= signedOutTold && elapsed() - wipeAskedAt >= WIPE_AGAIN_MS;
    }
    if (outcome === 'good') signedOutTold = false;
    if (outcome === 'good') signedOut = false;
    if (outcome === 'good') asked = false;
    const seconds = Number(headers.get('retry-after') ?? Number.NaN);
    heldUntil = outcome === 'failed' && seconds > 0 ? elapsed() + seconds * 1_000 : 0;
  }

  return {
    started(exchange: Exchange): void {
      const { kind, method, path, query } = exchange;
      const isOfMessages = kind === 'chat' || kind === 'aside';
      if (exchange.life !== life) throw new Error('asked after its end');
      if (kind === 'wipe') {
        startedWipe(exchange);
        return;
      }
      if (kind === 'own') {
        startedOwn(path);
        return;
      }
      const isPart = kind === 'profile' && explains;
      if (signedOut && !isPart && (kind !== 'list' || elapsed() - refusedAt < SIGNED_OUT_GAP_MS))
        throw new Error(`asked ${path} after a 401`);
      if (/\/read$/.test(path)) throw new Error('touched a read marker');
      if (method !== (kind === 'pre-auth' || /\/exists$/.test(path) ? 'POST' : 'GET'))
        throw new Error(`${method} ${path}`);
      if ((kind === 'list' || isOfMessages) && query.get('noStatusUpdate') !== '1')
        throw new Error('marks the user online');
      if (isOfMessages && (query.get('setReadMarker') !== '0' || query.get('markNotificationsAsRead') !== '0'))
        throw new Error('reading the messages marks them as read');
      if (kind === 'list') startedList(exchange);
    },
    /** @returns whether a list is one that the app may believe */
    ended(exchange: Exchange): boolean {
      const { kind, outcome, headers, query, status, ocs } = exchange;
      // A gateway's 401 says nothing about the session.
      const isRefusal = status === 401 && ocs === NOT_SIGNED_IN;
      refused ||= isRefusal;
      // Other failures of one conversation's messages are that conversation's own.
      const isBeside = ['chat', 'aside', 'room', 'call-state'].includes(kind);
      if (isBeside && (isRefusal || status === 429)) obey(exchange);
      // Why the list has failed is asked of the capabilities, which may tell that the session is over. What else is asked
      // of the account tells nothing of the session: the next list does.
      if (kind === 'profile' && explains && isRefusal) obey(exchange);
      if (kind !== 'list') return false;
      lists.delete(exchange.id);
      explains = [403, 404, 500].includes(status);
      obey(exchange);
      wasOdd = outcome === 'failed' && query.has('includeStatus') && !isRefusal;
      if (outcome !== 'good') return false;
      const asked = query.get('modifiedSince');
      const changed = headers.get('x-nextcloud-talk-hash') !== hash;
      wasOdd = asked !== null && (changed || Number(headers.get('x-nextcloud-talk-modified-before')) < Number(asked));
      if (!wasOdd) hash = headers.get('x-nextcloud-talk-hash');
      return !wasOdd;
    },
    /** @throws unless the server has ended the session, and it is told once only */
    toldSignedOut(): void {
      if (!refused || signedOutTold) throw new Error('told the person once too often that the session has ended');
      signedOutTold = true;
      wipeDue = true;
    },
    /** The person asks, or starts the app: always allowed. */
    personActs(): void {
      signedOut = false;
      asked = true;
      heldUntil = 0;
    },
    /** The person does something to a conversation; the server is told so once. */
    personDoes(): void {
      ownActions = 1;
    },
    /** The window is shown, or hidden. */
    looks(value: boolean): void {
      looking = value;
    },
    /** The app's clock was moved: it cannot know how long it has waited. */
    clockMoved(): void {
      lastListAt = Number.NEGATIVE_INFINITY;
      refusedAt = Number.NEGATIVE_INFINITY;
      heldUntil = 0;
    },
    lifeBegins(next: number): void {
      life = next;
      lists.clear();
      lastListAt = Number.NEGATIVE_INFINITY;
      looking = false;
      hash = null;
      wasOdd = false;
      signedOutTold = false;
      wipeDue = false;
      this.personActs();
    },
  };
}

export type Rules = ReturnType<typeof createRules>;
