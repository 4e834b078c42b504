import { beforeEach, describe, expect, it } from 'vitest';
import { createFakeSettings, type FakeSettingsStore } from '../../../test/fakes/stores.ts';
import { words } from '../i18n/index.ts';
import type { NotifyingCompanion } from '../model/companion.ts';
import type { Language } from '../model/settings.ts';
import { createArrivalStore, forgetArrivals } from './arrival-store.ts';
import { type Arrivals, createArrivals } from './arrivals.ts';
import type { Listed } from './companion.ts';

const MOST = 30;

let settings: FakeSettingsStore;
let screen: Map<string, { title: string; body: string; silent: boolean }>;
let shown: string[];
let disturb: () => Promise<boolean>;
let silent: boolean;
let showsTexts: boolean;
let language: Language;

beforeEach(() => {
  settings = createFakeSettings();
  screen = new Map();
  shown = [];
  disturb = async () => false;
  silent = false;
  showsTexts = true;
  language = 'de';
});

function start(companion: NotifyingCompanion = 'mail'): Arrivals {
  return createArrivals({
    accountId: 'account',
    companion,
    store: createArrivalStore(settings, 'account'),
    notify(notice) {
      shown.push(`${notice.title}: ${notice.body}`);
      screen.set(notice.key, notice);
    },
    amend: (notice) => void (screen.has(notice.key) && screen.set(notice.key, notice)),
    withdraw: (key) => void screen.delete(key),
    isSilent: () => silent,
    isDoNotDisturb: () => disturb(),
    showsTexts: () => showsTexts,
    say: words('de'),
    language: () => language,
  });
}

/** A line with these titles, newest first. Each title is an entry; a number at its end is its order. */
function line(titles: readonly string[], id = 'mail-unread', title: string | null = null): Listed {
  const told = titles.slice(0, MOST);
  const isMore = titles.length >= MOST;
  const orderOf = (text: string): number | null => Number(/\d+$/.exec(text)?.[0] ?? Number.NaN) || null;
  return {
    line: { id, title, count: told.length, isMore, newest: told[0] ?? null },
    entries: told.map((text) => ({ identity: text, order: orderOf(text), text })),
    isWhole: !isMore,
    top: null,
  };
}
const numbered = (from: number, to: number): string[] =>
  Array.from({ length: from - to + 1 }, (_, index) => `Mail ${from - index}`);

describe('arrivals', () => {
  it('are none at the first answer, and each counts once, however often it is listed and read', async () => {
    const arrivals = start();
    for (const titles of [['a'], ['a'], ['b', 'a'], ['b', 'a'], ['a'], ['b', 'a'], [], ['a', 'b']])
      await arrivals.take([line(titles)]);
    expect(shown).toEqual(['Mail: 2 ungelesen · b']);
  });

  it('are told once across a restart, and those that came meanwhile are told', async () => {
    await start().take([line(['a'])]);
    await start().take([line(['a'])]);
    await start().take([line(['c', 'b', 'a'])]);
    await start().take([line(['c', 'b', 'a'])]);
    expect(shown).toEqual(['Mail: 3 ungelesen · c']);
  });

  it('that came before the first answer after their record has gone are not told', async () => {
    await start().take([line(['a'])]);
    const store = createArrivalStore(settings, 'account');
    store.forget('mail');
    await start().take([line(['c', 'b', 'a'])]);
    forgetArrivals(settings, 'account');
    await start().take([line(['d', 'c', 'b', 'a'])]);
    expect(shown).toEqual([]);
  });

  it.each([
    null,
    7,
    [],
    { known: 5 },
    { known: [{ companion: 'mail', language: 'de', lines: [{ line: 'x', entries: ['y'], isWhole: 1, top: 'z' }] }] },
  ])('are none after a record of another shape: %j', async (document) => {
    settings.documents.set('arrivals/account', JSON.stringify(document));
    const arrivals = start();
    await arrivals.take([line(['a'])]);
    await arrivals.take([line(['b', 'a'])]);
    expect(shown).toEqual(['Mail: 2 ungelesen · b']);
  });

  it('with equal texts are as many as there are', async () => {
    const arrivals = start();
    for (const titles of [['a'], ['a', 'a'], ['a', 'a']]) await arrivals.take([line(titles)]);
    expect(shown).toEqual(['Mail: 2 ungelesen · a']);
  });

  it('are found where they stand, also below older ones', async () => {
    const arrivals = start();
    for (const titles of [
      ['b', 'a'],
      ['b', 'late', 'a'],
    ])
      await arrivals.take([line(titles)]);
    expect(shown).toEqual(['Mail: 3 ungelesen · late']);
  });

  it('of a list that the server cuts are those at its top; what moves up when the user reads is old', async () => {
    const arrivals = start();
    await arrivals.take([line(numbered(100, 1))]);
    await arrivals.take([line(numbered(95, 1))]);
    await arrivals.take([line(numbered(60, 1))]);
    await arrivals.take([line(numbered(40, 30))]);
    expect(shown).toEqual([]);
    await arrivals.take([line(['Mail 101', ...numbered(40, 1)])]);
    await arrivals.take([line(numbered(150, 1))]);
    expect(shown).toEqual(['Mail: 30+ ungelesen · Mail 101', 'Mail: 30+ ungelesen · Mail 150']);
  });

  it('of a list that the server cuts are told below an entry that stays on top', async () => {
    const arrivals = start();
    const future = 'Mail 2100000000';
    const take = (from: number) => arrivals.take([line([future, ...numbered(from, 1)])]);
    await take(100);
    for (const from of [101, 103, 103]) await take(from);
    expect(shown).toHaveLength(2);
    // The user reads all but some of the listed ones.
    for (const from of [95, 80, 60]) await take(from);
    expect([shown, screen.size]).toEqual([['Mail: 30+ ungelesen · Mail 101', 'Mail: 30+ ungelesen · Mail 103'], 0]);
  });

  it('of a list without any known entry are those with a higher number than all of the last answer', async () => {
    const arrivals = start();
    await arrivals.take([line(['Mail 2100000000', ...numbered(200, 1)])]);
    // The user has read all that were listed: what moves up is old.
    await arrivals.take([line(numbered(171, 1))]);
    await arrivals.take([line(numbered(141, 1))]);
    expect(shown).toEqual([]);
    // The date in the future has gone with its entry.
    await arrivals.take([line(numbered(260, 1))]);
    expect(shown).toEqual(['Mail: 30+ ungelesen · Mail 260']);
  });

  it('are no storm: one notification, which the next one replaces', async () => {
    const arrivals = start();
    await arrivals.take([line([])]);
    await arrivals.take([line(numbered(20, 1))]);
    await arrivals.take([line(numbered(25, 1))]);
    expect([shown, screen.size]).toEqual([['Mail: 20 ungelesen · Mail 20', 'Mail: 25 ungelesen · Mail 25'], 1]);
  });

  it('leave the screen when all of them are read, and not while one is unread', async () => {
    const arrivals = start();
    for (const titles of [['a'], ['c', 'b', 'a'], ['b', 'a']]) await arrivals.take([line(titles)]);
    expect(screen.size).toBe(1);
    await arrivals.take([line(['a'])]);
    expect(screen.size).toBe(0);
  });

  it('leave the screen with their companion', async () => {
    const arrivals = start();
    for (const titles of [[], ['a']]) await arrivals.take([line(titles)]);
    arrivals.end();
    expect(screen.size).toBe(0);
    await arrivals.take([line(['b', 'a'])]);
    expect(shown).toHaveLength(1);
  });

  it('of an answer that was under way when the notifications were switched off are neither told nor kept', async () => {
    const arrivals = start();
    await arrivals.take([line([])]);
    const answer = Promise.withResolvers<boolean>();
    disturb = () => answer.promise;
    const taking = arrivals.take([line(['a'])]);
    arrivals.end();
    createArrivalStore(settings, 'account').forget('mail');
    answer.resolve(false);
    await taking;
    expect([shown, settings.documents.get('arrivals/account')]).toEqual([[], '{"known":[]}']);
  });

  it('are silent when everything is, and during "do not disturb"', async () => {
    const arrivals = start();
    await arrivals.take([line([])]);
    const isSilent = async (title: string): Promise<boolean | undefined> => {
      await arrivals.take([line([title])]);
      return screen.get('app/mail')?.silent;
    };
    expect(await isSilent('a')).toBe(false);
    silent = true;
    expect(await isSilent('b')).toBe(true);
    silent = false;
    disturb = async () => true;
    expect(await isSilent('c')).toBe(true);
    disturb = () => Promise.reject(new Error('no status'));
    expect(await isSilent('d')).toBe(false);
  });

  it('show no text of the server where texts are hidden, also when that begins later', async () => {
    const arrivals = start('widgets');
    const widget = (titles: string[]) => line(titles, 'notes', 'Notizen');
    await arrivals.take([widget([])]);
    await arrivals.take([widget(['Geheim'])]);
    expect(screen.get('app/widgets')).toMatchObject({ title: 'Notizen', body: '1 neu · Geheim' });
    showsTexts = false;
    arrivals.hideTexts();
    expect(screen.get('app/widgets')).toMatchObject({ title: 'Dashboard', body: '1 neu' });
    await arrivals.take([widget(['Geheimer', 'Geheim'])]);
    expect(shown.at(-1)).toBe('Dashboard: 1 neu');
  });

  it('of several widgets are one notification; a widget that is chosen later begins with what it has', async () => {
    const arrivals = start('widgets');
    const notes = (titles: string[]) => line(titles, 'notes', 'Notizen');
    const activity = (titles: string[]) => line(titles, 'activity', 'Aktivitäten');
    await arrivals.take([notes([])]);
    await arrivals.take([notes([]), activity(['x', 'y'])]);
    expect(shown).toEqual([]);
    await arrivals.take([notes(['n']), activity(['z', 'x', 'y'])]);
    expect([shown, screen.get('app/widgets')]).toMatchObject([
      ['Dashboard: 2 neu · n'],
      { app: { companion: 'widgets', item: 'notes' } },
    ]);
  });

  it('are none because the server answers in another language', async () => {
    const arrivals = start('widgets');
    await arrivals.take([line(['Bob hat geschrieben'])]);
    language = 'en';
    await arrivals.take([line(['Bob has written'])]);
    expect(shown).toEqual([]);
  });

  it('are remembered without a word, and only so many', async () => {
    const arrivals = start();
    for (let last = 10; last < 2_000; last += 10) await arrivals.take([line(numbered(last, 1))]);
    const stored = settings.documents.get('arrivals/account') ?? '';
    expect(stored).not.toMatch(/Mail \d/);
    expect(stored).not.toContain('unread');
    expect(stored.length).toBeLessThan(8_000);
  });

  it('are cut between characters as the user sees them', async () => {
    const arrivals = start();
    await arrivals.take([line([])]);
    await arrivals.take([line(['👩‍👩‍👧‍👦'.repeat(300)])]);
    const body = screen.get('app/mail')?.body ?? '';
    expect(body.length).toBeLessThan(230);
    expect(body).toMatch(/^1 ungelesen · (?:👩‍👩‍👧‍👦)+…$/u);
  });

  it('of News count by the ids that the server tells, also after it began anew', async () => {
    const arrivals = start('news');
    const take = (id: number | null, top: number) =>
      arrivals.take([
        {
          line: { id: 'news', title: null, count: id === null ? 0 : 2, isMore: false, newest: `Artikel ${id}` },
          entries: id === null ? [] : [{ identity: String(id), order: id, text: `Artikel ${id}` }],
          isWhole: false,
          top,
        },
      ]);
    await take(null, 7);
    // An old article is marked as unread.
    await take(3, 7);
    await take(9, 9);
    // The newest is read; an older one is the newest unread one.
    await take(8, 9);
    expect([shown, screen.size]).toEqual([['News: 2 ungelesen · Artikel 9'], 0]);
    await take(1, 1);
    await take(2, 2);
    expect(shown).toEqual(['News: 2 ungelesen · Artikel 9', 'News: 2 ungelesen · Artikel 2']);
  });
});
