import { expect, it } from 'vitest';
import { createFakeSettings } from '../../../test/fakes/stores.ts';
import { createAccountStore } from './records.ts';

const rebuilt = (id: string) => {
  const settings = createFakeSettings();
  settings.write('accounts', { [id]: { server: 'javascript:alert(1)' } });
  return createAccountStore(settings).all().get(id);
};

it.each([
  ['max@cloud.example.org', 'max', 'https://cloud.example.org'],
  ['max@example.org@cloud.example.org/nextcloud', 'max@example.org', 'https://cloud.example.org/nextcloud'],
])('rebuilds an invalid record from the id %s', (id, loginName, server) => {
  expect(rebuilt(id)).toMatchObject({ loginName, server, displayName: loginName });
});

it.each([
  'max@cloud.example.org/x@elsewhere.example.org',
  'max',
  '@cloud.example.org',
  'max@',
  'max@javascript:alert(1)',
])('does not guess what the id %s means', (id) => expect(rebuilt(id)).toBeUndefined());

it('cleans a login name that is shown as the name of the user', () => {
  expect(rebuilt('ma\u202ex@cloud.example.org')?.displayName).toBe('max');
});
