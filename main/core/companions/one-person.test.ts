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

  it.each([
    ['Karla Kunz', 'KUNZ, Karla'],
    ['Karla Kunz', 'Karla'],
    ['Karla Kunz', 'Dr. Karla Maria Kunz'],
    ['Zoë Çelik', 'çelik zoe\u0308'],
  ])('the mail address is the same, and the names fit: %s, %s', (account, name) => {
    const one = user('karla', { name: account, mail: 'k@b.de' });
    expect(joined([one], [contact({ name, mails: ['k@b.de'] })])).toHaveLength(1);
  });

  it('the entry is in two address books', () => {
    const entry = contact({ mails: ['k@b.de'] });
    expect(joined([user('karla', { mail: 'k@b.de' })], [entry, entry])).toEqual([['user', ['112'], ['k@b.de']]]);
  });

  it('another entry names the same account', () => {
    const named = contact({ userId: 'karla', phones: ['01'], mails: ['k@b.de'] });
    const all = joined([user('karla', { mail: 'k@b.de' })], [named, contact({ mails: ['k@b.de'] })]);
    expect(all).toEqual([['user', ['01', '112'], ['k@b.de']]]);
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
    [
      'the names do not fit, as with a mailbox that several people share',
      [user('karl', { name: 'Karl Meier', mail: 'wache@b.de' })],
      contact({ name: 'Karla Funk', mails: ['wache@b.de'] }),
    ],
    [
      'the names have one word in common',
      [user('karl', { name: 'Karl Meier', mail: 'wache@b.de' })],
      contact({ name: 'Karl Ott', mails: ['wache@b.de'] }),
    ],
    ['a name has no words', [user('karl', { name: '🚒', mail: 'wache@b.de' })], contact({ mails: ['wache@b.de'] })],
    ['an entry of an address book only looks like the account’s', [user('karla')], contact({ mails: ['karla'] })],
  ])('%s', (_when, users, entry) => {
    expect(joined(users, [entry])).toHaveLength(users.length + 1);
  });
});

describe('a mail address of several people joins none of them, when', () => {
  const karla = user('karla', { mail: 'wache@b.de' });
  const entry = contact({ mails: ['Wache@b.de'] });

  it.each<[string, Contact, number]>([
    ['another entry has it', contact({ name: 'Karl Ott', mails: ['wache@B.de'] }), 3],
    ['another entry of the same name has it', contact({ phones: ['01'], mails: ['wache@b.de'] }), 3],
    ['an entry that names another account has it', contact({ userId: 'karl', mails: ['wache@b.de'] }), 3],
    [
      'an account that the directory does not show has it',
      contact({ userId: 'boss', isAccount: true, mails: ['wache@b.de'] }),
      2,
    ],
  ])('%s', (_when, other, people) => {
    expect(joined([karla], [entry, other])).toHaveLength(people);
    expect(joined([karla], [other, entry])).toHaveLength(people);
  });

  it('only an entry of an address book says that the account has it', () => {
    const named = contact({ userId: 'karla', mails: ['k@b.de'] });
    expect(joined([user('karla')], [named, contact({ mails: ['k@b.de'] })])).toHaveLength(2);
  });

  it('two contacts of a station have its mailbox, and one of its users was found', () => {
    const found = onePersonEach(
      [user('karl', { name: 'Karl Meier', mail: 'wache@b.de' })],
      ['Karla Funk', 'Karlheinz Ott'].map((name) => contact({ name, mails: ['wache@b.de'] })),
      10,
    );
    expect(found.map(({ name }) => name)).toEqual(['Karl Meier', 'Karla Funk', 'Karlheinz Ott']);
  });
});

it('shows no account that the directory does not show', () => {
  expect(joined([], [contact({ userId: 'boss', isAccount: true })])).toEqual([]);
});

it('shows the same entry of two address books once', () => {
  expect(joined([], [contact(), contact()])).toHaveLength(1);
});
