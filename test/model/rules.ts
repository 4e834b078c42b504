import type { Exchange } from './network.ts';

/** Nextcloud's own code with a 401. */
const NOT_SIGNED_IN = 997;
const SHORTEST_GAP_MS = 200;
/** A burst of four, and one for each 0.8 seconds. */
const MOST_IN_TEN_SECONDS = 17;
/** The shortest gap between the app's own requests after a 401; the hourly one also asks about a wipe. */
const SIGNED_OUT_GAP_MS = 60_000;
const WIPE_AGAIN_MS = 9 * 60_000;

/** Creates the rules for the app's requests, which are checked with each request. */
export function createRules(elapsed: () => number) {
  const lists = new Set<number>();
  let life = 0;
  /** Starts of lists within the last ten seconds, except those that had to follow another at once. */
  let listsAt: number[] = [];
  let lastListAt = Number.NEGATIVE_INFINITY;
  let looking = false;
  /** The app must not send its own requests before this time, because of Retry-After. */
  let heldUntil = 0;
  let signedOut = false;
  /** Whether the user has refreshed and has no answer yet. */
  let asked = false;
  let refusedAt = Number.NEGATIVE_INFINITY;
  let wipeAskedAt = Number.NEGATIVE_INFINITY;
  /** Whether any answer was a 401. */
  let refused = false;
  let signedOutTold = false;
  /** Whether the session has ended, so that the app may ask once if the server wants a wipe. */
  let wipeDue = false;
  let hash: string | null = null;
  /**
   * Whether the last delta was not trustworthy or failed with an optional request, so that another list may follow at
   * once.
   */
  let wasOdd = false;
  /** Number of user's actions that the app has not sent yet. */
  let ownActions = 0;

  /**
   * Whether the last list failed in a way that the capabilities may explain, so that the request for them belongs to
   * it.
   */
  let explains = false;

  function startedList(exchange: Exchange): void {
    if (lists.size > 0) throw new Error('two requests for the list at once');
    lists.add(exchange.id);
    if (!looking && exchange.query.has('includeStatus'))
      throw new Error('asked who is there although the window is hidden');
    if (!wasOdd) paced();
    if (elapsed() < heldUntil) throw new Error(`asked ${heldUntil - elapsed()} ms before Retry-After was over`);
    lastListAt = elapsed();
  }

  /** Checks the minimum distance between lists. */
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
      // The user's requests do not delay the app's own.
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
      const isOfMessages = kind === 'chat' || kind === 'aside' || kind === 'alarm';
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
    /** @returns whether the app may believe a list */
    ended(exchange: Exchange): boolean {
      const { kind, outcome, headers, query, status, ocs } = exchange;
      // A gateway's 401 says nothing about the session.
      const isRefusal = status === 401 && ocs === NOT_SIGNED_IN;
      refused ||= isRefusal;
      // Other failures of one conversation's messages are that conversation's own.
      const isBeside = ['chat', 'aside', 'alarm', 'room', 'call-state'].includes(kind);
      if (isBeside && (isRefusal || status === 429)) obey(exchange);
      // The app asks the capabilities why the list has failed, and they may show that the session is over. Other
      // requests of the account show nothing about the session: the next list does.
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
    /**
     * Checks the notice about the end of the session.
     * @throws unless the server has ended the session and this is the only notice
     */
    toldSignedOut(): void {
      if (!refused || signedOutTold) throw new Error('told the person once too often that the session has ended');
      signedOutTold = true;
      wipeDue = true;
    },
    /** Records that the user refreshes or starts the app, which is always allowed. */
    personActs(): void {
      signedOut = false;
      asked = true;
      heldUntil = 0;
    },
    /** Records a user's action on a conversation, which the app sends once. */
    personDoes(): void {
      ownActions = 1;
    },
    /** Records whether the window is visible. */
    looks(value: boolean): void {
      looking = value;
    },
    /** Records a change of the app's clock, after which it cannot know how long it has waited. */
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
