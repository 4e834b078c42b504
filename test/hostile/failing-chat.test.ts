import { describe, expect, it } from 'vitest';
import { group, nextcloud, ports, restart, signIn, talkmelder } from '../fakes/pc.ts';
import type { Fault } from '../nextcloud/faults.ts';
import {
  asked,
  chatOf,
  eventually,
  expectRang,
  LIST,
  notices,
  other,
  pass,
  polls,
  rang,
  row,
  state,
  trouble,
  useStationWithOther,
  wache,
  write,
} from './station-pc.ts';

useStationWithOther();

const FAILURE = '{"ocs":{"meta":{"status":"failure","statuscode":996,"message":""},"data":[]}}';
const FAULTS: [string, Fault][] = [
  ['500', { status: 500 }],
  ['504', { status: 504 }],
  ['a gateway’s 502', { status: 502, page: '<html>Bad Gateway</html>' }],
  ['a failure under 200', { body: FAILURE }],
  ['a page of a proxy', 'html'],
  ['no JSON', { body: '{"ocs":{"meta":{"statuscode":200},"data":[' }],
  ['a record for the messages', { body: '{"ocs":{"meta":{"statuscode":200},"data":{"messages":[]}}}' }],
  ['nothing for the messages', { body: '{"ocs":{"meta":{"statuscode":200},"data":null}}' }],
  ['messages that are none', { body: '{"ocs":{"meta":{"statuscode":200},"data":[{"token":1},null]}}' }],
  ['an empty answer', { body: '' }],
  ['a dropped connection', 'drop'],
  ['an answer that is cut off', 'cut-body'],
  ['no answer', 'hang'],
  ['another page', { redirect: 'https://portal.example/' }],
];

describe('a conversation whose messages cannot be had', () => {
  it.each(FAULTS)('%s: all others ring, and its own ring once when it is over', async (_what, fault) => {
    await signIn();
    const end = nextcloud.control.fail(fault, { path: chatOf(group) });
    write(group, 'eins', 'zwei', 'drei');
    write(wache, 'hier');
    await expectRang(wache, ['hier']);
    write(wache, 'dort', 'da');
    await expectRang(wache, ['hier', 'dort', 'da']);
    // Its row says what is known, the connection is fine, and nothing of it has rung.
    expect(row(group)).toMatchObject({ unread: 3 });
    expect([state(), trouble()]).toEqual(['polling', null]);
    expect(rang()).not.toContain(group);
    end();
    await expectRang(group, ['eins', 'zwei', 'drei']);
    await restart(() => {});
    await polls(2);
    expect(rang()).toHaveLength(6);
  });

  it('that hangs holds up no list and no other conversation', async () => {
    await signIn();
    nextcloud.control.fail('hang', { path: chatOf(group) });
    write(group, 'eins', 'zwei');
    write(wache, 'hier', 'dort');
    await eventually(() => asked(chatOf(wache))).toBe(1);
    await pass(3);
    expect(rang()).toEqual([wache, wache]);
    const before = asked(LIST);
    talkmelder.refresh();
    await pass(2);
    expect(asked(LIST)).toBe(before + 1);
    write(wache, 'da');
    talkmelder.refresh();
    await pass(2);
    expect(rang()).toEqual([wache, wache, wache]);
  });

  it('that hides its last message loses nothing either', async () => {
    nextcloud.control.configure('alice', group, { sensitive: true });
    await signIn();
    const end = nextcloud.control.fail({ status: 500 }, { path: chatOf(group) });
    write(group, 'eins', 'zwei');
    write(wache, 'hier');
    await expectRang(wache, ['hier']);
    await polls(3);
    end();
    await expectRang(group, ['New message', 'New message']);
  });

  it('rings after a restart in the middle, as the others do not again', async () => {
    await signIn();
    nextcloud.control.fail({ status: 500 }, { path: chatOf(group) });
    write(group, 'eins', 'zwei');
    write(wache, 'hier');
    await expectRang(wache, ['hier']);
    await restart(() => nextcloud.control.clearFaults());
    await expectRang(group, ['eins', 'zwei']);
    expect(rang()).toHaveLength(3);
  });

  it('is asked about less and less often, while lists come as ever', async () => {
    await signIn();
    nextcloud.control.fail({ status: 500 }, { path: chatOf(group) });
    write(group, 'eins', 'zwei');
    await pass(120);
    const before = { chats: asked(chatOf(group)), lists: asked(LIST) };
    await pass(600);
    expect(asked(chatOf(group)) - before.chats).toBeLessThanOrEqual(6);
    expect(asked(LIST) - before.lists).toBeGreaterThanOrEqual(19);
    expect(asked(LIST) - before.lists).toBeLessThanOrEqual(28);
  });

  it('waits as long as the server asks, but not when the person refreshes', async () => {
    await signIn();
    const end = nextcloud.control.fail({ status: 503, retryAfter: 900 }, { path: chatOf(group) });
    write(group, 'eins', 'zwei');
    await eventually(() => asked(chatOf(group))).toBe(1);
    await pass(600);
    expect(asked(chatOf(group))).toBe(1);
    end();
    talkmelder.refresh();
    await expectRang(group, ['eins', 'zwei']);
  });

  it('is one of several: each has its own', async () => {
    const more = ['Wache 3', 'Wache 4', 'Wache 5', 'Wache 6'].map(other);
    await signIn();
    const ends = more.map((token) => nextcloud.control.fail({ status: 500 }, { path: chatOf(token) }));
    for (const token of more) write(token, 'eins', 'zwei');
    write(wache, 'hier', 'dort');
    await expectRang(wache, ['hier', 'dort']);
    ends.shift()?.();
    await expectRang(more[0] ?? '', ['eins', 'zwei']);
    expect(rang()).toHaveLength(4);
    for (const end of ends) end();
    for (const token of more) await expectRang(token, ['eins', 'zwei']);
  });

  it('tells of a call all the same', async () => {
    await signIn();
    nextcloud.control.fail({ status: 500 }, { path: chatOf(group) });
    write(group, 'eins', 'zwei');
    nextcloud.control.startCall('bob', group);
    await eventually(() => ports.notifier.asked.map(({ key }) => key.split('/').at(-1))).toEqual(['call']);
    await polls(2);
    expect(ports.notifier.asked).toHaveLength(1);
  });

  it('is named in the log once for each kind of fault, and counted by the doctor', async () => {
    await signIn();
    const end = nextcloud.control.fail({ status: 500 }, { path: chatOf(group) });
    write(group, 'eins', 'zwei');
    await pass(300);
    const lines = () => ports.log.lines.filter((line) => line.startsWith(`warn conversation ${group}`));
    expect(lines()).toEqual([`warn conversation ${group}: messages: server-error 500`]);
    const talk = async () => (await talkmelder.runDoctor()).findings.find(({ id }) => id === 'talk')?.message;
    expect(await talk()).toBe('doctor.talk.one-unreadable');
    end();
    await expectRang(group, ['eins', 'zwei']);
    expect(await talk()).toBe('doctor.talk.ok');
  });
});

describe('the first list, when a conversation’s messages cannot be had', () => {
  it('is the baseline of all others; what is old there never rings, what has come meanwhile does', async () => {
    const HOUR = 60;
    nextcloud.control.configure('alice', group, { sensitive: true });
    nextcloud.control.inThePast(HOUR, () => write(group, 'alt 1', 'alt 2'));
    const end = nextcloud.control.fail({ status: 500 }, { path: chatOf(group) });
    await signIn();
    write(wache, 'hier');
    await expectRang(wache, ['hier']);
    nextcloud.control.setClockSkew(60_000);
    write(group, 'neu');
    await polls(2);
    expect(rang()).toEqual([wache]);
    await restart(() => {});
    await polls(1);
    end();
    await expectRang(group, ['New message']);
    await polls(2);
    expect(rang()).toHaveLength(2);
  });
});

describe('what is said to a conversation’s question and concerns the account', () => {
  it.each<[string, Fault, string, string]>([
    ['the session has ended', { status: 401 }, 'signed-out', 'session-ended'],
    ['too many questions', { status: 429 }, 'stale', 'too-many-attempts'],
  ])('%s: is told of the account; the others have rung', async (_what, fault, wanted, error) => {
    await signIn();
    nextcloud.control.fail(fault, { path: chatOf(group) });
    write(group, 'eins', 'zwei');
    write(wache, 'hier');
    await eventually(() => [state(), trouble()]).toEqual([wanted, error]);
    await expectRang(wache, ['hier']);
    nextcloud.control.clearFaults();
    await pass(15 * 60);
    await expectRang(group, ['eins', 'zwei']);
    expect(rang()).toHaveLength(3);
  });

  it('a network that carries lists and nothing else is found out after a few', async () => {
    const more = Array.from({ length: 12 }, (_, number) => other(`Zug ${number}`));
    await signIn();
    nextcloud.control.fail('drop', { path: '/chat/' });
    for (const token of more) write(token, 'eins', 'zwei');
    const before = asked(LIST);
    await eventually(() => asked(LIST) > before).toBe(true);
    await eventually(() => trouble()).toBe('unreachable');
    expect(nextcloud.control.requests.filter(({ path }) => path.includes('/chat/')).length).toBeLessThanOrEqual(8);
    nextcloud.control.clearFaults();
    await eventually(notices).toEqual(['24 new messages in 12 conversations']);
  });
});
