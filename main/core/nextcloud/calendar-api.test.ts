import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/clock.ts';
import { createFakeLogger } from '../../../test/fakes/logger.ts';
import { createCalendarApi } from './calendar-api.ts';
import { createClient } from './client.ts';
import { createContactsApi } from './contacts-api.ts';

const SERVER = 'https://cloud.example.org';

/** @param hrefs the addresses that the server names, each of a calendar and an address book */
function apisOf(user: string, hrefs: readonly string[]) {
  const clock = createFakeClock();
  const elements = hrefs.map(
    (href) =>
      `<d:response><d:href>${href}</d:href><d:propstat><d:prop><d:resourcetype><c:calendar/><card:addressbook/></d:resourcetype></d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>`,
  );
  const body = `<d:multistatus xmlns:d="DAV:">${elements.join('')}</d:multistatus>`;
  const fetch = async (): Promise<Response> => new Response(body, { status: 207 });
  const log = createFakeLogger();
  const credentials = { loginName: 'alice', appPassword: 'alice' };
  const client = createClient({
    server: SERVER,
    fetch,
    clock,
    log,
    userAgent: 'test',
    language: () => 'en',
    credentials,
  });
  return {
    calendars: createCalendarApi(client, clock, () => user),
    contacts: createContactsApi(client, clock, () => user),
  };
}

describe('calendars and address books', () => {
  // Sabre encodes other characters than JavaScript does, and writes small letters.
  it.each([
    ['max@wache.example.org', 'max@wache.example.org'],
    ["o'brien", 'o%27brien'],
    ['jörg müller', 'j%c3%b6rg%20m%c3%bcller'],
    ['alice', 'alice'],
  ])('of %s are found, however the server encodes the name', async (user, name) => {
    const { calendars, contacts } = apisOf(user, [
      `/remote.php/dav/calendars/${name}/plan/`,
      `/remote.php/dav/addressbooks/users/${name}/contacts/`,
    ]);
    expect((await calendars.calendars()).map(({ url }) => url)).toEqual([
      `${SERVER}/remote.php/dav/calendars/${name}/plan/`,
    ]);
    expect((await contacts.books()).map(({ url }) => url)).toEqual([
      `${SERVER}/remote.php/dav/addressbooks/users/${name}/contacts/`,
    ]);
  });

  it.each([
    '/remote.php/dav/calendars/alice/',
    '/remote.php/dav/calendars/bob/plan/',
    '/remote.php/dav/calendars/alice/../bob/plan/',
    '/remote.php/dav/calendars/alice/%2e%2e/bob/plan/',
    '/remote.php/dav/calendars/alice%2Fplan/',
    '/remote.php/dav/calendars/alice/plan/?export',
    'https://evil.example.org/remote.php/dav/calendars/alice/plan/',
  ])('elsewhere are left out: %s', async (href) => {
    const { calendars, contacts } = apisOf('alice', [href, href.replace('/calendars/', '/addressbooks/users/')]);
    expect([await calendars.calendars(), await contacts.books()]).toEqual([[], []]);
  });
});
