import { beforeEach, describe, expect, it } from 'vitest';
import type { AppointmentsContent } from '../../main/core/model/appointment.ts';
import type { CompanionView } from '../../main/core/model/companion.ts';
import { accountId, group, named, nextcloud, ports, replaceServer, restart, signIn, talkmelder } from '../fakes/pc.ts';
import { casesOf } from '../full.ts';
import type { Fault } from '../nextcloud/faults.ts';
import { asked, eventually, pass, polls, textsIn, useStationPc, write } from './station-pc.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const HOME = /\/dav\/calendars\/alice\/$/;
const PLAN = /\/dav\/calendars\/alice\/dienstplan\/$/;

useStationPc();

const now = (): number => ports.clock.now();
const view = (): CompanionView | undefined => talkmelder.companions().find(({ id }) => id === 'appointments');
const content = (): AppointmentsContent | null => {
  const shown = view()?.content;
  return shown?.of === 'appointments' ? shown : null;
};
const titles = (): string[] => content()?.items.map(({ title }) => title) ?? [];
const item = (title: string) => content()?.items.find((one) => one.title === title);
const reminders = (): string[] =>
  ports.notifier.asked.filter(({ key }) => key.includes('/appointment/')).map(({ title }) => title);

/** Signs in and switches appointments on. */
async function withAppointments(): Promise<void> {
  nextcloud.control.addCalendar('alice', 'dienstplan', 'Dienstplan', { colour: '#C62828' });
  await signIn();
  talkmelder.changeSettings({ companions: ['appointments'] });
}

const addEvent = (event: Parameters<typeof nextcloud.control.addEvent>[2]): void =>
  nextcloud.control.addEvent('alice', 'dienstplan', event);

const act = (action: object) =>
  talkmelder.actOnCompanion({ account: accountId(), companion: 'appointments', ...action } as never);

describe('appointments', () => {
  it('ask the server nothing until they are switched on', async () => {
    await signIn();
    talkmelder.look();
    await pass(3_600);
    expect([view()?.state, asked(HOME, 'PROPFIND')]).toEqual(['off', 0]);
  });

  it('show what is next, with times, whole days, and the conversation in which one takes place', async () => {
    await withAppointments();
    addEvent({ title: 'Dienstabend', place: 'Gerätehaus', start: now() + HOUR, end: now() + 3 * HOUR });
    addEvent({ title: 'Abgesagt', start: now() + 2 * HOUR, end: now() + 3 * HOUR, cancelled: true });
    addEvent({ title: 'Besprechung', place: `${nextcloud.url}/call/${group}`, start: now() + 26 * HOUR });
    addEvent({ title: 'Woanders', place: 'https://evil.example.org/call/abc', start: now() + 27 * HOUR });
    addEvent({ title: 'Vorbei', start: now() - 3 * HOUR, end: now() - 2 * HOUR });
    addEvent({ title: 'Zu fern', start: now() + 20 * 24 * HOUR });
    addEvent({ start: now() + 28 * HOUR });
    await eventually(titles).toEqual(['Dienstabend', 'Abgesagt', 'Besprechung', 'Woanders', '']);
    expect(item('Dienstabend')).toMatchObject({ place: 'Gerätehaus', canJoin: false, canOpen: true, allDay: false });
    expect(item('Abgesagt')?.cancelled).toBe(true);
    expect(item('Besprechung')).toMatchObject({ place: '', canJoin: true });
    expect(item('Woanders')).toMatchObject({ place: 'https://evil.example.org/call/abc', canJoin: false });
    expect(content()?.calendars.map(({ name, colour, canWrite }) => [name, colour, canWrite])).toEqual([
      ['Persönlich', '#00679e', true],
      ['Geburtstage von Kontakten', '#e9d859', false],
      ['Dienstplan', '#c62828', true],
    ]);
    await act({ kind: 'join', item: item('Besprechung')?.id });
    await act({ kind: 'open', item: item('Dienstabend')?.id });
    const path = Buffer.from('/remote.php/dav/calendars/alice/dienstplan/event-1.ics').toString('base64');
    expect(ports.opener.opened.slice(-2).map(({ url }) => url)).toEqual([
      `${nextcloud.url}/call/${group}`,
      `${nextcloud.url}/apps/calendar/edit/${encodeURIComponent(path)}`,
    ]);
  });

  it('are asked for again only in a calendar that has changed', async () => {
    await withAppointments();
    addEvent({ title: 'Dienstabend', start: now() + 5 * HOUR });
    await eventually(titles).toEqual(['Dienstabend']);
    const before = asked(PLAN, 'REPORT');
    const home = asked(HOME, 'PROPFIND');
    await pass(3_600);
    expect([asked(PLAN, 'REPORT') - before, asked(HOME, 'PROPFIND') - home]).toEqual([0, 4]);
    addEvent({ title: 'Übung', start: now() + HOUR });
    await eventually(titles).toEqual(['Übung', 'Dienstabend']);
    expect(asked(PLAN, 'REPORT') - before).toBe(1);
  });

  it('of a hidden calendar are neither asked for nor shown, also after a restart', async () => {
    await withAppointments();
    addEvent({ title: 'Dienstabend', start: now() + 5 * HOUR });
    await eventually(titles).toEqual(['Dienstabend']);
    const plan = content()?.calendars.find(({ name }) => name === 'Dienstplan')?.id;
    await act({ kind: 'show-calendar', calendar: plan, shown: false });
    expect(titles()).toEqual([]);
    await restart(() => nextcloud.control.clearRequests());
    await eventually(() => view()?.state).toBe('ready');
    expect([titles(), asked(PLAN, 'REPORT')]).toEqual([[], 0]);
    await act({ kind: 'show-calendar', calendar: plan, shown: true });
    expect(titles()).toEqual(['Dienstabend']);
  });

  it('remind a quarter of an hour before, and when the appointment asks for it, once each', async () => {
    await withAppointments();
    const lines = ['BEGIN:VALARM', 'ACTION:DISPLAY', 'TRIGGER:-PT1H', 'END:VALARM'];
    const start = now() + 2 * HOUR;
    const passUntil = (at: number) => pass((at - now()) / 1_000);
    addEvent({ title: 'Übung', place: 'Gerätehaus', start, lines });
    addEvent({ title: 'Abgesagt', start: now() + 2 * HOUR, cancelled: true });
    addEvent({ title: 'Ganzer Tag', start: new Date(now() + 24 * HOUR).toISOString().slice(0, 10) });
    await eventually(titles).toContain('Übung');
    await passUntil(start - HOUR - MINUTE);
    expect(reminders()).toEqual([]);
    await passUntil(start - HOUR + MINUTE);
    expect(reminders()).toEqual(['Übung']);
    await restart(() => {});
    await passUntil(start - 16 * MINUTE);
    expect(reminders()).toEqual(['Übung']);
    await passUntil(start - 14 * MINUTE);
    expect(reminders()).toEqual(['Übung', 'Übung']);
    expect(ports.notifier.asked.at(-1)?.body).toContain('Gerätehaus');
    await pass(2 * 3_600);
    await restart(() => {});
    await pass(1_800);
    expect(reminders()).toEqual(['Übung', 'Übung']);
    const stored = [...ports.settings.documents.values()].join();
    for (const text of ['bung', 'Ger', 'Dienst', 'dienstplan']) expect(stored).not.toContain(text);
  });

  it('remind without a sound in quiet hours, and without a title where texts are off', async () => {
    await withAppointments();
    addEvent({ title: 'Übung', place: 'Gerätehaus', start: now() + 30 * MINUTE });
    talkmelder.pause('hour');
    talkmelder.changeSettings({ previewText: false });
    await eventually(() => view()?.state).toBe('ready');
    await pass(16 * 60);
    const shown = ports.notifier.asked.filter(({ key }) => key.includes('/appointment/'));
    expect(shown.map(({ title, silent }) => [title, silent])).toEqual([['Appointment', true]]);
    expect(shown[0]?.body).not.toContain('Gerätehaus');
  });

  it('that are cancelled take their reminder back', async () => {
    await withAppointments();
    addEvent({ uid: 'one', title: 'Übung', start: now() + 40 * MINUTE });
    await eventually(titles).toEqual(['Übung']);
    await pass(26 * 60);
    const isVisible = () => [...ports.notifier.visible.keys()].some((key) => key.includes('/appointment/'));
    expect(isVisible()).toBe(true);
    addEvent({ uid: 'one', title: 'Übung', start: now() + 10 * MINUTE, cancelled: true });
    await act({ kind: 'refresh' });
    expect(isVisible()).toBe(false);
  });

  it('lose title and place in their reminder when no person is at the station any more', async () => {
    await withAppointments();
    talkmelder.changeSettings({ station: true });
    addEvent({ title: 'Übung', place: 'Gerätehaus', start: now() + 20 * MINUTE });
    await eventually(titles).toEqual(['Übung']);
    await pass(6 * 60);
    const visible = () => [...ports.notifier.visible.values()].filter(({ key }) => key.includes('/appointment/'));
    expect(visible().map(({ title }) => title)).toEqual(['Übung']);
    const asked = reminders().length;
    talkmelder.lockScreen();
    expect(visible().map(({ title, body }) => [title, body.includes('Gerätehaus')])).toEqual([['Appointment', false]]);
    expect(reminders()).toHaveLength(asked);
  });

  it('that are switched off while the server answers neither remind nor leave anything behind', async () => {
    await withAppointments();
    addEvent({ title: 'Übung', start: now() + 20 * MINUTE });
    const answered = Promise.withResolvers<void>();
    let isReached = false;
    const { fetch } = ports;
    ports.fetch = async (input, init) => {
      const response = await fetch(input, init);
      if (input instanceof Request && input.method === 'REPORT') {
        isReached = true;
        await answered.promise;
      }
      return response;
    };
    await restart(() => {});
    await eventually(() => isReached).toBe(true);
    talkmelder.changeSettings({ companions: [] });
    answered.resolve();
    await pass(1_800);
    expect([
      reminders(),
      [...ports.settings.documents.keys()].filter((name) => name.startsWith('appointments/')),
    ]).toEqual([[], []]);
  });

  it('are stored once, however often a new one is sent', async () => {
    await withAppointments();
    await eventually(() => view()?.state).toBe('ready');
    const calendar = content()?.calendars.find(({ name }) => name === 'Dienstplan')?.id;
    const start = now() + HOUR;
    const about = { kind: 'create-appointment', calendar, title: 'Übung; mit, Komma\nund Zeile', conversation: group };
    const action = { ...about, start, end: start + HOUR, open: false, id: 'a'.repeat(64) };
    nextcloud.control.fail('drop', { path: /\.ics$/, method: 'PUT', count: 1 });
    await expect(act(action)).rejects.toThrow();
    await act(action);
    await act(action);
    expect(nextcloud.control.eventsIn('alice', 'dienstplan')).toHaveLength(1);
    expect(content()?.items).toMatchObject([{ title: 'Übung; mit, Komma und Zeile', canJoin: true, start }]);
    const birthdays = content()?.calendars.find(({ canWrite }) => !canWrite)?.id;
    await expect(act({ ...action, calendar: birthdays })).rejects.toThrow(RangeError);
  });

  it('come from the dashboard where CalDAV does not answer, and are not offered where that is missing, too', async () => {
    await replaceServer({ now });
    nextcloud.control.setCalendars({ calDav: false });
    await withAppointments();
    const start = now() + HOUR;
    addEvent({ title: 'Dienstabend', place: 'Gerätehaus', start, end: now() + 2 * HOUR });
    addEvent({ title: 'Besprechung', place: `${nextcloud.url}/call/${group}`, start: start + HOUR });
    await eventually(titles).toEqual(['Dienstabend', 'Besprechung']);
    expect(item('Besprechung')).toMatchObject({ canJoin: true, place: '' });
    expect(item('Dienstabend')).toMatchObject({ place: 'Gerätehaus', start: Math.floor(start / 1_000) * 1_000 });
    nextcloud.control.setCalendars({ upcomingEvents: false });
    await act({ kind: 'refresh' });
    expect(view()).toMatchObject({ state: 'unavailable', content: null });
  });

  it.each(casesOf([403, 404], [405, 501]))(
    'whose calendars a gateway refuses with %i fail until it is over',
    async (status) => {
      const end = nextcloud.control.fail(page(status), { path: /\/dav\/calendars\// });
      await withAppointments();
      addEvent({ title: 'Dienstabend', start: now() + 30 * HOUR });
      await eventually(() => view()?.state).toBe('failed');
      expect([content(), asked(/events\/upcoming$/)]).toEqual([null, 0]);
      end();
      await eventually(titles).toEqual(['Dienstabend']);
    },
  );

  it('stay when a gateway refuses what the dashboard tells', async () => {
    await replaceServer({ now });
    nextcloud.control.setCalendars({ calDav: false });
    await withAppointments();
    addEvent({ title: 'Dienstabend', start: now() + 30 * HOUR });
    await eventually(titles).toEqual(['Dienstabend']);
    nextcloud.control.fail(page(404), { path: /events\/upcoming$/ });
    await act({ kind: 'refresh' });
    expect([view()?.state, titles()]).toEqual(['failed', ['Dienstabend']]);
  });

  it('that a gateway refuses to store are not taken for stored', async () => {
    await withAppointments();
    await eventually(() => view()?.state).toBe('ready');
    const calendar = content()?.calendars.find(({ name }) => name === 'Dienstplan')?.id;
    const times = { start: now() + HOUR, end: now() + 2 * HOUR };
    const about = { kind: 'create-appointment', calendar, title: 'Übung', conversation: null, open: false };
    const action = { ...about, ...times, id: 'b'.repeat(64) };
    nextcloud.control.fail(page(412), { path: /\.ics$/, method: 'PUT', count: 1 });
    await expect(act(action)).rejects.toThrow();
    await act(action);
    expect(nextcloud.control.eventsIn('alice', 'dienstplan')).toHaveLength(1);
  });

  it('of the dashboard are whole days only where the server says so', async () => {
    await replaceServer({ now });
    nextcloud.control.setCalendars({ calDav: false });
    await withAppointments();
    const day = (ahead: number): string => new Date(now() + ahead * 24 * HOUR).toISOString().slice(0, 10);
    const place = `${nextcloud.url}/call/${group}`;
    const evening = Date.parse(`${day(2)}T00:00:00Z`);
    addEvent({ title: 'Sitzung', start: evening, end: evening + HOUR });
    addEvent({ title: 'Konferenz', place, start: evening, end: evening + HOUR });
    addEvent({ title: 'Klausur', place, start: day(3), end: day(5) });
    nextcloud.control.addEvent('alice', 'contact_birthdays', { title: 'Karl', start: day(4), end: day(5) });
    await eventually(titles).toHaveLength(4);
    expect(item('Sitzung')).toMatchObject({ allDay: false, start: evening, end: evening });
    expect(item('Konferenz')).toMatchObject({ allDay: false, start: evening, end: evening + HOUR });
    const midnight = (text: string): number => new Date(`${text}T00:00:00`).getTime();
    expect(item('Klausur')).toMatchObject({ allDay: true, start: midnight(day(3)), end: midnight(day(5)) });
    expect(item('Karl')).toMatchObject({ allDay: true, start: midnight(day(4)), end: midnight(day(5)) });
    ports.clock.jump(evening - now() - 20 * MINUTE);
    await pass(6 * 60);
    expect(reminders()).toEqual(expect.arrayContaining(['Sitzung', 'Konferenz']));
  });

  it('are not shown while no person is at a station', async () => {
    await withAppointments();
    addEvent({ title: 'Dienstabend', start: now() + HOUR });
    await eventually(titles).toEqual(['Dienstabend']);
    talkmelder.changeSettings({ station: true });
    talkmelder.lockScreen();
    expect(talkmelder.companions()).toEqual([]);
    talkmelder.unlockScreen();
    expect(titles()).toEqual(['Dienstabend']);
  });

  it('of an account that is disconnected leave nothing behind', async () => {
    await withAppointments();
    addEvent({ title: 'Dienstabend', start: now() + 20 * MINUTE });
    await eventually(titles).toEqual(['Dienstabend']);
    await pass(6 * 60);
    expect(ports.settings.documents.has(`appointments/${accountId()}`)).toBe(true);
    const id = accountId();
    await talkmelder.disconnect(id);
    expect(ports.settings.documents.has(`appointments/${id}`)).toBe(false);
    nextcloud.control.clearRequests();
    await pass(3_600);
    expect(asked(HOME, 'PROPFIND')).toBe(0);
  });
});

const object = (content: string): string =>
  `<d:response><d:href>/remote.php/dav/calendars/alice/dienstplan/x.ics</d:href><d:propstat><d:prop><cal:calendar-data>${content}</cal:calendar-data></d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>`;
const answer = (inner: string, before = ''): Fault => ({
  status: 207,
  page: `<?xml version="1.0"?>\n${before}<d:multistatus xmlns:d="DAV:" xmlns:cal="urn:ietf:params:xml:ns:caldav">${inner}</d:multistatus>`,
  contentType: 'application/xml',
});
const event = (...lines: string[]): string =>
  ['BEGIN:VCALENDAR', 'BEGIN:VEVENT', 'UID:x', ...lines, 'END:VEVENT', 'END:VCALENDAR'].join('\r\n');

const page = (status: number): Fault => ({ status, page: '<html><h1>Refused by the firewall</h1></html>' });
const BOMB = `<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa">${Array.from({ length: 20 }, (_, n) => `<!ENTITY a${n} "${`&a${n === 0 ? '' : n - 1};`.repeat(10)}">`).join('')}]>`;

/** Everything that a broken or hostile server may answer. */
const FAULTS = casesOf<[string, Fault]>(
  [
    ['a failure', { status: 500 }],
    ...[401, 404].map((status): [string, Fault] => [`a ${status} page of a gateway`, page(status)]),
    ['10 MB', { body: 'x'.repeat(10 * 1024 * 1024), contentType: 'application/xml' }],
    ['nothing for ever', 'hang'],
    ['entities that expand', answer(object('&a19;'), BOMB)],
    ['a redirect elsewhere', { redirect: 'https://evil.example.org/' }],
  ],
  [
    ...[502, 403, 405, 410, 501].map((status): [string, Fault] => [`a ${status} page of a gateway`, page(status)]),
    ['HTML', 'html'],
    ['an answer that is cut off', 'cut-body'],
    ['nothing', 'drop'],
    ['elements in elements', answer(`<d:response>${'<a>'.repeat(50_000)}</d:response>`)],
    ['JSON', { body: '{"ocs":{}}' }],
  ],
);

describe('while appointments fail', () => {
  beforeEach(async () => {
    await withAppointments();
    addEvent({ title: 'Dienstabend', start: now() + 30 * HOUR });
    await eventually(titles).toEqual(['Dienstabend']);
  });

  it.each(FAULTS)('conversations ring on, and the window keeps what it knows: %s', async (_name, fault) => {
    nextcloud.control.fail(fault, { path: /\/dav\// });
    addEvent({ title: 'Übung', start: now() + 29 * HOUR });
    write(group, 'vorher');
    await polls(2);
    void act({ kind: 'refresh' }).catch(() => {});
    write(group, 'währenddessen');
    await eventually(() => textsIn(group)).toEqual(['vorher', 'währenddessen']);
    await eventually(() => view()?.state).toBe('failed');
    expect(titles()).toEqual(['Dienstabend']);
    nextcloud.control.clearFaults();
    await eventually(titles).toEqual(['Übung', 'Dienstabend']);
    expect(view()?.state).toBe('ready');
  });
});

/** Appointments that a hostile person may have put into a shared calendar, and the titles that are shown in spite of them. */
const CONTENTS: [string, () => Fault, (shown: string[]) => void][] = [
  [
    'a line of a megabyte',
    () => answer(object(event(`DTSTART:${soon()}`, `SUMMARY:${'x'.repeat(200_000)}`)) + good()),
    (shown) => expect(shown.map((title) => title.length)).toEqual([200, 3]),
  ],
  [
    'a longer object than any person has',
    () => answer(object(event(`DTSTART:${soon()}`, `SUMMARY:${'x'.repeat(1_000_000)}`)) + good()),
    (shown) => expect(shown).toEqual(['Gut']),
  ],
  [
    'rules without end',
    () =>
      answer(
        object(event(`DTSTART:${soon()}`, 'RRULE:FREQ=SECONDLY', 'SUMMARY:Bombe')) +
          object(event('DTSTART:19000101T000000Z', 'RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31', 'SUMMARY:Nie')) +
          good(),
      ),
    (shown) => expect(shown).toEqual(['Bombe', 'Gut']),
  ],
  [
    'components in components',
    () => answer(object(`BEGIN:VCALENDAR\r\n${'BEGIN:VEVENT\r\n'.repeat(10_000)}`) + good()),
    (shown) => expect(shown).toEqual(['Gut']),
  ],
  [
    'a time zone with a rule without end',
    () =>
      answer(
        object(
          `BEGIN:VCALENDAR\r\nBEGIN:VTIMEZONE\r\nTZID:X\r\nBEGIN:STANDARD\r\nDTSTART:16010101T000000\r\nRRULE:FREQ=SECONDLY\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0100\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT\r\nUID:z\r\nDTSTART;TZID=X:${soon().slice(0, -1)}\r\nSUMMARY:Zone\r\nEND:VEVENT\r\nEND:VCALENDAR`,
        ) + good(),
      ),
    (shown) => expect(shown).toContain('Gut'),
  ],
  [
    'ten thousand appointments',
    () =>
      answer(
        Array.from({ length: 10_000 }, (_, n) =>
          object(event(`UID:${n}`, `DTSTART:${soon()}`, `SUMMARY:T${n}`).replace('UID:x\r\n', '')),
        ).join(''),
      ),
    (shown) => expect(shown).toHaveLength(50),
  ],
  [
    'characters that turn the text',
    () => answer(object(event(`DTSTART:${soon()}`, 'SUMMARY:\u202Egnubü&#8203;&#8238;&lt;b&gt;')) + good()),
    (shown) => expect(shown).toEqual(['gnubü<b>', 'Gut']),
  ],
  [
    'times that do not exist',
    () => answer(object(event('DTSTART:20269999T999999Z', 'SUMMARY:Nie')) + object(event('SUMMARY:Nie')) + good()),
    (shown) => expect(shown).toEqual(['Gut']),
  ],
  [
    'an address outside the calendars',
    () =>
      answer(
        object(event(`DTSTART:${soon()}`, 'SUMMARY:Fremd')).replace(
          '/remote.php/dav/calendars/alice/',
          'https://evil.example.org/',
        ) +
          object(event(`DTSTART:${soon()}`, 'SUMMARY:Bob')).replace('/alice/', '/alice/../bob/') +
          good(),
      ),
    (shown) => expect(shown).toEqual(['Gut']),
  ],
];

const utc = (at: number): string => `${new Date(at).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
const soon = (): string => utc(now() + 30 * HOUR);
const good = (): string =>
  object(event(`DTSTART:${utc(now() + 31 * HOUR)}`, 'SUMMARY:Gut').replace('UID:x', 'UID:gut')).replace(
    'x.ics',
    'y.ics',
  );

describe('hostile appointments', () => {
  it.each(CONTENTS)('%s: the others are shown, and conversations ring on', async (_name, fault, check) => {
    nextcloud.control.fail(fault(), { path: PLAN, method: 'REPORT' });
    await withAppointments();
    write(group, 'vorher');
    await eventually(() => textsIn(group)).toEqual(['vorher']);
    await eventually(() => view()?.state).toBe('ready');
    check(titles());
    write(group, 'danach');
    await eventually(() => textsIn(group)).toEqual(['vorher', 'danach']);
    expect(named(group)).toContain('.');
  });
});
