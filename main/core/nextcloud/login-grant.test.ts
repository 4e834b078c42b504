import { describe, expect, it } from 'vitest';
import { GrantLost, GrantRefused, ServerError } from '../errors.ts';
import { readGrant } from './login-grant.ts';

const grant = { loginName: 'FEUERWEHR\\mmuster', appPassword: 'APP-PASSWORD' };
/** Returns the error that `read` throws. */
function refusal(read: () => unknown): GrantRefused {
  try {
    read();
  } catch (error) {
    if (error instanceof GrantRefused) return error;
  }
  throw new Error('it is not refused');
}

const named = (server: unknown, typed = 'https://cloud.example.org') =>
  readGrant(JSON.stringify({ server, ...grant }), typed);

describe('the server that a grant names', () => {
  it.each([
    ['https://cloud.example.org', 'https://cloud.example.org'],
    ['https://cloud.example.org/', 'https://cloud.example.org'],
    ['https://CLOUD.example.org:443/nextcloud', 'https://cloud.example.org'],
    // A proxy without `overwriteprotocol` causes this.
    ['http://cloud.example.org', 'https://cloud.example.org'],
    ['http://cloud.example.org:80/', 'https://cloud.example.org'],
    ['http://cloud.example.org:443/nextcloud', 'https://cloud.example.org/nextcloud'],
    ['http://cloud.example.org:8443', 'https://cloud.example.org:8443'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
  ])('%s is the same server as the typed %s', (server, typed) => {
    expect(named(server, typed)).toEqual(grant);
  });

  it.each([
    ['https://cloud.kreis.example', 'https://cloud.kreis.example'],
    ['http://cloud.kreis.example', 'https://cloud.kreis.example'],
    ['https://cloud.example.org:8443', 'https://cloud.example.org:8443'],
    ['http://cloud.example.org:8080', 'https://cloud.example.org:8080'],
    ['https://www.cloud.example.org/index.php', 'https://www.cloud.example.org'],
    ['https://cloud.example.org@evil.example', null],
    ['javascript:alert(1)', null],
    ['', null],
  ])('%s is another address, reported as %s', (server, address) => {
    const error = refusal(() => named(server));
    expect(error).toMatchObject({ code: 'other-address', address, grant });
    // The error may be logged.
    expect(JSON.stringify(error) + String(error.stack)).not.toContain(grant.appPassword);
  });
});

describe('an answer that is not a complete grant', () => {
  it.each([
    `Warning: deprecated\n${JSON.stringify({ server: 'https://cloud.example.org', ...grant })}`,
    JSON.stringify({ data: grant }),
    JSON.stringify({ server: null, ...grant }),
  ])('still has its app password: %s', (body) => {
    const error = refusal(() => readGrant(body, 'https://cloud.example.org'));
    expect(error).toMatchObject({ code: 'grant-unreadable', grant });
  });

  it('is lost when it has no app password', () => {
    expect(() => readGrant('{"server":"https://x.example","loginName":"a"}', 'https://x.example')).toThrow(GrantLost);
    expect(() => readGrant('{"loginName":"a","appPassword":"abc', 'https://x.example')).toThrow(GrantLost);
  });

  it.each(['', '[]', '{}', 'null', '<html></html>'])('does not come from Nextcloud: %j', (body) => {
    expect(() => readGrant(body, 'https://x.example')).toThrow(ServerError);
  });
});
