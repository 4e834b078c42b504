import { presenceNamed } from '../conversations/facts.ts';
import type { Person } from '../model/person.ts';
import type { Contact } from '../nextcloud/contacts-api.ts';
import type { DirectoryUser } from '../nextcloud/directory-api.ts';

const MOST_WAYS = 10;

/**
 * Joins the users of the directory with their entries in address books, so that each person is there once. An entry
 * belongs to the user whom it names, or else to the only user with one of its mail addresses; a name alone proves nothing.
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
  const mailsOf = new Map(
    users.map(({ id, mail }) => {
      const told = (entries.get(id) ?? []).filter(({ isAccount }) => isAccount).flatMap(({ mails }) => mails);
      return [id, new Set([...(mail === null ? [] : [mail]), ...told].map((one) => one.toLowerCase()))];
    }),
  );
  const others: Person[] = [];
  for (const contact of unnamed) {
    const [user, ...more] = contact.userId === null ? usersWith(mailsOf, contact.mails) : [];
    if (user !== undefined && more.length === 0) entries.get(user)?.push(contact);
    else others.push(contactOnly(contact));
  }
  return [
    ...users.map((user) => userWith(user, entries.get(user.id) ?? [])),
    // The same entry in two address books is shown once.
    ...others.filter(({ id }, index) => others.findIndex((one) => one.id === id) === index).slice(0, most),
  ];
}

const usersWith = (mailsOf: ReadonlyMap<string, ReadonlySet<string>>, mails: readonly string[]): string[] =>
  [...mailsOf].flatMap(([id, known]) => (mails.some((mail) => known.has(mail.toLowerCase())) ? id : []));

const userWith = ({ id, name, presence, status, mail }: DirectoryUser, entries: readonly Contact[]): Person => ({
  id: `user:${id}`,
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
