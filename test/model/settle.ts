import type { Sight } from './screen.ts';
import type { Verdict } from './verdict.ts';

/** The messages of one conversation that one list makes due. */
export interface Due {
  token: string;
  must: ReadonlySet<number>;
  may: ReadonlySet<number>;
  call: Verdict;
  missedCall: Verdict;
  /** How many entries of any kind are new. */
  fresh: number;
  /** The newest entry that the app knows. */
  newest: number;
}

const MOST_LOOKED_AT = 50;

/**
 * Compares the notifications with the due messages: each exactly once, on its own or inside a number.
 * @param before notifications that were on the screen before and still had a point: a number counts on from there
 * @param isLate whether a conversation's messages came after others had rung, so that it rings beside a digest
 * @throws with the first difference
 */
export function compare(
  shown: readonly Sight[],
  dues: readonly Due[],
  before: readonly Sight[],
  isLate: (token: string) => boolean = () => false,
): void {
  const digests = shown.filter((sight) => sight.kind === 'digest');
  const [digest] = digests;
  if (digests.length > 1) throw new Error('two digests of one list');
  for (const due of dues) {
    const here = shown.filter((sight) => 'token' in sight && sight.token === due.token);
    compareCalls(here, due);
    if (!digest || isLate(due.token)) compareMessages(here, due, before);
    else if (here.some(({ kind }) => kind === 'message' || kind === 'count'))
      throw new Error(`${due.token} rang beside the digest`);
  }
  if (digest)
    compareDigest(
      digest,
      dues.filter(({ token }) => !isLate(token)),
    );
  const known = new Set(dues.map(({ token }) => token));
  const stray = shown.find((sight) => 'token' in sight && !known.has(sight.token));
  if (stray) throw new Error(`rang for an unknown conversation: ${JSON.stringify(stray)}`);
}

function compareMessages(here: readonly Sight[], { token, must, may }: Due, before: readonly Sight[]): void {
  const singles = here.filter((sight) => sight.kind === 'message');
  const counts = here.filter((sight) => sight.kind === 'count');
  const ids = singles.map(({ id }) => id);
  if (new Set(ids).size < ids.length) throw new Error(`${token} rang twice for one message: ${ids}`);
  const wrong = ids.find((id) => !must.has(id) && !may.has(id));
  if (wrong !== undefined) throw new Error(`${token}/${wrong} rang and should not have`);
  const [count] = counts;
  if (counts.length > 1 || (count && singles.length > 0)) throw new Error(`${token} rang twice at once`);
  if (!count) {
    const missing = [...must].find((id) => !ids.includes(id));
    if (missing !== undefined) throw new Error(`${token}/${missing} should have rung and did not`);
    return;
  }
  if (must.size + may.size === 0) throw new Error(`${token}: ${count.count} where nothing was due`);
  const earlier = before.filter((sight) => 'count' in sight && 'token' in sight && sight.token === token);
  const counted = earlier.reduce((sum, sight) => sum + ('count' in sight ? sight.count : 0), 0);
  // The messages behind a "50+" are not counted: the number is a lower bound from there on, but not of zero.
  if (count.orMore || earlier.some((sight) => sight.kind === 'count' && sight.orMore)) {
    if (count.count < 1) throw new Error(`${token}: "${count.count}+"`);
    return;
  }
  const fresh = count.count - counted;
  within(fresh, must.size, may.size, `new messages counted in ${token}`);
}

function compareDigest({ count, conversations }: Sight & { kind: 'digest' }, dues: readonly Due[]): void {
  const sum = (size: (due: Due) => number): number => dues.reduce((total, due) => total + size(due), 0);
  // The design lets the app read fifty messages of a conversation, so it counts no more than those.
  const least = sum(({ must, fresh }) => (fresh > MOST_LOOKED_AT ? Math.min(must.size, 1) : must.size));
  const most = sum(({ must, may }) => must.size + may.size);
  within(count, least, most - least, 'messages in the digest');
  const withMust = sum(({ must }) => Number(must.size > 0));
  const withAny = sum(({ must, may }) => Number(must.size + may.size > 0));
  within(conversations, withMust, withAny - withMust, 'conversations in the digest');
}

function compareCalls(here: readonly Sight[], { token, call, missedCall }: Due): void {
  const times = (kind: Sight['kind']): number => here.filter((sight) => sight.kind === kind).length;
  expectTimes(times('call'), call, `${token}: a running call`);
  expectTimes(times('missed-call'), missedCall, `${token}: a missed call`);
}

function expectTimes(times: number, verdict: Verdict, what: string): void {
  if (times > 1) throw new Error(`${what} rang ${times} times`);
  if (verdict === 'must' && times === 0) throw new Error(`${what} should have rung and did not`);
  if (verdict === 'no' && times > 0) throw new Error(`${what} rang and should not have`);
}

function within(actual: number, least: number, leeway: number, what: string): void {
  if (actual < least || actual > least + leeway)
    throw new Error(`${what}: ${actual} where ${least}${leeway > 0 ? `–${least + leeway}` : ''} were due`);
}
