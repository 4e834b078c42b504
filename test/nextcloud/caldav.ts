import { type Calendar, newCalendar, type OccurrenceFound, occurrencesOf, putObject, sabreText } from './calendars.ts';
import type { Context, Reply } from './http.ts';
import type { User } from './model.ts';
import { type OcsRoute, type PageRoute, routes } from './router.ts';
import { randomWord, type World } from './world.ts';

const NAMESPACES =
  'xmlns:d="DAV:" xmlns:s="http://sabredav.org/ns" xmlns:cal="urn:ietf:params:xml:ns:caldav" xmlns:cs="http://calendarserver.org/ns/" xmlns:card="urn:ietf:params:xml:ns:carddav" xmlns:oc="http://owncloud.org/ns" xmlns:nc="http://nextcloud.org/ns"';
const DAV =
  '1, 3, extended-mkcol, access-control, calendarserver-principal-property-search, oc-resource-sharing, calendar-access, calendar-proxy, calendar-auto-schedule, calendar-availability, nc-calendar-trashbin, nc-calendar-webcal-cache, calendarserver-subscribed, oc-calendar-publishing, calendarserver-sharing, nc-paginate, nextcloud-checksum-update, nc-calendar-search, nc-enable-birthday-calendar';
const DAY_S = 86_400;

/** DAV answers come from Sabre, before Nextcloud's app framework. */
export const davReply = (status: number, body = '', headers: Record<string, string> = {}): Reply => ({
  status,
  bare: true,
  headers: {
    'Content-Type': body === '' ? 'text/html; charset=UTF-8' : 'application/xml; charset=utf-8',
    ...(status < 400 && { 'X-Debug-Token': randomWord(20), 'X-Request-Id': randomWord(20) }),
    ...headers,
  },
  body,
});

export const notFound = (name: string): Reply =>
  davReply(
    404,
    `<?xml version="1.0" encoding="utf-8"?>\n<d:error xmlns:d="DAV:" xmlns:s="http://sabredav.org/ns">\n  <s:exception>Sabre\\DAV\\Exception\\NotFound</s:exception>\n  <s:message>Node with name '${name}' could not be found</s:message>\n</d:error>\n`,
  );

const refusal = (status: number, kind: string): Reply =>
  davReply(
    status,
    `<?xml version="1.0" encoding="utf-8"?>\n<d:error xmlns:d="DAV:" xmlns:s="http://sabredav.org/ns">\n  <s:exception>Sabre\\DAV\\Exception\\${kind}</s:exception>\n</d:error>\n`,
  );

export const escaped = (text: string): string =>
  text.replace(/[&<>"\r]/g, (mark) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[mark] ?? '&#13;');

export const multistatus = (responses: readonly string[], headers: Record<string, string> = {}): Reply => {
  const root = responses.length === 0 ? '/>' : `>${responses.join('')}</d:multistatus>`;
  return davReply(207, `<?xml version="1.0"?>\n<d:multistatus ${NAMESPACES}${root}\n`, headers);
};

/** Sabre declares other namespaces where they are used. */
const tag = (name: string): string => (name.startsWith('x1:') ? `${name} xmlns:x1="http://apple.com/ns/ical/"` : name);

/** Writes the wanted properties that exist, and the others under 404, as Sabre does. */
export const response = (href: string, wanted: readonly string[], props: Readonly<Record<string, string>>): string => {
  const there = wanted.filter((name) => props[name] !== undefined);
  const missing = wanted.filter((name) => props[name] === undefined);
  const propstat = (names: readonly string[], status: string, content: (name: string) => string): string =>
    names.length === 0
      ? ''
      : `<d:propstat><d:prop>${names.map(content).join('')}</d:prop><d:status>HTTP/1.1 ${status}</d:status></d:propstat>`;
  const found = propstat(there, '200 OK', (name) => {
    const value = props[name] ?? '';
    return value === '' ? `<${tag(name)}/>` : `<${tag(name)}>${value}</${name}>`;
  });
  return `<d:response><d:href>${href}</d:href>${found}${propstat(missing, '404 Not Found', (name) => `<${tag(name)}/>`)}</d:response>`;
};

/** Returns the wanted properties under the prefixes of the answer. */
const wantedIn = (body: string): string[] => {
  const inner = /<d:prop>([\s\S]*?)<\/d:prop>/.exec(body)?.[1] ?? '';
  const prefixes: Record<string, string> = { c: 'cal', a: 'x1', card: 'card', cs: 'cs', oc: 'oc', d: 'd' };
  return [...inner.matchAll(/<(\w+):([\w-]+)[\s/>]/g)].map(
    ([, prefix = '', name = '']) => `${prefixes[prefix]}:${name}`,
  );
};

const propsOf = (calendar: Calendar): Record<string, string> => ({
  'd:displayname': escaped(calendar.name),
  'd:resourcetype': '<d:collection/><cal:calendar/>',
  'cal:supported-calendar-component-set': calendar.components.map((name) => `<cal:comp name="${name}"/>`).join(''),
  'x1:calendar-color': calendar.colour,
  'cs:getctag': `http://sabre.io/ns/sync/${calendar.revision}`,
  'd:sync-token': `http://sabre.io/ns/sync/${calendar.revision}`,
  'd:current-user-privilege-set': (calendar.readOnly ? ['read'] : ['read', 'write', 'write-content', 'bind'])
    .map((name) => `<d:privilege><d:${name}/></d:privilege>`)
    .join(''),
});

/** The folders beside a user's calendars. */
const FOLDERS = {
  inbox: '<cal:schedule-inbox/>',
  outbox: '<cal:schedule-outbox/>',
  trashbin: '<x2:trash-bin xmlns:x2="http://nextcloud.com/ns"/>',
};

export const root = (world: World): string => `${world.options.path}/remote.php/dav`;

const time = (text: string | undefined, fallback: number): number => {
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text ?? '')?.map(Number) ?? [];
  return year === undefined
    ? fallback
    : Date.UTC(year, (month ?? 1) - 1, day ?? 1, hour ?? 0, minute ?? 0, second ?? 0);
};

const query = ({ world, user, params, body }: Context): Reply => {
  const calendar = user?.calendars.get(params.calendar ?? '');
  if (!user || !calendar) return notFound(params.calendar ?? '');
  const range = /<c:time-range start="(\w+)" end="(\w+)"/.exec(body);
  const [from, until] = [time(range?.[1], 0), time(range?.[2], 8e15)];
  const wanted = wantedIn(body).filter((name) => name === 'd:getetag' || name === 'cal:calendar-data');
  const responses = [...calendar.objects].flatMap(([uri, object]) => {
    const found = occurrencesOf(uri, object, from, until);
    if (found.length === 0) return [];
    const data = body.includes('<c:expand') ? sabreText(found.map(({ component }) => component)) : object.text;
    const href = `${root(world)}/calendars/${user.id}/${calendar.uri}/${uri}`;
    return response(href, wanted, { 'd:getetag': escaped(object.etag), 'cal:calendar-data': escaped(data) });
  });
  return multistatus(responses);
};

/** Answers only users about themselves. */
const own =
  (handle: (context: Context, user: User) => Reply) =>
  (context: Context): Reply => {
    const { user, params, world } = context;
    if (!world.calDav) return refusal(405, 'MethodNotAllowed');
    return user && params.user === user.id ? handle(context, user) : notFound(params.user ?? '');
  };

/** A user's calendars, as far as a small client uses them. Source: the recordings, RFC 4791. */
export const calendarPages: PageRoute[] = routes(
  '/remote.php/dav',
  { withoutCsrfCheck: true },
  {
    'PROPFIND /': ({ world, user, body }) =>
      multistatus(
        [
          response(`${root(world)}/`, wantedIn(body), {
            'd:current-user-principal': `<d:href>${root(world)}/principals/users/${user?.id}/</d:href>`,
          }),
        ],
        { Dav: DAV },
      ),
    'PROPFIND /principals/users/{user}/': own(({ world, body }, user) =>
      multistatus(
        [
          response(`${root(world)}/principals/users/${user.id}/`, wantedIn(body), {
            'cal:calendar-home-set': `<d:href>${root(world)}/calendars/${user.id}/</d:href>`,
            'card:addressbook-home-set': `<d:href>${root(world)}/addressbooks/users/${user.id}/</d:href>`,
            'd:displayname': escaped(user.displayName),
          }),
        ],
        { Dav: DAV },
      ),
    ),
    'PROPFIND /calendars/{user}/': own(({ world, body }, user) => {
      const home = `${root(world)}/calendars/${user.id}/`;
      const wanted = wantedIn(body);
      return multistatus(
        [
          response(home, wanted, { 'd:resourcetype': '<d:collection/>' }),
          ...[...user.calendars.values()].map((calendar) =>
            response(`${home}${calendar.uri}/`, wanted, propsOf(calendar)),
          ),
          ...Object.entries(FOLDERS).map(([name, type]) =>
            response(`${home}${name}/`, wanted, { 'd:resourcetype': `<d:collection/>${type}` }),
          ),
        ],
        { Dav: DAV },
      );
    }),
    'MKCALENDAR /calendars/{user}/{calendar}/': own(({ params, body }, user) => {
      const uri = params.calendar ?? '';
      if (user.calendars.has(uri)) return refusal(405, 'MethodNotAllowed');
      const name = /<d:displayname>([^<]*)</.exec(body)?.[1] ?? uri;
      const colour = /<a:calendar-color>([^<]*)</.exec(body)?.[1] ?? '#00679e';
      user.calendars.set(uri, newCalendar(uri, name, { colour }));
      return davReply(201);
    }),
    'REPORT /calendars/{user}/{calendar}/': own(query),
    'PUT /calendars/{user}/{calendar}/{object}': own(({ params, body, headers }, user) => {
      const calendar = user.calendars.get(params.calendar ?? '');
      if (!calendar) return notFound(params.calendar ?? '');
      if (calendar.readOnly) return refusal(403, 'Forbidden');
      const uri = params.object ?? '';
      if (headers['if-none-match'] === '*' && calendar.objects.has(uri)) return refusal(412, 'PreconditionFailed');
      const { etag } = putObject(calendar, uri, body);
      return davReply(201, '', { ETag: etag, 'OC-ETag': etag });
    }),
  },
);

const pageOf = (world: World, user: User, calendar: Calendar, uri: string): string => {
  const path = `${root(world)}/calendars/${user.id}/${calendar.uri}/${uri}`;
  return world.pageUrl(`/apps/calendar/edit/${Buffer.from(path).toString('base64')}`);
};

interface Next {
  calendar: Calendar;
  occurrence: OccurrenceFound;
}

/** Returns the next occurrence of each appointment within a week, without cancelled ones and those without a title. */
const nextOf = (world: World, user: User): Next[] =>
  [...user.calendars.values()].flatMap((calendar) =>
    [...calendar.objects].flatMap(([uri, object]) => {
      const occurrence = occurrencesOf(uri, object, world.nowMs(), world.nowMs() + 14 * DAY_S * 1000)[0];
      const text = (name: string): unknown => occurrence?.component.getFirstPropertyValue(name);
      return !occurrence || text('status') === 'CANCELLED' || !text('summary') ? [] : [{ calendar, occurrence }];
    }),
  );

const textIn = ({ occurrence }: Next, name: string): string | null => {
  const value = occurrence.component.getFirstPropertyValue(name);
  return value === null ? null : String(value);
};

const roomIn = (world: World, next: Next) => {
  const token = /\/call\/(\w+)/.exec(textIn(next, 'location') ?? '')?.[1];
  return token === undefined ? undefined : world.rooms.get(token);
};

/** What the dashboard and Talk tell of the next appointments. */
export const upcomingRoutes: OcsRoute[] = [
  ...routes(
    '/apps/dav/api/v1',
    {},
    {
      'GET /events/upcoming': ({ world, user, query: asked }) => {
        if (!user || !world.upcomingEvents) return { status: 404, code: 998, data: [] };
        const wanted = asked.get('location');
        const events = nextOf(world, user).filter((next) =>
          wanted === null ? !roomIn(world, next) : (textIn(next, 'location') ?? '').endsWith(new URL(wanted).pathname),
        );
        return {
          data: {
            events: events.map((next) => ({
              uri: next.occurrence.uri,
              recurrenceId: next.occurrence.isRecurring ? next.occurrence.start / 1000 : null,
              calendarUri: next.calendar.uri,
              start: next.occurrence.start / 1000,
              summary: textIn(next, 'summary'),
              location: textIn(next, 'location'),
              calendarAppUrl: world.calendarApp ? pageOf(world, user, next.calendar, next.occurrence.uri) : null,
            })),
          },
        };
      },
    },
  ),
  ...routes(
    '/apps/spreed/api/v4',
    { app: 'talk' },
    {
      'GET /dashboard/events': ({ world, user }) => ({
        data: !user
          ? []
          : nextOf(world, user).flatMap((next) => {
              const room = roomIn(world, next);
              if (!room) return [];
              return {
                calendars: [
                  {
                    principalUri: next.calendar.uri,
                    calendarName: next.calendar.name,
                    calendarColor: next.calendar.colour,
                  },
                ],
                eventName: textIn(next, 'summary'),
                eventLink: pageOf(world, user, next.calendar, next.occurrence.uri),
                start: next.occurrence.start / 1000,
                end: next.occurrence.end / 1000,
                roomToken: room.token,
                roomAvatarVersion: randomWord(8),
                roomName: room.name,
                roomDisplayName: room.name,
                roomType: 2,
                eventDescription: null,
                eventAttachments: [],
                roomActiveSince: null,
                accepted: null,
                tentative: null,
                declined: null,
                invited: null,
              };
            }),
      }),
    },
  ),
];

/** The apps that the server can have; calendar and News are among them only if they are installed. */
const APPS = [
  ['dashboard', 'Dashboard', -10],
  ['spreed', 'Talk', -5],
  ['files', 'Dateien', 0],
  ['activity', 'Aktivität', 1],
  ['mail', 'E-Mail', 3],
  ['contacts', 'Kontakte', 4],
  ['calendar', 'Kalender', 5],
  ['news', 'News', 7],
  ['notes', 'Notizen', 10],
] as const;

export const navigationRoutes: OcsRoute[] = routes(
  '/core',
  {},
  {
    'GET /navigation/apps': ({ world }) => ({
      data: APPS.filter(
        ([id]) => (id !== 'calendar' || world.calendarApp) && (id !== 'news' || world.news !== null),
      ).map(([id, name, order]) => ({
        id,
        order,
        href: world.pageUrl(`/apps/${id}/`),
        icon: `${world.ownUrl}/apps/${id}/img/app.svg`,
        type: 'link',
        name,
        app: id,
        active: false,
        unread: 0,
        classes: '',
        default: id === 'dashboard',
      })),
      headers: { ETag: `"${randomWord(32)}"` },
    }),
  },
);
