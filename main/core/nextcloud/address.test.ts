import { describe, expect, it } from 'vitest';
import { AddressInvalid, AddressNotHttps } from '../errors.ts';
import { addressNamed, normaliseAddress } from './address.ts';

describe('normaliseAddress', () => {
  it.each([
    ['cloud.example.org', 'https://cloud.example.org'],
    ['  cloud.example.org/  ', 'https://cloud.example.org'],
    ['HTTPS://Cloud.Example.ORG//', 'https://cloud.example.org'],
    ['cloud.example.org:8443', 'https://cloud.example.org:8443'],
    ['https://example.org/nextcloud', 'https://example.org/nextcloud'],
    ['https://example.org/nextcloud/index.php', 'https://example.org/nextcloud'],
    ['https://example.org/nextcloud/index.php/apps/files/?dir=/', 'https://example.org/nextcloud'],
    ['https://example.org/apps/spreed/', 'https://example.org'],
    ['https://example.org/index.php/call/g4f3vz5a#message_12', 'https://example.org'],
    ['https://example.org/nc/call/g4f3vz5a', 'https://example.org/nc'],
    ['https://example.org/login?redirect_url=/apps/files', 'https://example.org'],
    ['https://example.org/status.php', 'https://example.org'],
    ['bücher.example', 'https://xn--bcher-kva.example'],
    ['https://nextcloud', 'https://nextcloud'],
    ['https://example.org/s', 'https://example.org/s'],
    ['https://example.org/s/Xy12', 'https://example.org'],
    ['localhost:8080', 'http://localhost:8080'],
    ['http://127.0.0.1:8080/nextcloud/', 'http://127.0.0.1:8080/nextcloud'],
    ['http://[::1]:8080', 'http://[::1]:8080'],
    ['192.168.1.5', 'https://192.168.1.5'],
  ])('turns %j into %s', (typed, base) => {
    expect(normaliseAddress(typed)).toBe(base);
  });

  it.each([
    '',
    '   ',
    'https://',
    'cloud',
    'my cloud.example.org',
    'ftp://example.org',
    'javascript://example.org/%0aalert(1)',
    'https://user:pw@example.org',
    '.example.org',
    'file:///etc/passwd',
  ])('refuses %j', (typed) => {
    expect(() => normaliseAddress(typed)).toThrow(AddressInvalid);
  });

  it.each(['http://cloud.example.org', 'http://localhost.example.org', 'http://127.0.0.1.example.org'])(
    'refuses plain http: %s',
    (typed) => {
      expect(() => normaliseAddress(typed)).toThrow(AddressNotHttps);
    },
  );
});

it('does not parse a text longer than any address, because a server may send megabytes', () => {
  const long = `https://cloud.example.org${'.'.repeat(3_000)}`;
  expect(addressNamed(long)).toBeNull();
  expect(() => normaliseAddress(long)).toThrow(AddressInvalid);
  expect(addressNamed('https://cloud.example.org.')).toBe('https://cloud.example.org');
});
