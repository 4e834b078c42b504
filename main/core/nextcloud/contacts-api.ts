import { ServerError, statusSaid } from '../errors.ts';
import type { Clock } from '../ports.ts';
import { type Client, fromStatus, type RequestOptions } from './client.ts';
import { recordOf } from './fields.ts';
import { addressBelow, type DavResponse, readMultistatus, textOf } from './multistatus.ts';
import { type Card, readCard } from './vcard.ts';

const MAX_BYTES = 4 * 1024 * 1024;
const TIMEOUT_MS = 10_000;
const MOST_BOOKS = 10;
/** Nextcloud's own book of all accounts, which the directory tells better. */
const ACCOUNTS = /\/z-server-generated--system\/$/;

const XML = { 'Content-Type': 'application/xml; charset=utf-8' };
const encode = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

const BOOKS = encode('<d:propfind xmlns:d="DAV:"><d:prop><d:resourcetype/></d:prop></d:propfind>');

const cardsWith = (query: string, most: number): Uint8Array<ArrayBuffer> =>
  encode(
    '<card:addressbook-query xmlns:d="DAV:" xmlns:card="urn:ietf:params:xml:ns:carddav"><d:prop><card:address-data>' +
      ['VERSION', 'UID', 'FN', 'N', 'ORG', 'TEL', 'EMAIL'].map((name) => `<card:prop name="${name}"/>`).join('') +
      '</card:address-data></d:prop><card:filter><card:prop-filter name="FN"><card:text-match ' +
      `collation="i;unicode-casemap" match-type="contains">${xmlText(query)}</card:text-match></card:prop-filter>` +
      `</card:filter><card:limit><card:nresults>${most}</card:nresults></card:limit></card:addressbook-query>`,
  );

/** Characters that XML cannot hold. */
const UNFIT = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

const xmlText = (text: string): string =>
  text.replace(UNFIT, '').replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

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

  return {
    /** Returns the addresses of the user's address books; none where the server has no CardDAV. */
    async books(): Promise<string[]> {
      const user = userId();
      if (user === null) throw new ServerError('the user is not known yet', 0);
      const base = `${server}/remote.php/dav/addressbooks/users/${encodeURIComponent(user)}/`;
      const found = (await ask(base, 'PROPFIND', BOOKS)) ?? [];
      return found
        .filter(({ props }) => 'addressbook' in (recordOf(props.resourcetype) ?? {}))
        .flatMap(({ href }) => addressBelow(href, base) ?? [])
        .filter((url) => !ACCOUNTS.test(url))
        .slice(0, MOST_BOOKS);
    },
    /** Returns the people in an address book whose name contains the text. */
    async search(book: string, query: string, most: number): Promise<Card[]> {
      const found = (await ask(book, 'REPORT', cardsWith(query, most))) ?? [];
      return found.slice(0, most).flatMap(({ props }) => readCard(textOf(props['address-data']) ?? '') ?? []);
    },
  };
}
