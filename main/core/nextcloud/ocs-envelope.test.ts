import { describe, expect, it } from 'vitest';
import { Maintenance, ServerError, SessionEnded, statusSaid, TooManyAttempts } from '../errors.ts';
import { fromStatus } from './client.ts';
import { codeSaid, refusalIn } from './ocs-envelope.ts';

const ocs = (statuscode: unknown): string =>
  JSON.stringify({ ocs: { meta: { status: 'failure', statuscode }, data: [] } });
const xml = (code: number): string =>
  `<?xml version="1.0"?>\n<ocs>\n <meta>\n  <status>failure</status>\n  <statuscode>${code}</statuscode>\n </meta>\n</ocs>`;
const answer = (status: number, body: string, headers: Record<string, string> = {}) =>
  fromStatus({ url: '', status, body, headers: new Headers(headers) });

describe('an answer from Nextcloud itself', () => {
  // Recorded from a real server.
  it.each([
    [401, ocs(997), 997],
    [404, ocs(998), 998],
    [404, ocs(404), 404],
    [404, xml(404), 404],
    [403, ocs(403), 403],
    [412, ocs(412), 412],
    [422, ocs(422), 422],
    [500, ocs(996), 996],
    [503, ocs(503), 503],
    [404, ocs('998'), 998],
  ])('%i %s: %i', (status, body, code) => expect(codeSaid(status, body)).toBe(code));

  it.each([
    ['a page', 404, '<h1>404</h1>'],
    ['plain text', 404, '404 page not found'],
    ['nothing', 401, ''],
    ['the CSRF check, which has no envelope', 412, '{"message":"CSRF check failed"}'],
    ['the login flow’s 404', 404, '[]'],
    ['an envelope that reports success', 404, ocs(200)],
    ['an envelope of another refusal', 403, ocs(997)],
    ['an envelope inside another object', 401, JSON.stringify({ proxy: { ocs: { meta: { statuscode: 997 } } } })],
    ['an inherited envelope', 401, '{"__proto__":{"ocs":{"meta":{"statuscode":997}}}}'],
    ['a code that is not a number', 401, ocs({ code: 997 })],
    ['XML inside a page', 404, `<html>${xml(404)}</html>`],
    ['a text longer than any refusal', 401, ocs(997).padEnd(200_000)],
  ])('is not %s (%i)', (_what, status, body) => expect(codeSaid(status, body)).toBeNull());
});

describe('a refusal', () => {
  it('ends a session only when Nextcloud says so', () => {
    expect(answer(401, ocs(997))).toBeInstanceOf(SessionEnded);
    expect(answer(401, '<h1>401</h1>')).toMatchObject({ code: 'server-error', status: 401, ocs: null });
  });

  it('counts as final only when Nextcloud has sent it', () => {
    expect(statusSaid(answer(404, ocs(998)))).toBe(404);
    expect(statusSaid(answer(404, '404 page not found'))).toBeNull();
    expect(statusSaid(new Error('404'))).toBeNull();
  });

  it('over WebDAV counts as final only in the words of sabre', () => {
    const root = '<d:error xmlns:d="DAV:" xmlns:s="http://sabredav.org/ns">';
    const sabre = `<?xml version="1.0" encoding="utf-8"?>\n${root}\n  <s:exception>Sabre\\DAV\\Exception\\NotFound</s:exception>\n</d:error>`;
    expect([403, 404, 405, 412, 501].map((status) => statusSaid(answer(status, sabre)))).toEqual([
      403, 404, 405, 412, 501,
    ]);
    for (const page of [
      '<html><body>http://sabredav.org/ns</body></html>',
      `<html><body>${sabre}</body></html>`,
      '<d:error xmlns:d="DAV:"><d:exception>NotFound</d:exception></d:error>',
      '',
    ])
      expect(statusSaid(answer(404, page)), page).toBeNull();
    expect(codeSaid(200, sabre)).toBeNull();
    // WebDAV does not say whether the session has ended.
    expect(answer(401, sabre)).toBeInstanceOf(ServerError);
  });

  it('counts as too many requests for any 429, and as maintenance with Nextcloud’s own header', () => {
    expect(answer(429, '')).toBeInstanceOf(TooManyAttempts);
    expect(answer(503, '', { 'X-Nextcloud-Maintenance-Mode': '1' })).toBeInstanceOf(Maintenance);
    expect(answer(503, '', { 'Retry-After': '9' })).toMatchObject({ retryAfter: 9_000 });
    expect(answer(503, '')).toBeInstanceOf(ServerError);
  });
});

describe('an envelope under 200', () => {
  it.each([
    [{ statuscode: 200, status: 'ok' }, null],
    [{ statuscode: 100, status: 'ok' }, null],
    [{ statuscode: 201, status: undefined }, null],
    [
      { statuscode: 997, status: 'failure' },
      { status: 401, code: 997 },
    ],
    [
      { statuscode: 998, status: 'failure' },
      { status: 404, code: 998 },
    ],
    [
      { statuscode: 404, status: 'ok' },
      { status: 404, code: 404 },
    ],
    [
      { statuscode: 103, status: 'failure' },
      { status: 500, code: 103 },
    ],
    [
      { statuscode: 200, status: 'failure' },
      { status: 500, code: null },
    ],
  ])('%j: %j', (meta, expected) => expect(refusalIn(meta)).toEqual(expected));
});
