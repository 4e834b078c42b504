import { presenceNamed } from '../conversations/facts.ts';
import { ActionRefused, describeError, statusSaid } from '../errors.ts';
import type { CompanionAction, CompanionAnswer } from '../model/companion.ts';
import type { Person } from '../model/person.ts';
import { createContactsApi } from '../nextcloud/contacts-api.ts';
import { searchDirectory } from '../nextcloud/directory-api.ts';
import { openOneToOne } from '../nextcloud/one-to-one-api.ts';
import type { Companion, CompanionDeps } from './companion.ts';

const MOST_FOUND = 10;
/** A shorter query fits almost every name. */
const SHORTEST_QUERY = 2;
const MOST_QUERIES = 100;
/** What is remembered longer says nothing about presence. */
const PRESENT_MS = 5 * 60_000;

/** What a query has found. Only names, numbers and addresses on screen are held, and only in memory. */
interface Found {
  people: Person[];
  at: number;
}

/** People of the server's directory and of the user's address books. It asks only when a person searches. */
export default function createPeople(deps: CompanionDeps): Companion {
  const { client, clock, log } = deps;
  const contacts = createContactsApi(client, clock, deps.userId);
  const queries = new Map<string, Found>();
  let books: string[] | null = null;

  async function inDirectory(query: string): Promise<Person[]> {
    const users = await searchDirectory(client, query, MOST_FOUND);
    return users
      .filter(({ id }) => id !== deps.userId())
      .map(({ id, name, presence, status }) => ({
        id: `user:${id}`,
        name,
        isUser: true,
        presence: presenceNamed(presence),
        status,
        phones: [],
        mails: [],
      }));
  }

  async function inBooks(query: string): Promise<Person[]> {
    books ??= await contacts.books();
    const found = await allOf(books.map((book) => contacts.search(book, query, MOST_FOUND)));
    return found.slice(0, MOST_FOUND).map((card) => ({
      id: `card:${JSON.stringify([card.name, card.phones, card.mails])}`.slice(0, 2_000),
      ...card,
      isUser: false,
      presence: null,
      status: null,
    }));
  }

  /** Returns what all places have found. One that fails is left out. @throws when all fail */
  async function allOf<T>(places: readonly Promise<readonly T[]>[]): Promise<T[]> {
    const answers = await Promise.allSettled(places);
    const failed = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason] : []));
    if (failed.length > 0 && failed.length === answers.length) throw failed[0];
    for (const error of failed) log.warn(`people: ${describeError(error)}`);
    return answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
  }

  async function ask(query: string): Promise<Person[]> {
    const people = await allOf([inDirectory(query), inBooks(query)]);
    // The same entry in two address books is shown once.
    return people.filter(({ id }, index) => people.findIndex((one) => one.id === id) === index);
  }

  async function search(typed: string): Promise<Person[]> {
    const query = typed.trim();
    if (query.length < SHORTEST_QUERY) return [];
    const key = query.toLowerCase();
    const known = queries.get(key);
    if (known) {
      const isOld = clock.monotonic() - known.at > PRESENT_MS;
      return isOld ? known.people.map((person) => ({ ...person, presence: null, status: null })) : known.people;
    }
    const people = await ask(query);
    if (queries.size >= MOST_QUERIES) queries.clear();
    queries.set(key, { people, at: clock.monotonic() });
    return people;
  }

  function find(id: string | null): Person {
    for (const { people } of queries.values()) {
      const person = people.find((one) => one.id === id);
      if (person) return person;
    }
    throw new RangeError('no such person');
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
    const { phones, mails } = find(id);
    if (![...phones, ...mails].includes(text)) throw new RangeError('not of this person');
    await deps.copy(text);
  }

  return {
    async refresh() {
      return { of: 'people' };
    },
    async act(action: CompanionAction): Promise<CompanionAnswer> {
      if (action.kind === 'search') return { kind: 'people', people: await search(action.query) };
      if (action.kind === 'open') await open(find(action.item));
      else if (action.kind === 'copy') await copy(action.item, action.text);
      else throw new RangeError('no such action');
      return { kind: 'done' };
    },
    stop: () => queries.clear(),
  };
}
