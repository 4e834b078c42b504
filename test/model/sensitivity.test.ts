/**
 * Checks that the model test can fail: each app here is broken in one way, through its ports, and the model must
 * notice.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Notifier, Ports } from '../../main/core/ports.ts';
import { isFull } from '../full.ts';
import { schedules } from './generate.ts';
import type { Breakage } from './life.ts';
import { runSchedule } from './run.ts';
import { openPort, type Port } from './server.ts';
import { createTally } from './tally.ts';

const RUNS = 400;
let port: Port;

beforeAll(async () => {
  port = await openPort();
});
afterAll(() => port.close());

const withNotifier = (ports: Ports, change: Partial<Notifier>): Ports => ({
  ...ports,
  notifier: { ...ports.notifier, ...change },
});

/** Changes the address of each request that matches the pattern. */
const withAddress = (ports: Ports, change: (url: URL) => void): Ports => ({
  ...ports,
  fetch: (input, init) => {
    const request = new Request(input, init);
    const url = new URL(request.url);
    change(url);
    return ports.fetch(new Request(url, request));
  },
});

const isChat = (url: URL): boolean => /\/api\/v1\/chat\/\w+$/.test(url.pathname);
const isList = (url: URL): boolean => url.pathname.endsWith('/api/v4/room');

/** These faults need many schedules to show, or repeat another one's symptom, so only `npm run test:full` plants them. */
const rare = new Set([
  'never updates its stored cursors',
  'reports no missed call beside a message that rings',
  'never learns who took part in a call',
  'trusts "do not disturb" for a minute',
  'does not store acknowledgements',
  'finds only the alarms that the list shows',
  'notices no time that passes',
  'stops fetching messages for a while after one conversation’s failed',
  'refuses a list because of one conversation',
  'never rings for a call with unknown participants',
  'ignores the server’s notifications',
  'announces invitations with a sound',
]);

const broken: [string, RegExp, Breakage][] = [
  [
    'drops each third notification',
    /should have rung and did not|were due/,
    (ports) => {
      let asked = 0;
      return withNotifier(ports, {
        show(request) {
          asked += 1;
          if (asked % 3 !== 0) ports.notifier.show(request);
        },
      });
    },
  ],
  [
    'shows each notification twice',
    /twice|2 times|two digests/,
    (ports) =>
      withNotifier(ports, {
        show(request) {
          ports.notifier.show(request);
          ports.notifier.show(request);
        },
      }),
  ],
  [
    'withdraws nothing',
    /was not withdrawn|were due|still on the screen/,
    (ports) => withNotifier(ports, { withdraw: () => undefined }),
  ],
  [
    'forgets its cursors when it ends',
    /should have rung and did not|were due/,
    (ports) => ({ ...ports, settings: { ...ports.settings, read: forgetful(ports.settings.read) } }),
  ],
  [
    'never updates its stored cursors',
    /rang and should not have|were due|twice/,
    (ports) => ({ ...ports, settings: { ...ports.settings, write: onlyOnce(ports.settings) } }),
  ],
  [
    'stores the cursors of two accounts in one place',
    /should have rung and did not|rang and should not have|were due|twice|has not rung/,
    (ports) => {
      const { read, write, remove } = ports.settings;
      const place = (name: string): string => (name.startsWith('cursors/') ? 'cursors/all' : name);
      const settings = {
        read: (name: string) => read(place(name)),
        write: (name: string, value: object) => write(place(name), value),
        remove: (name: string) => remove(place(name)),
      };
      return { ...ports, settings };
    },
  ],
  [
    'stops fetching messages for a while after one conversation’s failed',
    /should have rung and did not|were due/,
    (ports) => {
      let failedAt = Number.NEGATIVE_INFINITY;
      return {
        ...ports,
        async fetch(input, init) {
          const request = new Request(input, init);
          if (request.method !== 'GET' || !isChat(new URL(request.url))) return ports.fetch(request);
          if (ports.clock.monotonic() - failedAt < 600_000) return new Response('', { status: 500 });
          const answer = await ports.fetch(request);
          if (answer.status >= 500) failedAt = ports.clock.monotonic();
          return answer;
        },
      };
    },
  ],
  [
    'refuses a list because of one conversation',
    /should have rung and did not|were due|although all is well|was not withdrawn/,
    (ports) => ({
      ...ports,
      async fetch(input, init) {
        const request = new Request(input, init);
        const answer = await ports.fetch(request);
        if (!isList(new URL(request.url)) || answer.status !== 200) return answer;
        const isOdd = /"unreadMessages":(-1|1e\+300|"many")/.test(await answer.clone().text());
        return isOdd ? new Response('', { status: 500 }) : answer;
      },
    }),
  ],
  [
    'never rings for a call with unknown participants',
    /a running call should have rung and did not/,
    (ports) => {
      let isFailing = false;
      return {
        ...withNotifier(ports, {
          show: (request) => (isFailing && request.key.endsWith('/call') ? undefined : ports.notifier.show(request)),
        }),
        async fetch(input, init) {
          const request = new Request(input, init);
          if (request.method !== 'GET' || !isChat(new URL(request.url))) return ports.fetch(request);
          isFailing = true;
          const answer = await ports.fetch(request);
          isFailing = answer.status !== 200 && answer.status !== 304;
          return answer;
        },
      };
    },
  ],
  [
    'reports no missed call beside a message that rings',
    /a missed call should have rung and did not/,
    (ports) => {
      let last = '';
      return withNotifier(ports, {
        show(request) {
          const place = request.key.slice(0, request.key.lastIndexOf('/'));
          if (request.key.endsWith('/missed-call') && place === last) return;
          last = place;
          ports.notifier.show(request);
        },
      });
    },
  ],
  [
    'asks for the list twice at once',
    /two requests for the list at once/,
    (ports) => ({
      ...ports,
      fetch: (input, init) => {
        const request = new Request(input, init);
        if (isList(new URL(request.url))) void ports.fetch(request.clone());
        return ports.fetch(request);
      },
    }),
  ],
  [
    'marks messages as read when it fetches them',
    /marks them as read|read marker/,
    (ports) => withAddress(ports, (url) => url.searchParams.delete('setReadMarker')),
  ],
  [
    'marks the user online',
    /marks the user online/,
    (ports) => withAddress(ports, (url) => url.searchParams.delete('noStatusUpdate')),
  ],
  [
    'asks only for deltas, never for a full list',
    /instead of|did not|not withdrawn/,
    (ports) => withAddress(ports, (url) => isList(url) && url.searchParams.set('modifiedSince', '4000000000')),
  ],
  [
    'never learns who took part in a call',
    /call (rang and should not have|should have rung)|was not withdrawn/,
    (ports) => ({
      ...ports,
      fetch: (input, init) => {
        const request = new Request(input, init);
        const looksBack = new URL(request.url).searchParams.get('lookIntoFuture') === '0';
        return looksBack ? Promise.resolve(new Response(null, { status: 304 })) : ports.fetch(request);
      },
    }),
  ],
  [
    'trusts "do not disturb" for a minute',
    /should have rung and did not|were due/,
    (ports) => {
      let heardAt = Number.NEGATIVE_INFINITY;
      return {
        ...ports,
        async fetch(input, init) {
          const request = new Request(input, init);
          const fresh = ports.clock.now() - heardAt <= 60_000;
          if (!request.url.endsWith('/user_status')) return ports.fetch(request);
          if (fresh) return new Response('{"ocs":{"meta":{"statuscode":200},"data":{"status":"dnd"}}}');
          const answer = await ports.fetch(request);
          if ((await answer.clone().text()).includes('"dnd"')) heardAt = ports.clock.now();
          return answer;
        },
      };
    },
  ],
  [
    'ignores the server’s notifications',
    /was announced by the server and has not rung/,
    (ports) => ({
      ...ports,
      fetch: (input, init) => {
        const request = new Request(input, init);
        const isNotices = request.url.endsWith('/notifications/api/v2/notifications');
        return isNotices ? Promise.resolve(new Response(null, { status: 304 })) : ports.fetch(request);
      },
    }),
  ],
  [
    'gets the same level for each thread',
    /rang and should not have|should have rung and did not|were due|has not rung/,
    (ports) => ({
      ...ports,
      fetch: (input, init) => {
        const request = new Request(input, init);
        const isThread = /\/threads\/\d+$/.test(request.url);
        const said = '{"ocs":{"meta":{"statuscode":200},"data":{"attendee":{"notificationLevel":0}}}}';
        return isThread ? Promise.resolve(new Response(said)) : ports.fetch(request);
      },
    }),
  ],
  [
    'announces invitations with a sound',
    /unknown kind|should have been told/,
    (ports) => ({
      ...ports,
      notifier: { ...ports.notifier, show: (request) => ports.notifier.show({ ...request, silent: false }) },
    }),
  ],
  [
    'loses each third card of its alarms',
    /does not ring|not on the card|never rang|left the card|is ringing after|is resting after/,
    (ports) => {
      let asked = 0;
      return {
        ...ports,
        bell: {
          show(card) {
            asked += 1;
            if (asked % 3 !== 0) ports.bell?.show(card);
          },
        },
      };
    },
  ],
  [
    'forgets its alarms when it ends',
    /not on the card|is on the card after its acknowledgement/,
    ({ settings, ...ports }) => ({
      ...ports,
      settings: { ...settings, read: (name) => (name.startsWith('alarms/') ? {} : settings.read(name)) },
    }),
  ],
  [
    'does not store acknowledgements',
    /is on the card after its acknowledgement/,
    ({ settings, ...ports }) => ({
      ...ports,
      settings: {
        ...settings,
        write(name, value) {
          const openIn = (book: object): number => ('open' in book && Array.isArray(book.open) ? book.open.length : 0);
          const isSeen = name.startsWith('alarms/') && openIn(value) < openIn(Object(settings.read(name)));
          return isSeen || settings.write(name, value);
        },
      },
    }),
  ],
  [
    'finds only the alarms that the list shows',
    /does not ring|never rang|rang and should not have|were due/,
    (ports) => ({
      ...ports,
      fetch: (input, init) => {
        const request = new Request(input, init);
        const url = new URL(request.url);
        const isOfAlarms = isChat(url) && url.searchParams.get('limit') === '100';
        return isOfAlarms ? ports.fetch(request).then(() => new Response(null, { status: 304 })) : ports.fetch(request);
      },
    }),
  ],
  [
    'notices no time that passes',
    /should have rung and did not|were due|is ringing after .* and not resting/,
    (ports) => ({ ...ports, clock: { ...ports.clock, monotonic: () => 0 } }),
  ],
  [
    'does not wait long enough',
    /again after|within ten seconds|Retry-After|requests in an idle hour/,
    (ports) => ({
      ...ports,
      clock: { ...ports.clock, after: (ms, callback) => ports.clock.after(Math.min(ms, 500), callback) },
    }),
  ],
];

function forgetful(read: Ports['settings']['read']): Ports['settings']['read'] {
  return (name) => (name.startsWith('cursors/') ? {} : read(name));
}

/** Stores the baseline, but not later cursors. */
function onlyOnce({ read, write }: Ports['settings']): Ports['settings']['write'] {
  return (name, value) => {
    const known = read(name);
    const isNew = typeof known !== 'object' || known === null || Object.keys(known).length === 0;
    return name.startsWith('cursors/') && !isNew ? true : write(name, value);
  };
}

const planted = broken.filter(([name]) => isFull || !rare.has(name));

it.each(planted)('notices an app that %s', async (_name, symptom, breakage) => {
  const tally = createTally();
  const result = await fc.check(
    fc.asyncProperty(schedules(), (schedule) => runSchedule(schedule, { port, overWire: false, tally, breakage })),
    { seed: 7, numRuns: RUNS, endOnFailure: true },
  );
  expect(result.failed).toBe(true);
  expect(String(result.errorInstance)).toMatch(symptom);
});

// In `npm test`, the model test itself shows this with its own schedules.
it.runIf(isFull)('raises no false alarm: the unbroken app passes the same schedules', async () => {
  const tally = createTally();
  const run = (schedule: Parameters<typeof runSchedule>[0]) => runSchedule(schedule, { port, overWire: false, tally });
  const result = await fc.check(fc.asyncProperty(schedules(), run), {
    seed: 7,
    numRuns: RUNS,
    endOnFailure: true,
  });
  expect(String(result.errorInstance ?? 'passed')).toBe('passed');
});
