import { ServerError, statusSaid } from '../errors.ts';
import type { Clock } from '../ports.ts';
import { type Client, fromStatus, type RequestOptions } from './client.ts';
import { recordOf } from './fields.ts';
import { addressBelow, type DavResponse, readMultistatus, textOf } from './multistatus.ts';
import { type Card, readCard } from './vcard.ts';

const MAX_BYTES = 4 * 1024 * 1024;
const TIMEOUT_MS = 10_000;
const MOST_BOOKS = 10;
/** Nextcloud's own book of all accounts; the id of each card is the user's. */
const ACCOUNTS = /\/z-server-generated--system\/$/;
/** Books that apps of the server write. No user can make one with such a name. */
const GENERATED = /\/z-app-generated--[^/]*\/$/;
/** A search makes the server read each card of a book. The book of a large server is not asked. */
const MOST_ACCOUNTS = 2_000;

const XML = { 'Content-Type': 'application/xml; charset=utf-8' };
const encode = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

const BOOKS = encode(
  '<d:propfind xmlns:d="DAV:" xmlns:cs="http://calendarserver.org/ns/"><d:prop><d:resourcetype/><cs:getctag/></d:prop></d:propfind>',
);

const PROPERTIES = ['VERSION', 'UID', 'FN', 'N', 'ORG', 'TEL', 'EMAIL', 'CLOUD', 'X-NEXTCLOUD-UID'];

const cardsWith = (query: string, most: number): Uint8Array<ArrayBuffer> =>
  encode(
    '<card:addressbook-query xmlns:d="DAV:" xmlns:card="urn:ietf:params:xml:ns:carddav"><d:prop><card:address-data>' +
      PROPERTIES.map((name) => `<card:prop name="${name}"/>`).join('') +
      '</card:address-data></d:prop><card:filter><card:prop-filter name="FN"><card:text-match ' +
      `collation="i;unicode-casemap" match-type="contains">${xmlText(query)}</card:text-match></card:prop-filter>` +
      `</card:filter><card:limit><card:nresults>${most}</card:nresults></card:limit></card:addressbook-query>`,
  );

/** Characters that XML cannot hold. */
const UNFIT = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

const xmlText = (text: string): string =>
  text.replace(UNFIT, '').replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

export interface Book {
  url: string;
  /** Changes with each change of a card; null: the server does not tell it. */
  state: string | null;
  /** Nextcloud's own book of all accounts. */
  isOfAccounts: boolean;
}

/** An entry of an address book. */
export interface Contact extends Pick<Card, 'name' | 'phones' | 'mails'> {
  /** The user of this server whom the entry names; null: it names none. */
  userId: string | null;
  /** It is Nextcloud's own entry of that user. */
  isAccount: boolean;
}

export type ContactsApi = ReturnType<typeof createContactsApi>;

/**
 * The address books of the user, over CardDAV (RFC 6352). Only addresses below the user's own are used, whatever the
 * server names.
 */
export function createContactsApi(client: Client, clock: Clock, userId: () => string | null) {
  const { server } = client;
  const rest = (): Promise<void> => new Promise((resolve) => void clock.after(0, resolve));

  async function ask(
    url: string,
    method: 'PROPFIND' | 'REPORT',
    bytes: Uint8Array<ArrayBuffer>,
  ): Promise<DavResponse[] | null> {
    const about: RequestOptions = { method, bytes, limit: MAX_BYTES, timeout: TIMEOUT_MS };
    const answer = await client.request(url, about, { ...XML, Accept: 'application/xml', Depth: '1' });
    if (answer.status === 207) return readMultistatus(answer.body, rest);
    const failure = fromStatus(answer);
    // The page of a gateway may pass, whatever its status.
    if ([404, 405, 501].includes(statusSaid(failure) ?? 0)) return null;
    throw failure;
  }

  /** Only what the server itself has written is believed, and an id that names this server. */
  function contactOf({ name, phones, mails, uid, cloudIds, user }: Card, book: Book): Contact {
    const named = book.isOfAccounts ? uid : GENERATED.test(book.url) ? user : null;
    const [known = null] = cloudIds.flatMap((id) => userOf(id, server) ?? []);
    return { name, phones, mails, userId: named ?? known, isAccount: book.isOfAccounts };
  }

  return {
    /** Returns the user's address books; none where the server has no CardDAV. */
    async books(): Promise<Book[]> {
      const user = userId();
      if (user === null) throw new ServerError('the user is not known yet', 0);
      const base = `${server}/remote.php/dav/addressbooks/users/${encodeURIComponent(user)}/`;
      const found = (await ask(base, 'PROPFIND', BOOKS)) ?? [];
      return (
        found
          .filter(({ props }) => 'addressbook' in (recordOf(props.resourcetype) ?? {}))
          .flatMap(({ href, props }) => {
            const url = addressBelow(href, base);
            return url === null ? [] : { url, state: textOf(props.getctag), isOfAccounts: ACCOUNTS.test(url) };
          })
          // The tag counts the changes of a book, so it has no more cards than that.
          .filter(({ isOfAccounts, state }) => !isOfAccounts || Number(state ?? Number.NaN) <= MOST_ACCOUNTS)
          .slice(0, MOST_BOOKS)
      );
    },
    /** Returns the people in an address book whose name contains the text; null: the book is gone. */
    async search(book: Book, query: string, most: number): Promise<Contact[] | null> {
      const found = await ask(book.url, 'REPORT', cardsWith(query, most));
      if (found === null) return null;
      const cards = found.slice(0, most).flatMap(({ props }) => readCard(textOf(props['address-data']) ?? '') ?? []);
      return cards.map((card) => contactOf(card, book));
    },
  };
}

/** Returns the user of this server whom an id such as "bob@cloud.example.org" names; null: it names another server's. */
function userOf(cloudId: string, server: string): string | null {
  const at = cloudId.lastIndexOf('@');
  const bare = (address: string): string => address.replace(/^https?:\/\/|(?:\/index\.php)?\/*$/gi, '').toLowerCase();
  return at > 0 && bare(cloudId.slice(at + 1)) === bare(server) ? cloudId.slice(0, at) : null;
}
