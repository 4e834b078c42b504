import { describe, expect, it } from 'vitest';
import type { Contact } from '../nextcloud/contacts-api.ts';
import type { DirectoryUser } from '../nextcloud/directory-api.ts';
import { onePersonEach } from './one-person.ts';

const user = (id: string, more: Partial<DirectoryUser> = {}): DirectoryUser => ({
  id,
  name: 'Karla Kunz',
  presence: 'online',
  status: null,
  mail: null,
  ...more,
});
const contact = (more: Partial<Contact> = {}): Contact => ({
  name: 'Karla Kunz',
  phones: ['112'],
  mails: [],
  userId: null,
  isAccount: false,
  ...more,
});
const joined = (users: DirectoryUser[], contacts: Contact[]) =>
  onePersonEach(users, contacts, 10).map(({ id, phones, mails }) => [id.split(':')[0], phones, mails]);

describe('a person with an account and an entry is there once, when', () => {
  it.each<[string, DirectoryUser, Contact]>([
    ['the entry names the account', user('karla'), contact({ userId: 'karla' })],
    ['the mail address is the same', user('karla', { mail: 'k@example.org' }), contact({ mails: ['K@Example.org'] })],
  ])('%s', (_when, one, entry) => {
    expect(joined([one], [entry])).toEqual([['user', ['112'], [one.mail ?? []].flat()]]);
  });

  it('the account’s own entry tells the mail address', () => {
    const own = contact({ userId: 'karla', isAccount: true, phones: ['0 1'], mails: ['k@example.org'] });
    const entry = contact({ name: 'Karla', phones: ['01', '112'], mails: ['k@example.org'] });
    expect(joined([user('karla')], [entry, own])).toEqual([['user', ['0 1', '112'], ['k@example.org']]]);
  });
});

describe('two people stay two, when', () => {
  it.each<[string, DirectoryUser[], Contact]>([
    ['only the names are the same', [user('karla')], contact()],
    [
      'the entry names another account',
      [user('karla', { mail: 'k@b.de' })],
      contact({ userId: 'x', mails: ['k@b.de'] }),
    ],
    [
      'two accounts have the mail address',
      [user('karla', { mail: 'wache@b.de' }), user('karl', { mail: 'wache@b.de' })],
      contact({ mails: ['wache@b.de'] }),
    ],
    ['an entry of an address book only looks like the account’s', [user('karla')], contact({ mails: ['karla'] })],
  ])('%s', (_when, users, entry) => {
    expect(joined(users, [entry])).toHaveLength(users.length + 1);
  });
});

it('shows no account that the directory does not show', () => {
  expect(joined([], [contact({ userId: 'boss', isAccount: true })])).toEqual([]);
});

it('shows the same entry of two address books once', () => {
  expect(joined([], [contact(), contact()])).toHaveLength(1);
});
