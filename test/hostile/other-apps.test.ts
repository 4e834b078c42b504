import { beforeEach, describe, expect, it } from 'vitest';
import type { CompanionId, CompanionView } from '../../main/core/model/companion.ts';
import { hasInvisible } from '../../main/core/model/plain-text.ts';
import { accountId, named, nextcloud, ports, signIn, talkmelder } from '../fakes/pc.ts';
import type { Fault } from '../nextcloud/faults.ts';
import { asked, eventually, expectRang, pass, state, useStationWithOther, wache, write } from './station-pc.ts';

useStationWithOther();

/** The paths that each companion asks. */
const PATHS = {
  mail: /dashboard\/api\/v2\/widget-items$/,
  news: /apps\/news\/api/,
  widgets: /dashboard\/api/,
} as const satisfies Partial<Record<CompanionId, RegExp>>;
type Other = keyof typeof PATHS;
const ALL = Object.keys(PATHS) as Other[];

const view = (id: CompanionId): CompanionView | undefined => talkmelder.companions().find((one) => one.id === id);
const lines = (id: CompanionId) => {
  const content = view(id)?.content;
  return content && 'lines' in content ? content.lines : null;
};
const line = (id: CompanionId) => lines(id)?.[0];
const open = (companion: CompanionId, item: string | null = null) =>
  talkmelder.actOnCompanion({ kind: 'open', account: accountId(), companion, item });

/** Signs in, opens the window and switches these companions on. */
async function lookWith(...companions: CompanionId[]): Promise<void> {
  await signIn();
  talkmelder.look();
  talkmelder.changeSettings({ companions, widgets: ['activity'] });
  await eventually(() => companions.some((id) => view(id)?.state === 'loading')).toBe(false);
}

beforeEach(() => {
  const { control } = nextcloud;
  control.setWidgetItems('mail-unread', [
    { title: 'Karl', subtitle: 'Dienstplan Dezember' },
    { title: 'Eva', subtitle: 'Kasse' },
  ]);
  control.setWidgetItems('activity', [{ title: 'Bob hat eine Datei geändert', subtitle: 'Vor 2 Minuten' }]);
  control.setNews([
    { title: 'Warnungen', unread: ['Sturm', 'Glätte'] },
    { title: 'Verband', unread: ['Lehrgang'] },
  ]);
});

describe('mail, News and widgets', () => {
  it('tell how many wait, and the newest', async () => {
    await lookWith(...ALL);
    expect(line('mail')).toEqual({
      id: 'mail-unread',
      title: null,
      count: 2,
      isMore: false,
      newest: 'Karl: Dienstplan Dezember',
    });
    expect(line('news')).toMatchObject({ count: 3, newest: 'Sturm' });
    expect(line('widgets')).toMatchObject({
      title: 'Neueste Aktivitäten',
      count: 1,
      newest: 'Bob hat eine Datei geändert',
    });
  });

  it('nothing is asked while they are off, or the window is hidden', async () => {
    await signIn();
    talkmelder.look();
    await pass(1_200);
    talkmelder.unlook();
    talkmelder.changeSettings({ companions: [...ALL] });
    await pass(1_200);
    for (const id of ALL) expect(asked(PATHS[id])).toBe(0);
  });

  it('a window that no person uses asks every 15 minutes', async () => {
    await lookWith('news');
    await pass(15 * 60);
    nextcloud.control.clearRequests();
    await pass(60 * 60);
    expect(asked(/news.*feeds$/)).toBeLessThanOrEqual(5);
    expect(asked(/news.*feeds$/)).toBeGreaterThanOrEqual(3);
  });

  it('a chosen widget is shown at once, and the settings offer those that a client can read', async () => {
    await lookWith('widgets');
    nextcloud.control.setWidgetItems('notes', [{ title: 'Einkauf', subtitle: '' }]);
    talkmelder.changeSettings({ widgets: ['notes', 'activity', 'gone'] });
    await eventually(() => lines('widgets')?.map(({ id }) => id)).toEqual(['activity', 'notes']);
    const content = view('widgets')?.content;
    const offered = content?.of === 'widgets' ? content.offered.map(({ id }) => id) : [];
    expect(offered).toContain('notes');
    expect(offered).not.toContain('circles');
  });

  it('many are "more than"', async () => {
    const item = { title: 'Karl', subtitle: 'Plan' };
    nextcloud.control.setWidgetItems('mail-unread', Array(40).fill(item));
    await lookWith('mail');
    expect(line('mail')).toMatchObject({ count: 30, isMore: true });
  });

  it('a server without them does not have them, and nothing fails', async () => {
    nextcloud.control.removeWidget('mail-unread');
    nextcloud.control.setNews(null);
    nextcloud.control.fail({ status: 404 }, { path: /dashboard\/api\/v1\/widgets/ });
    await lookWith(...ALL);
    for (const id of ALL) expect(view(id)).toMatchObject({ state: 'unavailable', content: null, error: null });
  });

  it('a gateway that has no such page does not make them missing', async () => {
    await lookWith(...ALL);
    const [before] = [ALL.map(lines)];
    nextcloud.control.fail({ status: 404, page: '<h1>404 Not Found</h1>' }, { path: /apps\/(news|dashboard)\// });
    for (const companion of ALL) await talkmelder.actOnCompanion({ kind: 'refresh', account: accountId(), companion });
    expect(ALL.map((id) => view(id)?.state)).toEqual(['failed', 'failed', 'failed']);
    expect(ALL.map(lines)).toEqual(before);
    nextcloud.control.fail('drop', { path: /navigation\/apps$/ });
    await pass(2);
    await talkmelder.actOnCompanion({ kind: 'refresh', account: accountId(), companion: 'news' });
    expect(view('news')?.state).toBe('failed');
  });

  it('an unattended station shows none of it', async () => {
    await lookWith('mail');
    talkmelder.changeSettings({ station: true });
    talkmelder.setIdle(true);
    expect(JSON.stringify(talkmelder.companions())).not.toContain('Karl');
    await expect(open('mail')).rejects.toThrow();
    talkmelder.setIdle(false);
    expect(line('mail')?.newest).toContain('Karl');
  });
});

describe('the browser opens them', () => {
  it('at the account’s server', async () => {
    await lookWith(...ALL);
    await open('mail');
    await open('news');
    await open('widgets', 'activity');
    const base = nextcloud.url;
    const pages = ['mail', 'news', 'activity'].map((app) => `${base}/apps/${app}/`);
    expect(ports.opener.opened.slice(-3).map(({ url }) => url)).toEqual(pages);
  });

  it.each([
    'https://evil.example/steal',
    'http://127.0.0.1:1/other-port',
    'http://alice:secret@127.0.0.1/x',
    'file:///etc/passwd',
    'httpjavascript:alert(1)',
  ])('and never a widget’s link to %s', async (page) => {
    nextcloud.control.addWidget({
      id: 'trap',
      title: 'Falle',
      page: page.replace(/^http(?=javascript)/, ''),
      items: [],
    });
    await lookWith('widgets');
    talkmelder.changeSettings({ widgets: ['trap'] });
    await eventually(() => line('widgets')?.id).toBe('trap');
    await open('widgets', 'trap');
    const opened = ports.opener.opened.at(-1)?.url ?? '';
    expect(new URL(opened).origin).toBe(new URL(nextcloud.url).origin);
  });

  it('and nothing that was not asked', async () => {
    await lookWith('widgets');
    const before = ports.opener.opened.length;
    for (const item of ['', 'https://evil.example', '../..', '__proto__', null])
      await expect(open('widgets', item)).rejects.toThrow();
    await expect(open('news')).rejects.toThrow();
    expect(ports.opener.opened).toHaveLength(before);
  });
});

const HUGE = 'x'.repeat(10 * 1024 * 1024);
const EMPTY: Fault = { body: '{"ocs":{"meta":{"statuscode":200},"data":[]},"feeds":[]}' };
const FAULTS: Record<string, Fault> = {
  'a server error': { status: 500 },
  'a web page': 'html',
  'ten megabytes': { body: HUGE },
  'ten megabytes of JSON': { body: JSON.stringify({ ocs: { meta: {}, data: HUGE }, feeds: HUGE }) },
  'an empty list': EMPTY,
  'a wrong shape': { body: '{"ocs":{"meta":{"statuscode":200}},"feeds":5}' },
  'JSON that is no record': { body: '"never"' },
  'a cut-off answer': 'cut-body',
  'no answer': 'drop',
  'an answer that never comes': 'hang',
  'a redirect elsewhere': { redirect: 'https://evil.example/' },
  'too many requests': { status: 429, retryAfter: 30 },
  'a refusal of the password': { status: 401 },
};

describe.each(ALL)('when %s answers with', (id) => {
  it.each(Object.entries(FAULTS))('%s, conversations go on ringing and the account stays', async (_, fault) => {
    await lookWith(id);
    const before = view(id)?.content;
    expect(before).not.toBeNull();
    nextcloud.control.fail(fault, { path: PATHS[id] });
    await pass(6 * 60);
    write(wache, 'Alle da?');
    await expectRang(wache, ['Alle da?']);
    expect(state()).toBe('polling');
    nextcloud.control.clearFaults();
    // An empty list says that the server does not have it. Nothing else hides what was known.
    if (fault === EMPTY) return;
    expect(view(id)).toMatchObject({ state: 'failed', content: before });
    await pass(10 * 60);
    expect(view(id)).toMatchObject({ state: 'ready', error: null });
  });
});

describe('odd entries', () => {
  it('names lose direction marks and control characters, and long ones are cut', async () => {
    const odd = '\u202Egnp.nalp\u0007\u2066\nx'.concat('y'.repeat(5_000));
    nextcloud.control.setWidgetItems('mail-unread', [{ title: odd, subtitle: odd }]);
    nextcloud.control.setNews([{ title: odd, unread: [odd] }]);
    nextcloud.control.addWidget({ id: 'odd', title: odd, items: [{ title: odd, subtitle: odd }] });
    await lookWith(...ALL);
    talkmelder.changeSettings({ widgets: ['odd'] });
    await eventually(() => line('widgets')?.id).toBe('odd');
    const texts = ALL.flatMap((id) => [line(id)?.title, line(id)?.newest]);
    expect(texts.filter((text) => text && hasInvisible(text))).toEqual([]);
    for (const id of ALL) expect(line(id)?.newest?.length).toBeLessThanOrEqual(602);
    expect(line('widgets')?.title?.length).toBeLessThanOrEqual(300);
  });

  it('odd feeds and items do not spoil the others, and counts are clamped', async () => {
    const feeds = [
      null,
      7,
      'x',
      [],
      { unreadCount: -5 },
      { unreadCount: 'many' },
      { unreadCount: 2 },
      { unreadCount: 1e300 },
    ];
    nextcloud.control.fail({ body: JSON.stringify({ feeds }) }, { path: /news.*feeds/ });
    nextcloud.control.alter(/widget-items/, () => ({ 'mail-unread': { items: [null, 5, { title: 3 }, {}] } }));
    await lookWith('mail', 'news');
    expect(line('news')).toMatchObject({ count: 99_999, isMore: true });
    expect(line('mail')).toMatchObject({ count: 2, newest: '3' });
  });

  it('ten thousand widgets and items are cut', async () => {
    const widget = (index: number) => ({ id: `w${index}`, title: `Widget ${index}`, item_api_versions: [2] });
    nextcloud.control.alter(/v1\/widgets/, () =>
      Object.fromEntries(Array.from({ length: 3_000 }, (_, index) => [`w${index}`, widget(index)])),
    );
    nextcloud.control.alter(/widget-items/, () => ({
      'mail-unread': { items: Array.from({ length: 9_000 }, () => ({ title: 'Karl' })) },
    }));
    await lookWith('mail', 'widgets');
    const content = view('widgets')?.content;
    expect(content?.of === 'widgets' && content.offered.length).toBe(100);
    expect(line('mail')?.count).toBe(30);
  });
});

it('no text of theirs reaches the disk', async () => {
  await lookWith(...ALL);
  await pass(60);
  expect(JSON.stringify([...ports.settings.documents])).not.toContain('Dienstplan');
  expect(ports.log.lines.join('\n')).not.toMatch(/Dienstplan|Sturm|Karl/);
  expect(named(wache)).not.toBe('');
});
