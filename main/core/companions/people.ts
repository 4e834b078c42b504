import { ActionRefused, describeError, ServerError, statusSaid } from '../errors.ts';
import type { CompanionAction, CompanionAnswer } from '../model/companion.ts';
import type { Person } from '../model/person.ts';
import { type Book, type Contact, createContactsApi } from '../nextcloud/contacts-api.ts';
import { type DirectoryUser, searchDirectory } from '../nextcloud/directory-api.ts';
import { openOneToOne } from '../nextcloud/one-to-one-api.ts';
import type { Companion, CompanionDeps } from './companion.ts';
import { onePersonEach } from './one-person.ts';

const MOST_FOUND = 10;
/** A shorter query fits almost every name. */
const SHORTEST_QUERY = 2;
const MOST_QUERIES = 100;
/** What is remembered longer says nothing about presence. */
const PRESENT_MS = 5 * 60_000;
/** A person who searches later than this finds what is new in the address books. */
const BOOKS_MS = 10 * 60_000;
/** The same, when the server has not answered. */
const AGAIN_MS = 60_000;

/** What a query has found. Only names, numbers and addresses on screen are held, and only in memory. */
interface Found {
  people: Person[];
  at: number;
  /** All places have answered. */
  isWhole: boolean;
}

/** People of the server's directory and of the user's address books. It asks only when a person searches. */
export default function createPeople(deps: CompanionDeps): Companion {
  const { client, clock, log } = deps;
  const contacts = createContactsApi(client, clock, deps.userId);
  const queries = new Map<string, Found>();
  /** `at`: when the server was asked; it is asked again after a while, and when a book is gone. */
  let books: { list: Book[]; at: number } | null = null;

  const inDirectory = async (query: string): Promise<DirectoryUser[]> =>
    (await searchDirectory(client, query, MOST_FOUND)).filter(({ id }) => id !== deps.userId());

  /** Looks for address books. What was found in others, or before a card has changed, is forgotten. */
  async function lookForBooks(): Promise<Book[]> {
    const now = clock.monotonic();
    if (books && now - books.at < BOOKS_MS) return books.list;
    try {
      const list = await contacts.books();
      if (books && JSON.stringify(list) !== JSON.stringify(books.list)) queries.clear();
      books = { list, at: now };
    } catch (error) {
      if (!books) throw error;
      log.warn(`people: ${describeError(error)}`);
      books.at = now + AGAIN_MS - BOOKS_MS;
    }
    return books.list;
  }

  /** A book that does not answer may be gone, so the next search looks for books again. */
  async function inBook(book: Book, query: string): Promise<Contact[]> {
    try {
      const found = await contacts.search(book, query, MOST_FOUND);
      if (found !== null) return found;
      throw new ServerError('an address book is gone', 404);
    } catch (error) {
      if (books) books.at = Number.NEGATIVE_INFINITY;
      throw error;
    }
  }

  /** Asks all places, and leaves out those that fail. @throws when all fail */
  async function ask(query: string): Promise<Omit<Found, 'at'>> {
    const failures: unknown[] = [];
    let answers = 0;
    const from = async <T>(place: Promise<T[]>): Promise<T[]> => {
      try {
        const found = await place;
        answers += 1;
        return found;
      } catch (error) {
        failures.push(error);
        return [];
      }
    };
    const inBooks = async (): Promise<Contact[]> => {
      try {
        const list = await lookForBooks();
        return (await Promise.all(list.map((book) => from(inBook(book, query))))).flat();
      } catch (error) {
        failures.push(error);
        return [];
      }
    };
    const [users, entries] = await Promise.all([from(inDirectory(query)), inBooks()]);
    if (answers === 0 && failures.length > 0) throw failures[0];
    for (const error of failures) log.warn(`people: ${describeError(error)}`);
    return { people: onePersonEach(users, entries, MOST_FOUND), isWhole: failures.length === 0 };
  }

  async function search(typed: string): Promise<Person[]> {
    const query = typed.trim();
    if (query.length < SHORTEST_QUERY) return [];
    const key = query.toLowerCase();
    if (queries.get(key)?.isWhole) await lookForBooks();
    const known = queries.get(key);
    if (known?.isWhole) {
      const isOld = clock.monotonic() - known.at > PRESENT_MS;
      return isOld ? known.people.map((person) => ({ ...person, presence: null, status: null })) : known.people;
    }
    const found = await ask(query);
    if (queries.size >= MOST_QUERIES) queries.clear();
    queries.set(key, { ...found, at: clock.monotonic() });
    return found.people;
  }

  /** Returns what each search has found of a person. @throws RangeError for a person whom none has found */
  function find(id: string | null): [Person, ...Person[]] {
    const all = [...queries.values()].flatMap(({ people }) => people.filter((one) => one.id === id));
    const [first, ...others] = all;
    if (!first) throw new RangeError('no such person');
    return [first, ...others];
  }

  async function open({ id, isUser }: Person): Promise<void> {
    if (!isUser) throw new RangeError('no user of the server');
    try {
      const token = await openOneToOne(client, id.slice('user:'.length));
      deps.listChanged();
      await deps.open(`${deps.server}${deps.indexPhp ? '/index.php' : ''}/call/${token}`);
    } catch (error) {
      // The person is gone, or does not want to be found.
      if ([403, 404].includes(statusSaid(error) ?? 0)) throw new ActionRefused('no conversation with this person');
      throw error;
    }
  }

  async function copy(id: string, text: string): Promise<void> {
    if (!find(id).some(({ phones, mails }) => [...phones, ...mails].includes(text)))
      throw new RangeError('not of this person');
    await deps.copy(text);
  }

  return {
    async refresh() {
      return { of: 'people' };
    },
    async act(action: CompanionAction): Promise<CompanionAnswer> {
      if (action.kind === 'search') return { kind: 'people', people: await search(action.query) };
      if (action.kind === 'open') await open(find(action.item)[0]);
      else if (action.kind === 'copy') await copy(action.item, action.text);
      else throw new RangeError('no such action');
      return { kind: 'done' };
    },
    stop: () => queries.clear(),
  };
}
