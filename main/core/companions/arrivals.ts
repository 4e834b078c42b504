import type { CompanionId } from '../model/companion.ts';
import { cut } from '../model/plain-text.ts';
import type { ArrivalStore, KnownLine } from './arrival-store.ts';
import type { CompanionDeps, Listed, ListedEntry } from './companion.ts';
import { hashOf } from './hash-of.ts';

/** More entries of a line are not remembered. A server tells 30 at once. */
const MOST_KEPT = 200;
/** No notification shows more. */
const LONGEST_NEWEST = 200;

export interface ArrivalsDeps
  extends Pick<
    CompanionDeps,
    'accountId' | 'notify' | 'amend' | 'withdraw' | 'isSilent' | 'isDoNotDisturb' | 'showsTexts' | 'say' | 'language'
  > {
  companion: CompanionId;
  store: ArrivalStore;
}

/** An entry that was not there before. */
interface Arrival {
  listed: Listed;
  entry: ListedEntry;
  hash: string;
}

export type Arrivals = ReturnType<typeof createArrivals>;

/** The key of the one notification that a companion has. */
const keyOf = (companion: CompanionId): string => `app/${companion}`;

/**
 * Notifies of what is new in one companion: one notification, which the next one replaces. Each entry counts once, also
 * across a restart. The first answer notifies of nothing.
 */
export function createArrivals(deps: ArrivalsDeps) {
  const { accountId, companion, store } = deps;
  const key = keyOf(companion);
  /** The entries of which the notification on the screen tells, by their hashes. */
  let told: ReadonlySet<string> = new Set();
  /** What the notification says, while it may be on the screen. */
  let latest: { arrivals: readonly Arrival[]; silent: boolean } | null = null;
  let isOver = false;

  function withdraw(): void {
    told = new Set();
    latest = null;
    deps.withdraw(key);
  }

  function noticeOf({ arrivals, silent }: { arrivals: readonly Arrival[]; silent: boolean }) {
    const [first] = arrivals;
    const { say } = deps;
    const name = companion === 'mail' ? say('appMail') : companion === 'news' ? say('appNews') : say('appWidgets');
    // A dashboard's widget lists what there is, which need not be unread.
    const isUnread = companion !== 'widgets';
    const { count, isMore } = isUnread && first ? first.listed.line : { count: arrivals.length, isMore: false };
    const many = say(isUnread ? 'appUnread' : 'appNew', { count: `${count}${isMore ? '+' : ''}` });
    const newest = cut(first?.entry.text ?? '', LONGEST_NEWEST);
    const shows = deps.showsTexts();
    const isOfOne = arrivals.every(({ listed }) => listed === first?.listed);
    return {
      key,
      title: (shows && isOfOne && first?.listed.line.title) || name,
      body: shows && newest !== '' ? say('appNewest', { many, newest }) : many,
      silent,
      app: { companion, item: first?.listed.line.id ?? null },
    };
  }

  /** Returns what is new in each line, and remembers all. */
  async function learn(all: readonly Listed[]): Promise<{ arrivals: Arrival[]; present: Set<string> }> {
    const before = store.load(companion);
    const language = deps.language();
    const known = before?.language === language ? before.lines : [];
    const arrivals: Arrival[] = [];
    const lines: KnownLine[] = [];
    const present = new Set<string>();
    for (const listed of all) {
      const line = await hashOf(accountId, companion, listed.line.id);
      const hashes = await hashesOf(listed);
      for (const hash of hashes) present.add(hash);
      const knownLine = known.find((one) => one.line === line);
      const isNew = knownLine ? newIn(knownLine, listed, hashes) : () => false;
      listed.entries.forEach((entry, index) => {
        const hash = hashes[index];
        if (hash !== undefined && isNew(index)) arrivals.push({ listed, entry, hash });
      });
      lines.push({ line, ...remembered(knownLine, listed, hashes) });
    }
    // Stored first: after a crash, a notification is rather missing than repeated.
    if (!isOver) store.save({ companion, language, lines });
    return { arrivals, present };
  }

  /** Equal entries are counted from the oldest, so that a new one has a hash of its own. */
  async function hashesOf({ line, entries }: Listed): Promise<string[]> {
    const equals = new Map<string, number>();
    const hashes: string[] = [];
    for (const { identity } of entries.toReversed()) {
      const which = (equals.get(identity) ?? 0) + 1;
      equals.set(identity, which);
      hashes.push(await hashOf(accountId, companion, line.id, identity, String(which)));
    }
    return hashes.reverse();
  }

  return {
    /** Considers what the companion's last answer lists. */
    async take(all: readonly Listed[]): Promise<void> {
      const { arrivals, present } = await learn(all);
      if (isOver) return;
      const remaining = new Set([...told].filter((hash) => present.has(hash)));
      if (arrivals.length === 0) {
        if (remaining.size === 0 && told.size > 0) withdraw();
        return;
      }
      const silent = deps.isSilent() || (await deps.isDoNotDisturb().catch(() => false));
      if (isOver) return;
      told = new Set([...remaining, ...arrivals.map(({ hash }) => hash)]);
      latest = { arrivals, silent };
      deps.notify(noticeOf(latest));
    },
    /** A person has opened the app, or the server does not have it any more. */
    withdraw,
    /** Strangers may read the screen from now on. */
    hideTexts(): void {
      if (latest) deps.amend(noticeOf(latest));
    },
    end(): void {
      isOver = true;
      withdraw();
    },
  };
}

/**
 * Returns whether the entry at a place is new. Where the last answer contained all entries, each unknown one is. Where it
 * did not, older ones move up below the known ones when the person reads; so only those above the last known one are new,
 * and if none is left, those with a higher number than all of the last answer.
 */
function newIn(known: KnownLine, { entries }: Listed, hashes: readonly string[]): (index: number) => boolean {
  const seen = new Set(known.entries);
  const lastKnown = hashes.findLastIndex((hash) => seen.has(hash));
  const { top } = known;
  return (index) => {
    if (seen.has(hashes[index] ?? '')) return false;
    if (known.isWhole) return true;
    const order = entries[index]?.order ?? null;
    return lastKnown >= 0 ? index < lastKnown : top !== null && order !== null && order > top;
  };
}

function remembered(before: KnownLine | undefined, listed: Listed, hashes: readonly string[]): Omit<KnownLine, 'line'> {
  const present = new Set(hashes);
  const older = (before?.entries ?? []).filter((hash) => !present.has(hash));
  // Earlier numbers do not count: an app that was installed anew may count from the start, and a date may be wrong.
  const orders = [listed.top, ...listed.entries.map(({ order }) => order)];
  const numbers = orders.filter((order) => typeof order === 'number');
  return {
    entries: [...older, ...hashes.toReversed()].slice(-MOST_KEPT),
    isWhole: listed.isWhole,
    top: numbers.length === 0 ? (before?.top ?? null) : Math.max(...numbers),
  };
}
