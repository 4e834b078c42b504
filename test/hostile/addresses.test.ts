import { describe, expect, it } from 'vitest';
import { AddressInvalid, AddressNotHttps, AddressOfPerson, ServerNotAllowed } from '../../main/core/errors.ts';
import { addressesOf, addressNamed, isBaseAddress, normaliseAddress } from '../../main/core/nextcloud/address.ts';
import { allowed } from '../../main/core/sign-in/find-server.ts';

const CLOUD = 'https://cloud.example.org';

describe('an address as people paste it', () => {
  const quotes = ['"', "'", '`', '“', '”', '„', '‚', '‘', '’', '«', '»', '‹', '›', '「', '《'];
  const closing: Record<string, string> = { '「': '」', '《': '》', '„': '“', '‚': '‘', '«': '»', '‹': '›' };
  it.each(quotes)('in quotes: %s', (quote) => {
    for (const text of [CLOUD, 'cloud.example.org', `${CLOUD}/`])
      expect(normaliseAddress(`${quote}${text}${closing[quote] ?? quote}`)).toBe(CLOUD);
  });

  it.each([
    ['<https://cloud.example.org>'],
    ['<URL:https://cloud.example.org>'],
    ['(https://cloud.example.org)'],
    ['[https://cloud.example.org]'],
    ['{cloud.example.org}'],
    ['„<https://cloud.example.org>“.'],
    ['**https://cloud.example.org**'],
    ['cloud.example.org.'],
    ['cloud.example.org,'],
    ['cloud.example.org;'],
    ['cloud.example.org:'],
    ['cloud.example.org!'],
    ['cloud.example.org…'],
    ['cloud.example.org。'],
    ['https://cloud.example.org./'],
    ['https://cloud.example.org/,'],
    ['https://https://cloud.example.org'],
    ['https://http://cloud.example.org'],
    ['http://https://cloud.example.org'],
    ['HTTPS://https:///cloud.example.org'],
    ['https://"cloud.example.org"'],
    ['https:/cloud.example.org'],
    ['https:cloud.example.org'],
    ['https//cloud.example.org'],
    ['https;//cloud.example.org'],
    ['//cloud.example.org'],
    ['https:\\\\cloud.example.org\\'],
    ['\\\\cloud.example.org'],
    ['\u200bhttps://cloud.exam\u00adple.org\ufeff'],
    ['\u202ahttps://cloud.example.org\u202c'],
    ['\u00a0cloud.example.org\u00a0'],
    ['ｃｌｏｕｄ.example.org'],
  ])('%j', (typed) => {
    expect(normaliseAddress(typed)).toBe(CLOUD);
  });

  it.each([
    ['cloud.example.org/nextcloud.', `${CLOUD}/nextcloud`],
    ['"cloud.example.org:8443/nc",', `${CLOUD}:8443/nc`],
    ['cloud.example.org.:8443/nc', `${CLOUD}:8443/nc`],
    ['cloud.example.org\\nextcloud\\', `${CLOUD}/nextcloud`],
    ['https://cloud.example.org/INDEX.PHP/Apps/files', CLOUD],
    ['https://cloud.example.org/NextCloud/Index.php/login', `${CLOUD}/NextCloud`],
    ['https://cloud.example.org/APPS/SPREED/', CLOUD],
    ['https://cloud.example.org/Status.PHP', CLOUD],
    ['https://cloud.example.org/ocs/v2.php/cloud/user', CLOUD],
    ['https://cloud.example.org/nc/remote.php/dav', `${CLOUD}/nc`],
  ])('%s → %s', (typed, base) => {
    expect(normaliseAddress(typed)).toBe(base);
  });
});

describe('an address in numbers', () => {
  it.each([
    ['[2001:db8::1]', 'https://[2001:db8::1]'],
    ['[2001:DB8::1]:8443/nc', 'https://[2001:db8::1]:8443/nc'],
    ['https://[2001:db8::1]', 'https://[2001:db8::1]'],
    ['https://[2001:db8::1].', 'https://[2001:db8::1]'],
    ['<https://[2001:db8::1]>', 'https://[2001:db8::1]'],
    ['[[2001:db8::1]]', 'https://[2001:db8::1]'],
    ['[2001:db8::1', 'https://[2001:db8::1]'],
    ['2001:db8::1', 'https://[2001:db8::1]'],
    ['2001:db8:0:0:0:0:0:1/nextcloud', 'https://[2001:db8::1]/nextcloud'],
    ['https://2001:db8::1/nc', 'https://[2001:db8::1]/nc'],
    ['::1', 'http://[::1]'],
    ['[::1]:8080', 'http://[::1]:8080'],
    ['10.0.0.5', 'https://10.0.0.5'],
    ['10.0.0.5.', 'https://10.0.0.5'],
    ['127.0.0.1:8080', 'http://127.0.0.1:8080'],
  ])('%s → %s', (typed, base) => {
    expect(normaliseAddress(typed)).toBe(base);
    expect(isBaseAddress(base)).toBe(true);
  });

  it.each([
    '010.0.0.5',
    '10.0.0.05',
    '0x0a.0.0.5',
    '0xa000005',
    '167772165',
    '10.5',
    '10.0.5',
    '012.0.0.5:8443/nc',
    'https://010.0.0.5',
    'https://0x7f000001/nextcloud',
    'http://2130706433',
    'http://127.1',
    'http://0177.0.0.1',
    '127.000.000.001',
    '１２７.0.0.1',
    '%31%32%37.0.0.1',
    '1.2.3.4.5',
    '256.0.0.1',
    '[fe80::1%eth0]',
    'a:b:c',
  ])('refuses %s instead of turning it into another address', (typed) => {
    expect(() => addressesOf(typed)).toThrow(AddressInvalid);
  });
});

describe('a person instead of an address', () => {
  it.each([
    ['max@cloud.example.org', CLOUD],
    ['max.muster@cloud.example.org', CLOUD],
    ['max@cloud.example.org/nextcloud', `${CLOUD}/nextcloud`],
    ['max@kreis.example@cloud.example.org', CLOUD],
    ['@max@cloud.example.org', CLOUD],
    ['max@https://cloud.example.org/', CLOUD],
    ['mailto:max@cloud.example.org', CLOUD],
    ['<max@cloud.example.org>,', CLOUD],
  ])('%s: offers %s', (typed, address) => {
    expect(() => addressesOf(typed)).toThrow(AddressOfPerson);
    expect(() => addressesOf(typed)).toThrow(expect.objectContaining({ code: 'address-of-person', address }));
  });

  it.each(['max@', 'max@cloud', 'max@010.0.0.5', 'max@ftp://cloud.example.org'])('%s: offers nothing', (typed) => {
    expect(() => addressesOf(typed)).toThrow(AddressInvalid);
  });

  it('offers nothing over plain http', () => {
    expect(() => addressesOf('max@http://cloud.example.org')).toThrow(AddressNotHttps);
  });

  it.each(['https://max@cloud.example.org', 'https://cloud.example.org@evil.example', 'max:secret@cloud.example.org'])(
    '%s is neither a person nor an address',
    (typed) => {
      expect(() => addressesOf(typed)).toThrow(AddressInvalid);
    },
  );
});

describe('folders', () => {
  it.each([
    ['https://example.org/apps/nextcloud', ['', '/apps/nextcloud']],
    ['https://example.org/apps/nextcloud/apps/files', ['', '/apps/nextcloud', '/apps/nextcloud/apps/files']],
    ['https://example.org/settings', ['', '/settings']],
    ['https://example.org/call/g4f3vz5a', ['', '/call/g4f3vz5a']],
    ['https://example.org/nc/login/', ['/nc', '/nc/login']],
    ['https://example.org/apps/index.php/apps/files', ['/apps']],
    ['https://example.org/u/cloud/status.php', ['/u/cloud']],
    ['https://example.org/cloud', ['/cloud']],
    ['example.org', ['', '/nextcloud']],
    ['https://example.org/index.php', ['']],
  ])('%s', (typed, folders) => {
    expect(addressesOf(typed)).toEqual(folders.map((folder) => `https://example.org${folder}`));
  });

  it('an accounts file may hold each base address, and nothing else', () => {
    for (const folder of ['', '/apps/nextcloud', '/u/cloud', '/nextcloud'])
      expect(isBaseAddress(`https://example.org${folder}`)).toBe(true);
    for (const text of [
      'example.org',
      'https://example.org/',
      'https://example.org/nc/',
      'https://example.org//nc',
      'https://Example.org',
      'https://example.org./nc',
      'https://example.org/?a',
      'https://example.org/#a',
      'https://example.org/a/../b',
      'https://a@example.org',
      'http://example.org',
      'https://010.0.0.5',
      '"https://example.org"',
    ])
      expect(isBaseAddress(text), text).toBe(false);
  });
});

describe('an address named by a server', () => {
  it.each([
    ['http://cloud.example.org/', CLOUD],
    ['https://cloud.example.org/index.php/login', CLOUD],
    [`${CLOUD}/${'x'.repeat(400)}`, null],
    ['javascript:alert(1)', null],
    ['http://010.0.0.5/', null],
    ['https://alice@cloud.example.org', null],
    ['', null],
  ])('%s → %s', (text, base) => {
    expect(addressNamed(text)).toBe(base);
  });
});

describe('candidate addresses', () => {
  const only = (folder: string) => (server: string) => {
    if (server !== `https://example.org${folder}`) throw new ServerNotAllowed('not among the allowed servers');
  };

  it('tries only those that the administrator allows', () => {
    expect(allowed(addressesOf('example.org'), only('/nextcloud'))).toEqual(['https://example.org/nextcloud']);
    expect(allowed(addressesOf('https://example.org/apps/cloud'), only(''))).toEqual(['https://example.org']);
  });

  it('tries none when the administrator allows none', () => {
    expect(() => allowed(addressesOf('example.org'), only('/other'))).toThrow(ServerNotAllowed);
  });
});
