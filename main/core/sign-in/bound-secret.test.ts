import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readEntry, sealSecret } from './bound-secret.ts';

const secret = {
  server: 'https://cloud.example.org/nextcloud',
  loginName: 'FEUERWEHR\\mmuster',
  appPassword: 'geheim',
};

describe('an entry of the keychain', () => {
  it('is read as it was written, whatever the names and passwords are', () => {
    const text = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(text, text, (loginName, appPassword) => {
        const bound = { ...secret, loginName, appPassword };
        expect(readEntry(sealSecret(bound))).toEqual({ kind: 'bound', secret: bound });
      }),
    );
  });

  it('from an earlier version is the app password itself, even if it looks like JSON', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (appPassword) => {
        expect(readEntry(appPassword)).toEqual({ kind: 'bare', appPassword });
      }),
    );
  });

  it.each([
    ['a later version', { talkmelderSecret: 2, ...secret }],
    ['no version', { talkmelderSecret: null, ...secret }],
    ['a server that is no base address', { talkmelderSecret: 1, ...secret, server: 'http://cloud.example.org' }],
    ['a server with a user in it', { talkmelderSecret: 1, ...secret, server: 'https://a@cloud.example.org' }],
    ['no login name', { talkmelderSecret: 1, server: secret.server, appPassword: 'geheim' }],
    ['an unknown field', { talkmelderSecret: 1, ...secret, also: true }],
  ])('with %s cannot be used, and is not an app password', (_what, entry) => {
    expect(readEntry(JSON.stringify(entry))).toEqual({ kind: 'unreadable' });
  });
});
