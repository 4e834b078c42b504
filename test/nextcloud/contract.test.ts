import { beforeAll, describe, expect, it } from 'vitest';
import { isExcused, uselessExcuses } from './not-replayed.ts';
import { replayRecordedCalls } from './recorded-calls.ts';
import { replayRecordedCompanions } from './recorded-companions.ts';
import { replayRecordedFiles } from './recorded-files.ts';
import { replayRecordedNeighbours } from './recorded-neighbours.ts';
import { replayRecordedSession } from './recorded-session.ts';
import { type Exchange, readRecordings, readShapes } from './recordings.ts';
import { answerDifferences, Replay } from './replay.ts';
import { startNextcloud } from './server.ts';
import { shapeDifferences, shapeOf } from './shape.ts';

const recordings = readRecordings();
const shapes = readShapes();
const exchanges: ReadonlyMap<string, Exchange> = recordings ?? shapes;
const replayed = [...exchanges.keys()].filter((name) => !isExcused(name));

/** Replays one session of recordings on a server of its own. */
const replaySession = async (session: (replay: Replay) => Promise<void>): Promise<Map<string, string[]>> => {
  let now = Date.parse('2026-11-21T01:10:00Z');
  const nextcloud = await startNextcloud({ now: () => now });
  const replay = new Replay(nextcloud, exchanges, (seconds) => {
    now = seconds * 1000;
  });
  try {
    await session(replay);
  } finally {
    await nextcloud.close();
  }
  return replay.results;
};

describe('the embedded Nextcloud answers like the recorded one', () => {
  let results: ReadonlyMap<string, string[]> = new Map();
  beforeAll(async () => {
    if (!recordings) console.log('The recordings are not beside the project: comparing with the project’s own shapes.');
    const sessions = [
      replayRecordedSession,
      replayRecordedCalls,
      replayRecordedCompanions,
      replayRecordedNeighbours,
      replayRecordedFiles,
    ];
    for (const session of sessions) results = new Map([...results, ...(await replaySession(session))]);
  });

  it.each(replayed)('%s', (name) => {
    expect(results.get(name)).toEqual([]);
  });

  it('replays every recording that is not excused, and nothing else', () => {
    expect([...results.keys()].sort()).toEqual(replayed.sort());
    expect(uselessExcuses([...exchanges.keys()])).toEqual([]);
  });
});

describe('the project’s shapes', () => {
  // The recordings lie beside the project, not in it. A clone has only these shapes, so the tests above compare the
  // embedded server with them.
  const without = recordings ? '' : ' (skipped: the recordings are not beside the project)';
  it.runIf(recordings)(`match the recordings${without}`, () => {
    expect(Object.fromEntries(shapes)).toEqual(Object.fromEntries(recordings ?? []));
  });
});

describe('the comparison', () => {
  const recorded = shapeOf({ id: 1, name: 'x', list: [{ a: 1 }, { a: 1, b: null }], empty: [] });

  it.each([
    ['a missing key', { id: 1, list: [{ a: 1 }, { a: 1, b: null }], empty: [] }, ['$.name: missing']],
    [
      'an extra key',
      { id: 1, name: 'x', more: true, list: [{ a: 1 }, { a: 1, b: null }], empty: [] },
      ['$.more: not in the recording'],
    ],
    [
      'another type',
      { id: '1', name: 'x', list: [{ a: 1 }, { a: 1, b: null }], empty: [] },
      ['$.id: string instead of number'],
    ],
    [
      'a key that is no longer optional',
      { id: 1, name: 'x', list: [{ a: 1, b: null }], empty: [] },
      ['$.list[].b: always there, not only sometimes'],
    ],
    [
      'an object where a list was',
      { id: 1, name: 'x', list: [{ a: 1 }, { a: 1, b: null }], empty: {} },
      ['$.empty: object instead of list'],
    ],
    [
      'items where the list was empty',
      { id: 1, name: 'x', list: [{ a: 1 }, { a: 1, b: null }], empty: [1] },
      ['$.empty: number instead of an empty list in the list'],
    ],
  ])('notices %s', (_what, value, differences) => {
    expect(shapeDifferences(recorded, shapeOf(value))).toEqual(differences);
  });

  it('notices another status, another header and another type of answer', () => {
    const exchange = shapes.get('status-php');
    if (!exchange) throw new Error('The shape of status.php is missing');
    const answer = { status: 404, headers: new Headers({ 'X-Powered-By': 'PHP' }), text: '' };
    expect(answerDifferences({ ...exchange, answerHeaders: ['etag'] }, answer)).toEqual([
      'status 404 instead of 200',
      'header etag missing',
      'header x-powered-by not recorded',
      'type  instead of application/json',
      'no JSON',
    ]);
  });
});
