import { beforeEach, describe, expect, it } from 'vitest';
import { group, named, nextcloud, ports, restart, signIn, talkmelder } from '../fakes/pc.ts';
import {
  asked,
  chatOf,
  eventually,
  expectRang,
  other,
  polls,
  rang,
  readAll,
  row,
  state,
  textsIn,
  useStationPc,
  write,
} from './station-pc.ts';

useStationPc();

const SUBSCRIBED = /\/chat\/subscribed-threads$/;
const ONE_THREAD = /\/threads\/\d+$/;

let wache = '';
/** The thread that Bob started in "Einsatzgruppe 1". */
let thread = 0;

beforeEach(() => {
  wache = other();
  thread = nextcloud.control.send('bob', group, 'Wer putzt?', { threadTitle: 'Fahrzeugpflege' });
  readAll();
});

const post = (...texts: string[]): void => {
  for (const text of texts) nextcloud.control.send('bob', group, text, { thread });
};
const follow = (level: 0 | 1 | 2 | 3): void => nextcloud.control.setThreadLevel('alice', group, thread, level);

/** Signs Alice in, and waits until the app has asked which threads she follows. */
async function signedIn(): Promise<void> {
  await signIn();
  await polls(2);
}

describe('in a conversation that rings for mentions', () => {
  beforeEach(() => nextcloud.control.setLevel('alice', group, 2));

  it('a followed thread rings', async () => {
    follow(1);
    await signedIn();
    post('Ich komme');
    await expectRang(group, ['Ich komme']);
    await polls(2);
    expect(rang()).toHaveLength(1);
  });

  it('each post in it rings, wherever it stands among the messages between two lists', async () => {
    follow(1);
    await signedIn();
    write(group, 'vorher');
    post('eins');
    write(group, 'dazwischen');
    post('zwei');
    write(group, 'danach');
    await expectRang(group, ['eins', 'zwei']);
    await restart(() => {});
    await polls(2);
    expect(rang()).toHaveLength(2);
  });

  it('a thread followed a moment ago rings', async () => {
    await signedIn();
    follow(1);
    post('Ich komme');
    await expectRang(group, ['Ich komme']);
  });

  it.each([
    ['as in its conversation', 0],
    ['for mentions', 2],
    ['never', 3],
  ] as const)('a thread set to ring %s does not', async (_what, level) => {
    follow(level);
    await signedIn();
    post('Ich komme');
    write(wache, 'Wache');
    await expectRang(wache, ['Wache']);
    await polls(2);
    expect(textsIn(group)).toEqual([]);
  });

  it('a mention rings in a thread, unless it is muted', async () => {
    await signedIn();
    post('@alice erste');
    await expectRang(group, ['@Alice Anders erste']);
    follow(3);
    post('@alice zweite');
    write(wache, 'Wache');
    await expectRang(wache, ['Wache']);
    expect(textsIn(group)).toHaveLength(1);
  });
});

describe('in a conversation that always rings', () => {
  it('a muted thread does not, and the conversation does', async () => {
    follow(3);
    await signedIn();
    post('still');
    write(group, 'laut');
    post('auch still');
    await expectRang(group, ['laut']);
    await polls(2);
    expect(textsIn(group)).toEqual(['laut']);
  });

  it('a muted thread does not ring as the last and only message either', async () => {
    await signedIn();
    post('laut');
    await expectRang(group, ['laut']);
    follow(3);
    post('still');
    write(wache, 'Wache');
    await expectRang(wache, ['Wache']);
    await polls(2);
    expect(textsIn(group)).toEqual(['laut']);
  });

  it('a muted thread does not ring when the last message is only a system message about it', async () => {
    await signedIn();
    write(group, 'laut');
    thread = nextcloud.control.send('bob', group, 'still', { threadTitle: 'Küche' });
    follow(3);
    await expectRang(group, ['laut']);
    await polls(2);
    expect(textsIn(group)).toEqual(['laut']);
  });

  it('a thread without settings rings', async () => {
    await signedIn();
    post('eins', 'zwei');
    await expectRang(group, ['eins', 'zwei']);
  });
});

it('a followed thread rings in a conversation that never does', async () => {
  nextcloud.control.setLevel('alice', group, 3);
  follow(1);
  await signedIn();
  write(group, 'nie');
  post('doch');
  write(group, 'nie');
  await expectRang(group, ['doch']);
});

it('a post in the user’s own thread is no reply to the user, but a quote is', async () => {
  nextcloud.control.setLevel('alice', group, 2);
  thread = nextcloud.control.send('alice', group, 'Wer kocht?', { threadTitle: 'Küche' });
  await signedIn();
  post('Ich nicht');
  write(group, '@alice lies das');
  await expectRang(group, ['@Alice Anders lies das']);
  const own = nextcloud.control.send('alice', group, 'Du, Bob?', { thread });
  nextcloud.control.send('bob', group, 'Na gut', { replyTo: own });
  await expectRang(group, ['@Alice Anders lies das', 'Na gut']);
});

describe('the title of a thread', () => {
  it('appears in row and notification, and both open the thread', async () => {
    await signedIn();
    post('Ich komme');
    await expectRang(group, ['Ich komme']);
    const [told] = ports.notifier.asked;
    expect(told).toMatchObject({ title: 'Einsatzgruppe 1 › Fahrzeugpflege', thread: String(thread) });
    expect(row(group)?.preview).toMatchObject({ text: 'Ich komme', thread: 'Fahrzeugpflege' });
    await talkmelder.openConversation(named(group), told?.thread);
    await talkmelder.openConversation(named(group));
    const address = `${nextcloud.url}/call/${group}?threadId=${thread}`;
    expect(ports.opener.opened.slice(-2).map(({ url }) => url)).toEqual([address, address]);
  });

  it('does not appear on a message beside the thread, which opens the conversation', async () => {
    await signedIn();
    post('Ich komme');
    write(group, 'daneben');
    await expectRang(group, ['Ich komme', 'daneben']);
    const told = ports.notifier.asked.at(-1);
    expect(told).toMatchObject({ title: 'Einsatzgruppe 1', thread: null });
    expect(row(group)?.preview).not.toHaveProperty('thread');
    await talkmelder.openConversation(named(group), told?.thread);
    await talkmelder.copyLink(named(group));
    expect(ports.opener.opened.at(-1)?.url).toBe(`${nextcloud.url}/call/${group}`);
    expect(ports.opener.copied.at(-1)).toBe(`${nextcloud.url}/call/${group}`);
  });

  it('does not appear when previews are off', async () => {
    talkmelder.changeSettings({ previewText: false });
    await signedIn();
    post('Ich komme');
    await eventually(() => ports.notifier.asked.map(({ title }) => title)).toEqual(['Einsatzgruppe 1']);
  });
});

describe('a server that cannot list threads', () => {
  it.each([
    ['hangs', 'hang'],
    ['fails', { status: 500 }],
    ['refuses', { status: 403 }],
    ['answers with a page', 'html'],
    ['has another opinion of its shape', { body: '{"ocs":{"meta":{"statuscode":200},"data":"threads"}}' }],
  ] as const)('%s: in doubt rings as in the conversation, and so do all others', async (_what, fault) => {
    follow(3);
    await signedIn();
    nextcloud.control.fail(fault, { path: /threads/ });
    post('eins');
    write(wache, 'Wache');
    await expectRang(wache, ['Wache']);
    await expectRang(group, ['eins']);
    post('zwei');
    await expectRang(group, ['eins', 'zwei']);
    await polls(3);
    expect(rang()).toHaveLength(3);
    expect(state()).toBe('polling');
  });

  it('in one conversation is still asked about another: a muted thread there stays silent', async () => {
    const muted = nextcloud.control.send('bob', wache, 'Wer kocht?', { threadTitle: 'Küche' });
    nextcloud.control.markRead('alice', wache);
    nextcloud.control.setThreadLevel('alice', wache, muted, 3);
    await signedIn();
    nextcloud.control.fail({ status: 500 }, { path: new RegExp(`/${group}/threads/`) });
    post('eins');
    await expectRang(group, ['eins']);
    nextcloud.control.send('bob', wache, 'ich', { thread: muted });
    await polls(3);
    expect(textsIn(wache)).toEqual([]);
  });

  it('is left alone for a while, and asked again later', async () => {
    follow(3);
    await signedIn();
    const end = nextcloud.control.fail({ status: 500 }, { path: ONE_THREAD });
    post('eins');
    await expectRang(group, ['eins']);
    const before = nextcloud.control.requests.filter(({ path }) => ONE_THREAD.test(path)).length;
    post('zwei');
    await expectRang(group, ['eins', 'zwei']);
    expect(nextcloud.control.requests.filter(({ path }) => ONE_THREAD.test(path))).toHaveLength(before);
    end();
    await polls(14);
    post('still');
    write(wache, 'Wache');
    await expectRang(wache, ['Wache']);
    expect(textsIn(group)).toEqual(['eins', 'zwei']);
  });

  it('loses no other thread because of an odd one', async () => {
    nextcloud.control.setLevel('alice', group, 2);
    follow(1);
    const end = nextcloud.control.alter(SUBSCRIBED, (list) => [
      null,
      7,
      { thread: { id: 'x', roomToken: group }, attendee: { notificationLevel: 1 } },
      { thread: { id: 5 }, attendee: [] },
      ...(Array.isArray(list) ? list : []),
    ]);
    await signedIn();
    post('eins');
    write(group, 'daneben');
    await expectRang(group, ['eins']);
    end();
  });

  it('sends an unreadable thread with a message: the message rings like any other', async () => {
    await signedIn();
    nextcloud.control.alter(chatOf(group), (page) =>
      Array.isArray(page) ? page.map((one) => ({ ...one, threadId: 'kein', threadTitle: ['x'] })) : page,
    );
    post('eins', 'zwei');
    await expectRang(group, ['eins', 'zwei']);
  });
});

it('asks which threads are followed once an hour at most', async () => {
  await signedIn();
  await polls(40);
  expect(asked(SUBSCRIBED)).toBe(1);
});

it('never asks an old Talk for threads', async () => {
  nextcloud.control.setVersions({ talk: '18.0.1', nextcloud: '28.0.1' });
  await signedIn();
  await polls(3);
  expect(nextcloud.control.requests.filter(({ path }) => path.includes('threads'))).toEqual([]);
});

it('followed threads stay silent with "mentions only" on this PC, and muted ones ring with "all"', async () => {
  follow(1);
  talkmelder.changeSettings({ notify: 'mentions' });
  await signedIn();
  post('eins');
  await polls(2);
  expect(rang()).toEqual([]);
  readAll();
  follow(3);
  talkmelder.changeSettings({ notify: 'all' });
  post('zwei');
  await expectRang(group, ['zwei']);
});
