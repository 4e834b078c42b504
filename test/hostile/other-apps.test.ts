import { beforeEach, describe, expect, it } from 'vitest';
import type { CompanionId, CompanionView } from '../../main/core/model/companion.ts';
import { hasInvisible } from '../../main/core/model/plain-text.ts';
import { accountId, named, nextcloud, ports, restart, signIn, talkmelder } from '../fakes/pc.ts';
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
  control.setWidgetItems('activity', [
    { title: 'Bob hat eine Datei geändert', subtitle: 'Vor 2 Minuten', since: '219' },
  ]);
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

describe('their notifications', () => {
  /** A quarter of an hour and its jitter. */
  const QUARTER = 17 * 60;
  const MAILS = [
    { title: 'Karl', subtitle: 'Dienstplan Dezember' },
    { title: 'Eva', subtitle: 'Kasse' },
  ];
  const told = () => ports.notifier.asked.filter(({ key }) => key.includes('/app/'));
  const texts = (): string[] => told().map(({ title, body }) => `${title}: ${body}`);
  const visible = () => [...ports.notifier.visible.values()].filter(({ key }) => key.includes('/app/'));

  /** Switches these on, with notifications, while the window is hidden. */
  async function notifyOf(...ids: Other[]): Promise<void> {
    await signIn();
    talkmelder.changeSettings({ companions: ids, companionNotifications: ids, widgets: ['activity'] });
    await eventually(() => ids.every((id) => view(id)?.state === 'ready')).toBe(true);
  }

  /** Something new comes in each of them. */
  function arrive(): void {
    const { control } = nextcloud;
    control.setWidgetItems('mail-unread', [{ title: 'Bob', subtitle: 'Übung' }, ...MAILS]);
    const activity = { title: 'Bob hat eine Datei geändert', subtitle: 'Vor 9 Minuten', since: '219' };
    control.setWidgetItems('activity', [{ title: 'Eva hat etwas geteilt', subtitle: 'Gerade eben' }, activity]);
    control.setNews([{ title: 'Warnungen', unread: ['Hochwasser', 'Sturm', 'Glätte'] }]);
  }

  it('are off until they are switched on, whatever comes', async () => {
    await lookWith(...ALL);
    arrive();
    await pass(QUARTER);
    expect([line('mail')?.count, texts()]).toEqual([3, []]);
  });

  it('tell once what is new while the window is hidden, also across restarts', async () => {
    await notifyOf(...ALL);
    await pass(QUARTER);
    expect(texts()).toEqual([]);
    arrive();
    await pass(QUARTER);
    expect(texts().sort()).toEqual([
      'Mail: 3 unread · Bob: Übung',
      'Neueste Aktivitäten: 1 new · Eva hat etwas geteilt',
      'News: 3 unread · Hochwasser',
    ]);
    await pass(QUARTER);
    await restart(() => {});
    await pass(QUARTER);
    expect(texts()).toHaveLength(3);
    await restart(() => nextcloud.control.setWidgetItems('mail-unread', [{ title: 'Neu', subtitle: 'x' }, ...MAILS]));
    await eventually(() => texts().at(-1)).toBe('Mail: 3 unread · Neu: x');
    expect(texts()).toHaveLength(4);
    const stored = [...ports.settings.documents.values()].join();
    expect(stored).not.toMatch(/Karl|Dienstplan|bung|Sturm|Hochwasser|Eva|Datei/);
  });

  it.each([29, 40])('tell of a mail although the date of another is in the future: %i unread', async (count) => {
    const mail = (title: string, since: number) => ({ title, subtitle: 'x', since: String(since) });
    const old = Array.from({ length: count - 1 }, (_, index) => mail(`Old ${index}`, 1_700_000_000 - index));
    const list = (...titles: string[]): void =>
      nextcloud.control.setWidgetItems('mail-unread', [
        mail('Spam', 2_100_000_000),
        ...titles.map((title, index) => mail(title, 1_700_000_100 - index)),
        ...old,
      ]);
    list();
    await notifyOf('mail');
    await pass(QUARTER);
    expect(texts()).toEqual([]);
    for (const titles of [['1'], ['2', '1'], ['3', '2', '1']]) {
      list(...titles);
      await pass(QUARTER);
    }
    expect(told()).toHaveLength(3);
  });

  it('ask nothing of a companion whose notifications are off, while the window is hidden', async () => {
    await notifyOf('mail');
    talkmelder.changeSettings({ companions: [...ALL] });
    nextcloud.control.clearRequests();
    await pass(3_600);
    expect([asked(PATHS.news), asked(/v1\/widgets/)]).toEqual([0, 0]);
    expect(asked(PATHS.mail)).toBeGreaterThanOrEqual(3);
    expect(asked(PATHS.mail)).toBeLessThanOrEqual(5);
  });

  it('leave when everything is read, when they or their app are switched off, and with the account', async () => {
    await notifyOf(...ALL);
    const ring = async (): Promise<void> => {
      arrive();
      nextcloud.control.setWidgetItems('mail-unread', [
        { title: 'Bob', subtitle: 'Übung', since: String(told().length + 1_000) },
      ]);
      await pass(QUARTER);
      expect(visible().map(({ key }) => key.split('/').at(-1))).toContain('mail');
    };
    await ring();
    nextcloud.control.setWidgetItems('mail-unread', []);
    nextcloud.control.setNews([]);
    await pass(QUARTER);
    expect(visible().map(({ key }) => key.split('/').at(-1))).toEqual(['widgets']);
    talkmelder.changeSettings({ companionNotifications: ['mail'] });
    expect(visible()).toEqual([]);
    await ring();
    talkmelder.changeSettings({ companions: [] });
    expect(visible()).toEqual([]);
    talkmelder.changeSettings({ companions: ['mail'] });
    await pass(60);
    await ring();
    const id = accountId();
    await talkmelder.disconnect(id);
    expect([visible(), ports.settings.documents.has(`arrivals/${id}`)]).toEqual([[], false]);
  });

  it('begin anew when they are switched on again, or another account signs in', async () => {
    await notifyOf('mail');
    talkmelder.changeSettings({ companionNotifications: [] });
    arrive();
    talkmelder.changeSettings({ companionNotifications: ['mail'] });
    await pass(QUARTER);
    expect(texts()).toEqual([]);
    await talkmelder.disconnect(accountId());
    nextcloud.control.setWidgetItems('mail-unread', [{ title: 'Neu', subtitle: 'x' }, ...MAILS]);
    await signIn();
    await pass(QUARTER);
    expect(texts()).toEqual([]);
  });

  it('are silent in a pause and during "do not disturb", without text where texts are off', async () => {
    await notifyOf('mail');
    talkmelder.pause('hour');
    talkmelder.changeSettings({ previewText: false });
    arrive();
    await pass(QUARTER);
    expect(told().map(({ title, body, silent }) => [title, body, silent])).toEqual([['Mail', '3 unread', true]]);
    talkmelder.unpause();
    nextcloud.control.setStatus('alice', 'dnd');
    nextcloud.control.setWidgetItems('mail-unread', [{ title: 'Neu', subtitle: 'x' }, ...MAILS]);
    await pass(QUARTER);
    expect(told().map(({ silent }) => silent)).toEqual([true, true]);
  });

  it('lose their text when no person is at the station any more, and do not ring for that', async () => {
    await notifyOf('mail');
    talkmelder.changeSettings({ station: true });
    arrive();
    await pass(QUARTER);
    expect(visible().map(({ body }) => body)).toEqual(['3 unread · Bob: Übung']);
    talkmelder.lockScreen();
    expect(visible().map(({ title, body }) => [title, body])).toEqual([['Mail', '3 unread']]);
    expect(told()).toHaveLength(1);
  });

  it('open the app on the account’s server and nothing else, and leave', async () => {
    nextcloud.control.addWidget({ id: 'trap', title: 'Falle', page: 'https://evil.example/steal', items: [] });
    await notifyOf(...ALL);
    talkmelder.changeSettings({ widgets: ['trap'] });
    talkmelder.look();
    await eventually(() => line('widgets')?.id).toBe('trap');
    arrive();
    nextcloud.control.setWidgetItems('trap', [{ title: 'Klick', subtitle: '', link: 'https://evil.example/' }]);
    await pass(QUARTER);
    const apps = visible().flatMap(({ app }) => app ?? []);
    expect(apps).toHaveLength(3);
    for (const app of apps) await talkmelder.openApp(app);
    const base = nextcloud.url;
    expect(
      ports.opener.opened
        .slice(-3)
        .map(({ url }) => url)
        .sort(),
    ).toEqual(['dashboard', 'mail', 'news'].map((app) => `${base}/apps/${app}/`));
    expect(visible()).toEqual([]);
    const [app] = apps;
    if (!app) throw new Error('no notification');
    for (const odd of [{ account: '0'.repeat(12) }, { companion: 'appointments' as const, item: '../..' }])
      await expect(talkmelder.openApp({ ...app, ...odd })).rejects.toThrow();
  });

  it('show odd texts cleaned and cut, and counts clamped', async () => {
    await notifyOf('mail', 'news');
    const odd = '\u202Egnp.nalp\u0007\u2066\nx'.concat('👩‍👩‍👧‍👦'.repeat(200));
    nextcloud.control.setWidgetItems('mail-unread', Array(40).fill({ title: odd, subtitle: odd }));
    const feeds = { feeds: [{ unreadCount: 1e300 }], newestItemId: 9_000 };
    nextcloud.control.fail({ body: JSON.stringify(feeds) }, { path: /news.*feeds/ });
    nextcloud.control.fail({ body: JSON.stringify({ items: [{ id: 9_000, title: odd }] }) }, { path: /news.*items/ });
    await pass(QUARTER);
    expect(told()).toHaveLength(2);
    for (const { title, body } of told()) {
      expect(title).toMatch(/^(Mail|News)$/);
      expect(body).toMatch(/^(30\+|99999\+) unread · gnp\.nalp/);
      for (const mark of ['\u202E', '\u2066', '\u0007', '\n']) expect(body).not.toContain(mark);
      expect(body.isWellFormed()).toBe(true);
      expect(body.length).toBeLessThan(230);
    }
  });

  it('come once an answer at most, however much a server invents', async () => {
    await notifyOf('widgets');
    let round = 0;
    nextcloud.control.alter(/widget-items/, () => {
      round += 1;
      return {
        activity: { items: Array.from({ length: 9_000 }, (_, index) => ({ title: `${round}/${index}`, sinceId: -1 })) },
      };
    });
    nextcloud.control.clearRequests();
    await pass(2 * 3_600);
    expect(told().length).toBeLessThanOrEqual(asked(/widget-items/));
    expect(visible().length).toBeLessThanOrEqual(1);
    const stored = ports.settings.documents.get(`arrivals/${accountId()}`) ?? '';
    expect(stored.length).toBeLessThan(10_000);
  });

  it('fail alone: conversations ring, and nothing is told twice afterwards', async () => {
    await notifyOf(...ALL);
    arrive();
    for (const id of ALL) nextcloud.control.fail({ status: 500 }, { path: PATHS[id] });
    await pass(QUARTER);
    write(wache, 'Alle da?');
    await expectRang(wache, ['Alle da?']);
    expect(texts()).toEqual([]);
    nextcloud.control.clearFaults();
    await pass(3 * 3_600);
    expect(texts()).toHaveLength(3);
  });
});
