import { presenceNamed } from '../conversations/facts.ts';
import type { Person } from '../model/person.ts';
import type { Contact } from '../nextcloud/contacts-api.ts';
import type { DirectoryUser } from '../nextcloud/directory-api.ts';

const MOST_WAYS = 10;

const userKey = (id: string): string => `user:${id}`;

/**
 * Joins the users of the directory with their entries in address books, so that each person is there once. An entry
 * belongs to the user whom it names. Otherwise, it belongs to the user with the same mail address, if no other user and no
 * other entry has this address, and the names fit. Neither an address nor a name alone proves anything: a mailbox may be
 * shared, and only some of its people may have been found.
 * @param most so many people are returned of entries that belong to no user
 */
export function onePersonEach(users: readonly DirectoryUser[], contacts: readonly Contact[], most: number): Person[] {
  const entries = new Map<string, Contact[]>(users.map(({ id }) => [id, []]));
  const unnamed = contacts.filter((contact) => {
    const own = contact.userId === null ? undefined : entries.get(contact.userId);
    own?.push(contact);
    // The directory tells which users may be seen.
    return !own && !contact.isAccount;
  });
  const owners = ownersOf(users, contacts);
  const others: Person[] = [];
  for (const contact of unnamed) {
    const found = new Set(contact.userId === null ? contact.mails.flatMap((mail) => ownerOf(mail, owners) ?? []) : []);
    const [user, ...more] = users.filter(({ id, name }) => found.has(id) && namesFit(name, contact.name));
    if (user && more.length === 0) entries.get(user.id)?.push(contact);
    else others.push(contactOnly(contact));
  }
  return [
    ...users.map((user) => userWith(user, entries.get(user.id) ?? [])),
    // The same entry in two address books is shown once.
    ...others.filter(({ id }, index) => others.findIndex((one) => one.id === id) === index).slice(0, most),
  ];
}

/** Who has a mail address. */
interface Owners {
  /** The ids of the users who have it by the server's word. */
  users: Set<string>;
  /** The entries that list it, as people of their own or as the users whom they name. */
  entries: Set<string>;
}

function ownersOf(users: readonly DirectoryUser[], contacts: readonly Contact[]): ReadonlyMap<string, Owners> {
  const all = new Map<string, Owners>();
  const at = (mail: string): Owners => {
    const key = mail.toLowerCase();
    const known = all.get(key) ?? { users: new Set(), entries: new Set() };
    all.set(key, known);
    return known;
  };
  for (const { id, mail } of users) if (mail !== null) at(mail).users.add(id);
  for (const contact of contacts) {
    const { userId, isAccount } = contact;
    for (const mail of contact.mails) {
      if (userId === null) at(mail).entries.add(contactOnly(contact).id);
      else if (isAccount) at(mail).users.add(userId);
      else at(mail).entries.add(userKey(userId));
    }
  }
  return all;
}

/** Returns the only user with a mail address that only one entry lists; null when several people may share it. */
function ownerOf(mail: string, owners: ReadonlyMap<string, Owners>): string | null {
  const { users = [], entries = [] } = owners.get(mail.toLowerCase()) ?? {};
  const [user = null, ...more] = users;
  if (user === null || more.length > 0) return null;
  return [...entries].filter((entry) => entry !== userKey(user)).length === 1 ? user : null;
}

/** Returns whether one name has all words of the other, in any order. */
function namesFit(one: string, other: string): boolean {
  const [fewer, more] = [wordsOf(one), wordsOf(other)].toSorted((a, b) => a.size - b.size);
  return fewer !== undefined && fewer.size > 0 && [...fewer].every((word) => more?.has(word));
}

const wordsOf = (name: string): ReadonlySet<string> =>
  new Set(
    name
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu),
  );

const userWith = ({ id, name, presence, status, mail }: DirectoryUser, entries: readonly Contact[]): Person => ({
  id: userKey(id),
  name,
  isUser: true,
  presence: presenceNamed(presence),
  status,
  phones: each(entries.flatMap(({ phones }) => phones)),
  mails: each([...(mail === null ? [] : [mail]), ...entries.flatMap(({ mails }) => mails)]),
});

const contactOnly = ({ name, phones, mails }: Contact): Person => ({
  id: `card:${JSON.stringify([name, phones, mails])}`.slice(0, 2_000),
  name,
  isUser: false,
  presence: null,
  status: null,
  phones,
  mails,
});

/** Returns each text once, whatever its case and blanks. */
function each(texts: readonly string[]): string[] {
  const known = new Map<string, string>();
  for (const text of texts) {
    const key = text.replace(/\s/g, '').toLowerCase();
    if (!known.has(key)) known.set(key, text);
  }
  return [...known.values()].slice(0, MOST_WAYS);
}
