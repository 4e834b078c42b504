import { davReply, escaped, multistatus, notFound, response, root } from './caldav.ts';
import type { Context, Reply } from './http.ts';
import type { AddressBook, User } from './model.ts';
import { type PageRoute, routes } from './router.ts';
import type { World } from './world.ts';

const DAV =
  '1, 3, extended-mkcol, access-control, calendarserver-principal-property-search, oc-resource-sharing, addressbook, nc-paginate, nextcloud-checksum-update, nc-calendar-search, nc-enable-birthday-calendar';
/** Nextcloud's own book of all accounts. */
const ACCOUNTS = 'z-server-generated--system';

const wantedIn = (body: string): string[] =>
  [...(/<d:prop>([\s\S]*?)<\/d:prop>/.exec(body)?.[1] ?? '').matchAll(/<(\w+:[\w-]+)\s*\/>/g)].map(
    ([, name = '']) => name,
  );

/** Returns the user's own address books, and the one of all accounts. */
const booksOf = (world: World, user: User): AddressBook[] => {
  const cards = [...world.users.values()].map(({ id, displayName, mail, phone }): [string, string] => [
    `Database:${id}.vcf`,
    [
      'BEGIN:VCARD',
      'VERSION:3.0',
      `UID:${id}`,
      `FN;X-NC-SCOPE=v2-federated:${displayName}`,
      ...(mail === undefined ? [] : [`EMAIL;TYPE=OTHER;X-NC-SCOPE=v2-federated:${mail}`]),
      ...(phone === undefined ? [] : [`TEL;TYPE=OTHER;X-NC-SCOPE=v2-local:${phone}`]),
      'END:VCARD',
      '',
    ].join('\r\n'),
  ]);
  return [...user.addressBooks.values(), { uri: ACCOUNTS, name: 'Konten', cards: new Map(cards) }];
};

const home = (world: World, user: User): string => `${root(world)}/addressbooks/users/${user.id}/`;

const list = ({ world, body }: Context, user: User): Reply => {
  const wanted = wantedIn(body);
  const books = booksOf(world, user).map(({ uri, name, cards }) =>
    response(`${home(world, user)}${uri}/`, wanted, {
      'd:displayname': escaped(name),
      'd:resourcetype': '<d:collection/><card:addressbook/>',
      'cs:getctag': String(cards.size),
      'd:sync-token': `http://sabre.io/ns/sync/${cards.size}`,
    }),
  );
  const itself = response(home(world, user), wanted, { 'd:resourcetype': '<d:collection/>' });
  return multistatus([itself, ...books], { Dav: DAV });
};

/** Decodes the references that the app writes. */
const decoded = (text: string): string =>
  text.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));

/** Finds cards by a part of their name, in any case, as `i;unicode-casemap` does. */
const query = (context: Context, user: User): Reply => {
  const { world, body, params } = context;
  const book = booksOf(world, user).find(({ uri }) => uri === params.book);
  if (!book) return notFound(params.book ?? '');
  const wanted = decoded(/<card:text-match[^>]*>([^<]*)</.exec(body)?.[1] ?? '').toLowerCase();
  const most = Number(/<card:nresults>(\d+)</.exec(body)?.[1] ?? Number.MAX_SAFE_INTEGER);
  const found = [...book.cards].filter(([, card]) =>
    (/^FN[^:]*:(.*)$/m.exec(card)?.[1] ?? '').toLowerCase().includes(wanted),
  );
  return multistatus(
    found.slice(0, most).map(([name, card]) =>
      response(`${home(world, user)}${book.uri}/${name}`, ['card:address-data'], {
        'card:address-data': escaped(card),
      }),
    ),
  );
};

const put = ({ params, body }: Context, user: User): Reply => {
  const book = user.addressBooks.get(params.book ?? '');
  if (!book) return notFound(params.book ?? '');
  // Sabre stores a card in the older version.
  book.cards.set(params.card ?? '', body.replace('VERSION:4.0', 'VERSION:3.0'));
  const etag = `"${params.card}"`;
  return davReply(201, '', { ETag: etag, 'OC-ETag': etag });
};

const own =
  (handle: (context: Context, user: User) => Reply) =>
  (context: Context): Reply =>
    context.user && context.params.user === context.user.id
      ? handle(context, context.user)
      : notFound(context.params.user ?? '');

/** A user's address books, as far as a search uses them. Source: the recordings, RFC 6352. */
export const addressBookPages: PageRoute[] = routes(
  '/remote.php/dav/addressbooks/users',
  { withoutCsrfCheck: true },
  {
    'PROPFIND /{user}/': own(list),
    'REPORT /{user}/{book}/': own(query),
    'PUT /{user}/{book}/{card}': own(put),
  },
);
