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
  ['elements that are not messages', { body: '{"ocs":{"meta":{"statuscode":200},"data":[{"token":1},null]}}' }],
  ['an empty answer', { body: '' }],
  ['a dropped connection', 'drop'],
  ['an answer that is cut off', 'cut-body'],
  ['no answer', 'hang'],
  ['another page', { redirect: 'https://portal.example/' }],
];

describe('a conversation whose messages cannot be fetched', () => {
  it.each(FAULTS)('%s: all others ring, and its own messages ring once after recovery', async (_what, fault) => {
    await signIn();
    const end = nextcloud.control.fail(fault, { path: chatOf(group) });
    write(group, 'eins', 'zwei', 'drei');
    write(wache, 'hier');
    await expectRang(wache, ['hier']);
    write(wache, 'dort', 'da');
    await expectRang(wache, ['hier', 'dort', 'da']);
    // Its row shows what is known, the connection is fine, and none of its messages has rung.
    expect(row(group)).toMatchObject({ unread: 3 });
    expect([state(), trouble()]).toEqual(['polling', null]);
    expect(rang()).not.toContain(group);
    end();
    await expectRang(group, ['eins', 'zwei', 'drei']);
    await restart(() => {});
    await polls(2);
    expect(rang()).toHaveLength(6);
  });

  it('holds up neither the list nor other conversations when it hangs', async () => {
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

  it('loses no message when it hides its last one', async () => {
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

  it('rings after a restart in between, and the others do not ring again', async () => {
    await signIn();
    nextcloud.control.fail({ status: 500 }, { path: chatOf(group) });
    write(group, 'eins', 'zwei');
    write(wache, 'hier');
    await expectRang(wache, ['hier']);
    await restart(() => nextcloud.control.clearFaults());
    await expectRang(group, ['eins', 'zwei']);
    expect(rang()).toHaveLength(3);
  });

  it('is asked about less and less often, while lists come at the usual pace', async () => {
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

  it('waits as long as the server asks, unless the user refreshes', async () => {
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

  it('has a backoff of its own', async () => {
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

  it('still announces a call', async () => {
    await signIn();
    nextcloud.control.fail({ status: 500 }, { path: chatOf(group) });
    write(group, 'eins', 'zwei');
    nextcloud.control.startCall('bob', group);
    await eventually(() => ports.notifier.asked.map(({ key }) => key.split('/').at(-1))).toEqual(['call']);
    await polls(2);
    expect(ports.notifier.asked).toHaveLength(1);
  });

  it('appears in the log once per kind of fault, and in the doctor’s count', async () => {
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

describe('the first list, when a conversation’s messages cannot be fetched', () => {
  it('is the baseline of all others; old messages there never ring, messages since then do', async () => {
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

describe('an answer about one conversation that concerns the whole account', () => {
  it.each<[string, Fault, string, string]>([
    ['the session has ended', { status: 401 }, 'signed-out', 'session-ended'],
    ['too many questions', { status: 429 }, 'stale', 'too-many-attempts'],
  ])('%s: the account shows it, and the other conversations have rung', async (_what, fault, wanted, error) => {
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

  it('notices a network that carries only lists after a few failures', async () => {
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
