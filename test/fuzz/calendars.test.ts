import * as v from 'valibot';
import { expect, it } from 'vitest';
import { createAppointments } from '../../main/core/companions/appointments/appointments.ts';
import { TalkmelderError } from '../../main/core/errors.ts';
import { AppointmentsContent } from '../../main/core/model/appointment.ts';
import { createFakeClock, type FakeClock } from '../fakes/clock.ts';
import { createFakeCompanionDeps } from '../fakes/companion-deps.ts';
import { isFull } from '../full.ts';
import { startNextcloud } from '../nextcloud/server.ts';
import { createRandom, type Random } from './random.ts';

/** How many mutated answers; the seed makes each run the same. */
const ANSWERS = isFull ? 20_000 : 150;
const SEED = 20_260_102;
const START = 1_800_000_000_000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** The app shows no more at once. */
const MOST_ITEMS = 50;

/** The good answers to the two questions about calendars, from the embedded server. */
async function goodAnswers(): Promise<{ calendars: string; occurrences: string }> {
  const nextcloud = await startNextcloud({ now: () => START });
  const { control } = nextcloud;
  control.addUser({ id: 'alice', displayName: 'Alice', password: 'alice' });
  control.addCalendar('alice', 'plan', 'Dienstplan', { colour: '#C62828' });
  const lines = ['RRULE:FREQ=DAILY', 'BEGIN:VALARM', 'ACTION:DISPLAY', 'TRIGGER:-PT30M', 'END:VALARM'];
  control.addEvent('alice', 'plan', {
    title: 'Dienst',
    place: 'Wache',
    start: START + HOUR,
    end: START + 2 * HOUR,
    lines,
  });
  control.addEvent('alice', 'plan', { title: 'Fest', start: '2027-01-16', end: '2027-01-18' });
  control.addEvent('alice', 'plan', { place: `${nextcloud.url}/call/abc`, start: START + DAY, cancelled: true });
  const answers: string[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const response = await globalThis.fetch(input, init);
    const text = await response.text();
    if (response.status === 207) answers.push(text.replaceAll(nextcloud.url, 'http://127.0.0.1:1'));
    return new Response(text, response);
  };
  await createAppointments(depsFor(nextcloud.url, fetch).deps).refresh();
  await nextcloud.close();
  const [calendars = '', , , occurrences = ''] = answers;
  return { calendars, occurrences };
}

function depsFor(server: string, fetch: typeof globalThis.fetch) {
  const clock = createFakeClock({ start: START });
  const opened: string[] = [];
  const deps = createFakeCompanionDeps({ server, fetch, clock, open: async (url) => void opened.push(url) });
  return { deps, clock, opened };
}

const PIECES = [
  '',
  '\u0000',
  '\u202e',
  '<',
  '>',
  '&',
  '&a;',
  '&#0;',
  '&#x110000;',
  '<!DOCTYPE a [<!ENTITY b "c">]>',
  '<![CDATA[',
  ']]>',
  '</d:response>',
  '<d:response>',
  '<d:__proto__>',
  'BEGIN:VEVENT\r\n',
  'END:VEVENT\r\n',
  'BEGIN:VALARM\r\n',
  'RRULE:FREQ=SECONDLY\r\n',
  'DTSTART;TZID=America/New_York:20270308T023000\r\n',
  'DTEND:00000000T000000Z\r\n',
  'DURATION:-P99999W\r\n',
  'TRIGGER:P9999999D\r\n',
  'SUMMARY:🚒\ud800\r\n',
  '\r\n ',
  '9'.repeat(400),
  'a'.repeat(20_000),
];

/** Lets time pass until the promise is settled. */
async function passWhile<T>(clock: FakeClock, asking: Promise<T>): Promise<T> {
  let isSettled = false;
  const settle = (): void => {
    isSettled = true;
  };
  asking.then(settle, settle);
  while (!isSettled) await clock.advance(1);
  return asking;
}

type Operator = (text: string, random: Random) => string;

const at = (text: string, random: Random): number => random.int(text.length + 1);
const operators: readonly Operator[] = [
  (text, random) => text.slice(0, at(text, random)),
  (text, random) => text.slice(at(text, random)),
  (text, random) => {
    const place = at(text, random);
    return text.slice(0, place) + random.pick(PIECES) + text.slice(place);
  },
  (text, random) => {
    const [from, length] = [at(text, random), random.int(200)];
    return text.slice(0, from) + text.slice(from + length);
  },
  (text, random) => text.replace(/\d+/g, (number) => (random.chance(0.02) ? random.pick(PIECES) : number)),
  (text, random) => text.replace(/\w+/g, (word) => (random.chance(0.01) ? random.pick(PIECES) : word)),
  (text, random) => text.replace(/\n/g, (end) => (random.chance(0.05) ? `${end}${random.pick(PIECES)}` : end)),
  (text, random) =>
    text
      .split('\n')
      .sort(() => random.next() - 0.5)
      .join('\n'),
  (text, random) => text.repeat(1 + random.int(4)),
];

const mutated = (text: string, random: Random): string => {
  let result = text;
  for (let count = 1 + random.int(3); count > 0; count -= 1) result = random.pick(operators)(result, random);
  return result;
};

it('mutated answers about calendars are read or refused; what is shown fits the contract, and links stay at home', {
  timeout: 900_000,
}, async () => {
  const random = createRandom(SEED);
  const good = await goodAnswers();
  expect(good.occurrences).toContain('DTSTART');
  const server = 'http://127.0.0.1:1';
  const xml = (body: string): Response =>
    new Response(body, { status: 207, headers: { 'Content-Type': 'application/xml' } });
  const counts = { read: 0, refused: 0, items: 0 };
  for (let number = 0; number < ANSWERS; number += 1) {
    const isAboutCalendars = random.chance(0.3);
    const answers = {
      PROPFIND: isAboutCalendars ? mutated(good.calendars, random) : good.calendars,
      REPORT: isAboutCalendars ? good.occurrences : mutated(good.occurrences, random),
    };
    const { deps, clock, opened } = depsFor(server, async (input) => {
      const method = input instanceof Request ? input.method : '';
      if (method === 'PROPFIND' || method === 'REPORT') return xml(answers[method]);
      return new Response('{"ocs":{"meta":{"statuscode":200,"status":"ok"},"data":[{"id":"calendar"}]}}');
    });
    const appointments = createAppointments(deps);
    try {
      const asking = appointments.refresh();
      const content = v.parse(AppointmentsContent, await passWhile(clock, asking));
      counts.read += 1;
      counts.items += content.items.length;
      expect(content.items.length).toBeLessThanOrEqual(MOST_ITEMS);
      for (const [place, item] of content.items.entries()) {
        expect(item.title + item.place).not.toMatch(/[\p{Cc}\u202a-\u202e]/u);
        expect(item.end).toBeGreaterThanOrEqual(item.start);
        if (place > 0) continue;
        if (item.canOpen)
          await appointments.act?.({ kind: 'open', account: '', companion: 'appointments', item: item.id });
        if (item.canJoin)
          await appointments.act?.({ kind: 'join', account: '', companion: 'appointments', item: item.id });
      }
      for (const url of opened) expect(url.startsWith(`${server}/`), url).toBe(true);
    } catch (error) {
      if (!(error instanceof TalkmelderError))
        throw new Error(`answer ${number}: ${JSON.stringify(answers)}`, { cause: error });
      counts.refused += 1;
    } finally {
      appointments.stop();
    }
  }
  console.table(counts);
  // A fuzzer that only produces one of the two verdicts tests nothing.
  expect(Math.min(counts.read, counts.refused, counts.items)).toBeGreaterThan(0);
});
