import { beforeEach, describe, expect, it } from 'vitest';
import type { CompanionAnswer } from '../../main/core/model/companion.ts';
import type { Person } from '../../main/core/model/person.ts';
import { hasInvisible } from '../../main/core/model/plain-text.ts';
import { accountId, nextcloud, ports, signIn, talkmelder } from '../fakes/pc.ts';
import type { Fault } from '../nextcloud/faults.ts';
import { asked, eventually, expectRang, pass, shown, state, useStationWithOther, wache, write } from './station-pc.ts';

useStationWithOther();

const DIRECTORY = /core\/autocomplete\/get$/;
const BOOKS = /\/addressbooks\/users\/alice\/$/;
const BOOK = /\/addressbooks\/users\/alice\/contacts\/$/;
const ROOM = /\/api\/v4\/room$/;

const account = () => ({ account: accountId(), companion: 'people' }) as const;
const act = (action: Parameters<typeof talkmelder.actOnCompanion>[0]): Promise<CompanionAnswer> =>
  talkmelder.actOnCompanion(action);

/** Searches, and lets time pass until the answer is there. */
async function search(query: string): Promise<Person[]> {
  const answering = act({ kind: 'search', ...account(), query });
  let answer: CompanionAnswer | Error | null = null;
  answering.then(
    (value) => {
      answer = value;
    },
    (error: Error) => {
      answer = error;
    },
  );
  await eventually(() => answer !== null).toBe(true);
  const found = await answering;
  if (found.kind !== 'people') throw new Error(`the answer is ${found.kind}`);
  return found.people;
}

const open = (item: string) => act({ kind: 'open', ...account(), item });
const vcard = (...lines: string[]): string => ['BEGIN:VCARD', 'VERSION:3.0', ...lines, 'END:VCARD', ''].join('\r\n');

beforeEach(async () => {
  const { control } = nextcloud;
  control.addUser({ id: 'karla', displayName: 'Karla Kunz', password: 'karla' });
  control.setStatus('karla', 'dnd', 'In einer Sitzung');
  const lines = ['UID:k1', 'FN:Karl Kreisbrandmeister', 'TEL;TYPE=cell:+43 660 0000000', 'EMAIL:karl@example.org'];
  control.addCard('alice', vcard(...lines));
  await signIn();
  talkmelder.look();
  talkmelder.changeSettings({ companions: ['people'] });
  await eventually(() => talkmelder.companions().find(({ id }) => id === 'people')?.state).toBe('ready');
});

describe('the search', () => {
  it('finds people of the directory with presence, and of the address books with numbers', async () => {
    expect(await search('kar')).toEqual([
      {
        id: 'user:karla',
        name: 'Karla Kunz',
        isUser: true,
        presence: 'dnd',
        status: 'In einer Sitzung',
        phones: [],
        mails: [],
      },
      {
        id: expect.any(String),
        name: 'Karl Kreisbrandmeister',
        isUser: false,
        presence: null,
        status: null,
        phones: ['+43 660 0000000'],
        mails: ['karl@example.org'],
      },
    ]);
  });

  it('asks nothing before a person types, and each query once', async () => {
    await pass(600);
    expect(asked(DIRECTORY)).toBe(0);
    expect(asked(BOOKS, 'PROPFIND')).toBe(0);
    expect(await search('k')).toEqual([]);
    expect(await search('  ')).toEqual([]);
    for (const query of ['kar', 'Kar ', 'KAR']) await search(query);
    expect(asked(DIRECTORY)).toBe(1);
    expect(asked(BOOKS, 'PROPFIND')).toBe(1);
    expect(asked(BOOK, 'REPORT')).toBe(1);
  });

  it('forgets presence after a while', async () => {
    await search('karla');
    await pass(6 * 60);
    expect((await search('karla'))[0]).toMatchObject({ name: 'Karla Kunz', presence: null, status: null });
  });

  it.each(['<b>&"\'', ']]>', '%00', '\u202Ekar', 'a'.repeat(200), '../..', '&#x0;'])(
    'takes %j for a name',
    async (query) => {
      expect(await search(query)).toEqual(query.includes('kar') ? expect.any(Array) : []);
    },
  );

  it('is not there at a station without a person', async () => {
    await search('kar');
    talkmelder.changeSettings({ station: true });
    talkmelder.setIdle(true);
    expect(talkmelder.companions()).toEqual([]);
    await expect(act({ kind: 'search', ...account(), query: 'kar' })).rejects.toThrow('no person');
    await expect(open('user:karla')).rejects.toThrow('no person');
    talkmelder.setIdle(false);
    talkmelder.lockScreen();
    await expect(act({ kind: 'search', ...account(), query: 'kar' })).rejects.toThrow('no person');
  });

  it('stores nothing on disk, and logs no name', async () => {
    await search('Karl');
    await open('user:karla');
    expect(JSON.stringify([...ports.settings.documents, ...ports.log.lines])).not.toMatch(/Karl|660|karl@/);
  });
});

describe('a person', () => {
  it('with an account opens as a conversation, which joins the list', async () => {
    await search('karla');
    await open('user:karla');
    const created = nextcloud.control.requests.filter(({ method, path }) => method === 'POST' && ROOM.test(path));
    expect(created.map(({ body }) => JSON.parse(body))).toEqual([{ roomType: 1, invite: 'karla' }]);
    await eventually(() => shown().conversations?.some(({ name }) => name === 'Karla Kunz')).toBe(true);
    const token = shown()
      .conversations?.find(({ name }) => name === 'Karla Kunz')
      ?.token.split('.')[0];
    expect(ports.opener.opened.at(-1)?.url).toBe(`${nextcloud.url}/call/${token}`);
    await open('user:karla');
    expect(ports.opener.opened.at(-1)?.url).toBe(`${nextcloud.url}/call/${token}`);
  });

  it('who is gone is refused in words', async () => {
    await search('karla');
    nextcloud.control.fail({ status: 404 }, { path: ROOM, method: 'POST' });
    await expect(open('user:karla')).rejects.toMatchObject({ code: 'action-refused' });
  });

  it.each(['user:bob', 'user:../../x', 'card:', '', 'karla'])('who was not found is not opened: %j', async (id) => {
    await search('karla');
    await expect(open(id)).rejects.toThrow(RangeError);
    expect(asked(ROOM, 'POST')).toBe(0);
  });

  it.each(['../../evil', 'a/b', 'x?y', '', 'https://evil.example', 7, null])(
    'is not opened at the token %j',
    async (token) => {
      await search('karla');
      nextcloud.control.fail(
        { body: JSON.stringify({ ocs: { meta: { statuscode: 200, status: 'ok' }, data: { token } } }) },
        { path: ROOM, method: 'POST' },
      );
      const before = ports.opener.opened.length;
      await expect(open('user:karla')).rejects.toThrow();
      expect(ports.opener.opened).toHaveLength(before);
    },
  );

  it('without an account has what can be copied, and nothing else can be', async () => {
    const person = (await search('Karl K')).find(({ isUser }) => !isUser);
    const item = person?.id ?? '';
    await act({ kind: 'copy', ...account(), item, text: '+43 660 0000000' });
    expect(ports.opener.copied.at(-1)).toBe('+43 660 0000000');
    await expect(act({ kind: 'copy', ...account(), item, text: 'rm -rf /' })).rejects.toThrow(RangeError);
    await expect(open(item)).rejects.toThrow(RangeError);
  });
});

describe('a person with an account who is in an address book, too', () => {
  const kunz = ['FN:Karla K.', 'TEL:+43 1 2', 'EMAIL:karla@example.org'];
  const rows = async (query = 'kar') =>
    (await search(query))
      .filter(({ name }) => name !== 'Karl Kreisbrandmeister')
      .map(({ isUser, phones, mails }) => [isUser, phones, mails]);
  const host = () => nextcloud.url.replace('http://', '');
  const joined = [[true, ['+43 1 2'], ['karla@example.org']]];

  it.each<[string, () => void]>([
    ['names the account', () => nextcloud.control.addCard('alice', vcard(...kunz, `CLOUD:karla@${host()}`))],
    [
      'names it with an address',
      () => nextcloud.control.addCard('alice', vcard(...kunz, `CLOUD:karla@${nextcloud.url}/`)),
    ],
    [
      'is written by the server',
      () =>
        nextcloud.control.addCard(
          'alice',
          vcard(...kunz, 'X-NEXTCLOUD-UID:karla'),
          'z-app-generated--contactsinteraction--recent',
        ),
    ],
    [
      'has the same mail address',
      () => {
        const { control } = nextcloud;
        control.addUser({ id: 'karla', displayName: 'Karla Kunz', password: 'karla', mail: 'Karla@Example.org' });
        control.addCard('alice', vcard('FN:Karla', 'TEL:+43 1 2', 'EMAIL:karla@example.org'));
      },
    ],
  ])('whose card %s, is shown once, with numbers to copy', async (_how, add) => {
    add();
    const [[isUser, phones, mails] = [], ...others] = await rows();
    expect([isUser, phones, String(mails).toLowerCase(), others]).toEqual([true, ['+43 1 2'], 'karla@example.org', []]);
    await act({ kind: 'copy', ...account(), item: 'user:karla', text: '+43 1 2' });
    expect(ports.opener.copied.at(-1)).toBe('+43 1 2');
    await open('user:karla');
    expect(ports.opener.opened.at(-1)?.url).toContain('/call/');
  });

  it('has the number and address of the profile', async () => {
    const more = { mail: 'karla@example.org', phone: '+43 1 2' };
    nextcloud.control.addUser({ id: 'karla', displayName: 'Karla Kunz', password: 'karla', ...more });
    expect(await rows()).toEqual(joined);
  });

  it.each([
    ['only the name', ['FN:Karla Kunz', 'TEL:1']],
    ['an account of another server', ['FN:Karla Kunz', 'TEL:1', 'CLOUD:karla@evil.example']],
    ['a claim of its own', ['FN:Karla Kunz', 'TEL:1', 'X-NEXTCLOUD-UID:karla', 'UID:karla']],
  ])('stays two where the card has %s', async (_what, lines) => {
    nextcloud.control.addCard('alice', vcard(...lines));
    expect(await rows()).toEqual([
      [true, [], []],
      [false, ['1'], []],
    ]);
  });

  it('copies what an earlier search has found', async () => {
    nextcloud.control.addCard('alice', vcard('FN:Karla K.', 'TEL:1', `CLOUD:karla@${host()}`));
    await search('Kunz');
    await search('Karla K');
    await act({ kind: 'copy', ...account(), item: 'user:karla', text: '1' });
    expect(ports.opener.copied.at(-1)).toBe('1');
  });

  it('is not looked for in the book of all accounts of a large server', async () => {
    for (let index = 0; index < 2_001; index += 1)
      nextcloud.control.addUser({ id: `u${index}`, displayName: `Nummer ${index}`, password: 'x' });
    await search('kar');
    expect(asked(/z-server-generated--system/, 'REPORT')).toBe(0);
    expect(asked(BOOK, 'REPORT')).toBe(1);
  });
});

describe('what is new in the address books', () => {
  const found = async () => (await search('neu')).map(({ name }) => name);
  const addBook = () => nextcloud.control.addCard('alice', vcard('FN:Neumann'), 'verein');

  it.each<[string, () => Promise<void>]>([
    ['a while later', () => pass(11 * 60)],
    [
      'when the companion was switched off and on',
      async () => {
        talkmelder.changeSettings({ companions: [] });
        talkmelder.changeSettings({ companions: ['people'] });
        await eventually(() => talkmelder.companions().find(({ id }) => id === 'people')?.state).toBe('ready');
      },
    ],
  ])('is found %s: a book, and a card', async (_when, wait) => {
    expect(await found()).toEqual([]);
    addBook();
    expect(await found()).toEqual([]);
    await wait();
    expect(await found()).toEqual(['Neumann']);
    nextcloud.control.addCard('alice', vcard('FN:Neuner'));
    await pass(11 * 60);
    expect((await found()).toSorted()).toEqual(['Neumann', 'Neuner']);
  });

  it('is asked for once in a while, however often a person searches', async () => {
    for (let times = 0; times < 20; times += 1) {
      await search(`neu${times}`);
      await pass(60);
    }
    expect(asked(BOOKS, 'PROPFIND')).toBeLessThanOrEqual(3);
  });

  it('is found after a search that failed', async () => {
    addBook();
    const end = nextcloud.control.fail({ status: 500 }, { path: /addressbooks/, method: 'REPORT' });
    expect(await found()).toEqual([]);
    end();
    expect(await found()).toEqual(['Neumann']);
  });

  it('is found after a book has gone', async () => {
    await search('kar');
    nextcloud.control.fail({ status: 404 }, { path: BOOK, method: 'REPORT', count: 1 });
    addBook();
    await search('kars');
    expect(await found()).toEqual(['Neumann']);
  });

  it('does not hide what was known while the server is silent', async () => {
    await search('Karl');
    await pass(11 * 60);
    nextcloud.control.fail({ status: 500 }, { path: BOOKS, method: 'PROPFIND' });
    expect((await search('Karl')).map(({ name }) => name)).toContain('Karl Kreisbrandmeister');
    expect((await search('Karl K')).map(({ name }) => name)).toEqual(['Karl Kreisbrandmeister']);
  });
});

const FAULTS: Record<string, Fault> = {
  'a server error': { status: 500 },
  'a web page': 'html',
  'ten megabytes': { body: 'x'.repeat(10 * 1024 * 1024) },
  'a cut-off answer': 'cut-body',
  'no answer': 'drop',
  'an answer that never comes': 'hang',
  'a refusal of the password': { status: 401 },
  'a redirect elsewhere': { redirect: 'https://evil.example/' },
};

describe.each(Object.entries(FAULTS))('%s', (_, fault) => {
  it('of the address books leaves the directory, and the other way round', async () => {
    const end = nextcloud.control.fail(fault, { path: /addressbooks/ });
    expect((await search('kar')).map(({ name }) => name)).toEqual(['Karla Kunz']);
    end();
    nextcloud.control.fail(fault, { path: DIRECTORY });
    expect((await search('Karl')).map(({ name }) => name)).toEqual(['Karl Kreisbrandmeister']);
    nextcloud.control.fail(fault, { path: /addressbooks/ });
    await expect(search('Karla')).rejects.toThrow();
    write(wache, 'Alle da?');
    await expectRang(wache, ['Alle da?']);
    expect(state()).toBe('polling');
  });
});

describe('address books that a gateway refuses for a while', () => {
  it.each([403, 404, 405, 501])('are searched again afterwards: %i', async (status) => {
    const fault = { status, page: '<h1>Refused by the firewall</h1>' };
    const end = nextcloud.control.fail(fault, { path: /addressbooks/ });
    expect((await search('kar')).map(({ name }) => name)).toEqual(['Karla Kunz']);
    await expect(search('Karl K')).resolves.toEqual([]);
    end();
    expect((await search('Karl Kr')).map(({ name }) => name)).toEqual(['Karl Kreisbrandmeister']);
  });
});

describe('odd address books', () => {
  const names = async (query = 'kar') => (await search(query)).filter(({ isUser }) => !isUser).map(({ name }) => name);

  it('odd cards do not spoil the others, and long lines are left out', async () => {
    const { control } = nextcloud;
    const long = 'x'.repeat(1024 * 1024);
    control.addCard('alice', vcard('FN:Kari Lang', `NOTE:${long}`, `TEL:${long}`, 'TEL:112'));
    control.addCard('alice', vcard(`FN${';A=B'.repeat(20_000)}:Karparam`));
    control.addCard('alice', `BEGIN:VCARD\r\nFN:Karunclosed\r\n`);
    control.addCard('alice', vcard('FN:\u202EKarbidi\u0007\u2066', 'TEL;VALUE=uri:tel:+49-30-1', 'EMAIL:mailto:a@b.c'));
    control.addCard('alice', vcard('N:Karsten;Karl;;;', 'FN:Karsten'));
    control.addCard('alice', vcard('FN;TYPE="kaputt:Karquote'));
    const found = await search('kar');
    expect(await names()).toEqual(['Karl Kreisbrandmeister', 'Karbidi', 'Karsten']);
    expect(found.find(({ name }) => name === 'Karbidi')).toMatchObject({ phones: ['+49-30-1'], mails: ['a@b.c'] });
    const texts = found.flatMap(({ name, phones, mails }) => [name, ...phones, ...mails]);
    expect(texts.filter(hasInvisible)).toEqual([]);
  });

  it('a thousand cards are cut, and a card’s many numbers', async () => {
    for (let index = 0; index < 300; index += 1) nextcloud.control.addCard('alice', vcard(`FN:Kar${index}`));
    expect(await names()).toHaveLength(10);
    nextcloud.control.addCard('alice', vcard('FN:Viel', ...Array.from({ length: 500 }, (_, index) => `TEL:${index}`)));
    expect((await search('Viel'))[0]?.phones).toHaveLength(10);
  });

  it.each([
    [
      'entities',
      '<!DOCTYPE d [<!ENTITY a "kar">]><d:multistatus xmlns:d="DAV:"><d:response>&a;</d:response></d:multistatus>',
    ],
    ['a deep text', `<d:multistatus xmlns:d="DAV:">${'<a>'.repeat(50_000)}`],
    ['an empty text', ''],
  ])('%s are refused', async (_, body) => {
    nextcloud.control.fail(
      { status: 207, page: body, contentType: 'application/xml' },
      { path: BOOK, method: 'REPORT' },
    );
    expect((await search('kar')).map(({ name }) => name)).toEqual(['Karla Kunz']);
  });

  it('an address book elsewhere is never asked', async () => {
    const hrefs = [
      'https://evil.example/remote.php/dav/addressbooks/users/alice/x/',
      '//evil.example/remote.php/dav/addressbooks/users/alice/x/',
      '/remote.php/dav/addressbooks/users/bob/contacts/',
      '/remote.php/dav/addressbooks/users/alice/../bob/contacts/',
      '/index.php/logout',
    ];
    const type = '<d:resourcetype><d:collection/><card:addressbook/></d:resourcetype>';
    const all = hrefs.map(
      (href) =>
        `<d:response><d:href>${href}</d:href><d:propstat><d:prop>${type}</d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>`,
    );
    nextcloud.control.fail(
      {
        status: 207,
        page: `<d:multistatus xmlns:d="DAV:" xmlns:card="urn:ietf:params:xml:ns:carddav">${all.join('')}</d:multistatus>`,
        contentType: 'application/xml',
      },
      { path: BOOKS, method: 'PROPFIND' },
    );
    await search('kar');
    expect(nextcloud.control.requests.filter(({ method }) => method === 'REPORT')).toEqual([]);
  });
});
