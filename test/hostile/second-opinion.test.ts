import { beforeEach, describe, expect, it } from 'vitest';
import { group, named, nextcloud, ports, restart, signIn, talkmelder } from '../fakes/pc.ts';
import {
  asked,
  eventually,
  expectRang,
  other,
  pass,
  polls,
  rang,
  readAll,
  state,
  textsIn,
  useStationPc,
  write,
} from './station-pc.ts';

useStationPc();

/** The server's own list of notifications. */
const NOTICES = /\/notifications\/api\/v2\/notifications$/;
const EXISTS = /\/notifications\/exists$/;
const UPCOMING = /\/upcoming-reminders$/;

let wache = '';
beforeEach(() => {
  wache = other();
  readAll();
});

/** Returns a time in seconds by the server's clock. */
const inMinutes = (minutes: number): number => Math.floor(Date.now() / 1_000) + minutes * 60;
const bodies = (): string[] => ports.notifier.asked.map(({ body }) => body);
const onScreen = (): string[] => [...ports.notifier.visible.values()].map(({ body }) => body);

/** Signs Alice in, and waits until the app knows the server's notifications. */
async function signedIn(): Promise<void> {
  await signIn();
  await eventually(() => asked(NOTICES) > 0).toBe(true);
}

/** Refreshes as the user does, which fetches everything anew. */
async function lookAgain(): Promise<void> {
  const before = asked(NOTICES);
  talkmelder.refresh();
  await eventually(() => asked(NOTICES) > before).toBe(true);
  await pass(2);
}

/**
 * Sends a message that the app cannot recognise as a reply by itself: it quotes the first message of a thread, inside
 * the thread.
 */
function quoteOwnRoot(text: string): number {
  nextcloud.control.setLevel('alice', group, 2);
  const root = nextcloud.control.send('alice', group, 'Wer kocht?', { threadTitle: 'Küche' });
  return nextcloud.control.send('bob', group, text, { replyTo: root });
}

describe('a server notification that the list does not explain', () => {
  it('rings once, also after a restart', async () => {
    await signedIn();
    quoteOwnRoot('Ich!');
    await lookAgain();
    await expectRang(group, ['Ich!']);
    await lookAgain();
    await restart(() => {});
    await polls(3);
    await lookAgain();
    expect(rang()).toEqual([group]);
  });

  it('rings when push reports it', async () => {
    nextcloud.control.setPush('on');
    await signedIn();
    await eventually(() => nextcloud.control.pushConnections('alice')).toBe(1);
    await pass(20);
    quoteOwnRoot('Ich!');
    await expectRang(group, ['Ich!']);
    await pass(130);
    expect(rang()).toEqual([group]);
  });

  it('is fetched with a full list when there is no push', async () => {
    await signedIn();
    quoteOwnRoot('Ich!');
    await pass(16 * 60);
    expect(textsIn(group)).toEqual(['Ich!']);
  });

  it('waits as long as the level of its thread is unknown', async () => {
    nextcloud.control.setLevel('alice', group, 2);
    const thread = nextcloud.control.send('bob', group, 'Wer putzt?', { threadTitle: 'Küche' });
    readAll();
    await signedIn();
    nextcloud.control.setThreadLevel('alice', group, thread, 1);
    const end = nextcloud.control.fail({ status: 500 }, { path: /threads/ });
    nextcloud.control.send('bob', group, 'Ich', { thread });
    await lookAgain();
    expect(rang()).toEqual([]);
    end();
    await pass(7 * 60);
    expect(textsIn(group)).toEqual(['Ich']);
  });

  it('opens its thread', async () => {
    await signedIn();
    quoteOwnRoot('Ich!');
    await lookAgain();
    await expectRang(group, ['Ich!']);
    const [told] = ports.notifier.asked;
    await talkmelder.openConversation(named(group), told?.thread);
    expect(ports.opener.opened.at(-1)?.url).toMatch(/\/call\/\w+\?threadId=\d+$/);
  });

  it('rings for a mention that was added later', async () => {
    nextcloud.control.setLevel('alice', group, 2);
    await signedIn();
    write(group, 'Wer kommt?');
    await polls(2);
    nextcloud.control.editInMention('alice', group, 'Wer kommt? @alice');
    await lookAgain();
    await expectRang(group, ['Wer kommt? @Alice Anders']);
  });

  it('makes one digest when there are many at once', async () => {
    nextcloud.control.setLevel('alice', wache, 2);
    await signedIn();
    const roots = [group, wache].map((token) => {
      nextcloud.control.setLevel('alice', token, 2);
      return [token, nextcloud.control.send('alice', token, 'Wer?', { threadTitle: 'Küche' })] as const;
    });
    for (const number of [1, 2, 3])
      for (const [token, root] of roots) nextcloud.control.send('bob', token, `Ich ${number}`, { replyTo: root });
    await lookAgain();
    await eventually(bodies).toEqual(['6 new messages in 2 conversations']);
  });
});

describe('a server notification that the app already knows', () => {
  it('never rings twice', async () => {
    await signedIn();
    write(group, 'eins', 'zwei');
    nextcloud.control.send('bob', wache, '@alice drei');
    await expectRang(group, ['eins', 'zwei']);
    await expectRang(wache, ['@Alice Anders drei']);
    await lookAgain();
    await restart(() => {});
    await polls(2);
    await lookAgain();
    expect(rang()).toHaveLength(3);
  });

  it.each([
    ['was read', () => readAll()],
    ['belongs to a thread that has been muted since', () => {}],
    ['is in a conversation whose level is now "never"', () => nextcloud.control.setLevel('alice', group, 3)],
    [
      'is in a conversation that was archived since',
      () => nextcloud.control.configure('alice', group, { archived: true }),
    ],
  ])('does not ring when it %s', async (_what, happen) => {
    nextcloud.control.setLevel('alice', group, 1);
    await signedIn();
    const thread = nextcloud.control.send('alice', group, 'Wer kocht?', { threadTitle: 'Küche' });
    nextcloud.control.send('bob', group, 'Ich', { thread });
    nextcloud.control.setThreadLevel('alice', group, thread, 3);
    happen();
    await polls(2);
    await lookAgain();
    expect(rang()).toEqual([]);
  });

  it('does not ring when it was held back before', async () => {
    await signedIn();
    talkmelder.pause('half-hour');
    write(group, 'eins', 'zwei');
    await polls(2);
    talkmelder.unpause();
    await lookAgain();
    await polls(2);
    expect(rang()).toEqual([]);
  });

  it('does not ring when the settings of this PC exclude it', async () => {
    talkmelder.changeSettings({ notify: 'mentions' });
    await signedIn();
    write(group, 'eins');
    await polls(2);
    await lookAgain();
    expect(rang()).toEqual([]);
    talkmelder.changeSettings({ notify: 'off' });
    quoteOwnRoot('Ich!');
    await polls(2);
    await lookAgain();
    expect(rang()).toEqual([]);
  });

  it('does not ring for a reaction to the user’s own message', async () => {
    await signedIn();
    const own = nextcloud.control.send('alice', group, 'Fertig');
    await polls(1);
    const reaction = {
      notification_id: 9_000,
      app: 'spreed',
      object_type: 'chat',
      object_id: `${group}/${own}`,
      subject: 'Bob reacted',
      message: 'Fertig',
      messageRich: 'Fertig',
      messageRichParameters: [],
      subjectRichParameters: { user: { type: 'user', id: 'bob', name: 'Bob' }, reaction: { type: 'highlight' } },
    };
    nextcloud.control.alter(NOTICES, (list) => [reaction, ...(Array.isArray(list) ? list : [])]);
    nextcloud.control.send('bob', wache, '@alice los');
    await lookAgain();
    expect(rang()).toEqual([wache]);
  });
});

describe('"remind me later"', () => {
  /** Sets a reminder of Bob's message in "Wache 2", which the user has read. */
  function remind(minutes: number): void {
    const id = nextcloud.control.send('bob', wache, 'Schlüssel holen');
    nextcloud.control.markRead('alice', wache);
    nextcloud.control.remind('alice', wache, id, inMinutes(minutes));
  }

  it('rings once when it is time, with the message, and opens its conversation', async () => {
    await signedIn();
    remind(0);
    nextcloud.control.tellReminders();
    await lookAgain();
    await eventually(bodies).toEqual(['Reminder – Bob Böhm: Schlüssel holen']);
    expect(ports.notifier.asked[0]).toMatchObject({ title: 'Wache 2', token: named(wache), silent: false });
    await lookAgain();
    await restart(() => {});
    await polls(2);
    await lookAgain();
    expect(bodies()).toHaveLength(1);
  });

  it('is old if it came before the app knew the list', async () => {
    remind(0);
    nextcloud.control.tellReminders();
    await signedIn();
    await lookAgain();
    expect(bodies()).toEqual([]);
  });

  it('rings soon without push, because the app knows when it is due', async () => {
    nextcloud.control.remind('alice', wache, nextcloud.control.send('bob', wache, 'Wache auf'), inMinutes(9));
    nextcloud.control.markRead('alice', wache);
    await signIn();
    await eventually(() => asked(UPCOMING)).toBe(1);
    for (let minute = 1; minute <= 9; minute += 1) {
      nextcloud.control.setClockSkew(minute * 60_000);
      await pass(60);
    }
    nextcloud.control.setClockSkew(9.5 * 60_000);
    nextcloud.control.tellReminders();
    await pass(40);
    expect(bodies()).toEqual(['Reminder – Bob Böhm: Wache auf']);
  });

  it('goes when it is dismissed elsewhere', async () => {
    await signedIn();
    remind(0);
    nextcloud.control.tellReminders();
    await lookAgain();
    await eventually(onScreen).toHaveLength(1);
    nextcloud.control.dismissAll('alice');
    await eventually(onScreen).toEqual([]);
    expect(asked(EXISTS, 'POST')).toBeGreaterThan(0);
  });

  it('is checked less and less often while it stays on the screen, without push', async () => {
    await signedIn();
    remind(0);
    nextcloud.control.tellReminders();
    await lookAgain();
    await eventually(onScreen).toHaveLength(1);
    await pass(60 * 60);
    const before = asked(EXISTS, 'POST');
    expect(before).toBeGreaterThan(2);
    await pass(60 * 60);
    expect(asked(EXISTS, 'POST') - before).toBeLessThanOrEqual(5);
    expect(onScreen()).toHaveLength(1);
  });

  it('waits for the end of a pause, and is silent during "do not disturb"', async () => {
    await signedIn();
    talkmelder.pause('half-hour');
    remind(0);
    nextcloud.control.tellReminders();
    await lookAgain();
    expect(bodies()).toEqual([]);
    nextcloud.control.setStatus('alice', 'dnd');
    talkmelder.unpause();
    await eventually(() => ports.notifier.asked.map(({ silent }) => silent)).toEqual([true]);
  });

  it('shows no text when previews are off', async () => {
    talkmelder.changeSettings({ previewText: false });
    await signedIn();
    remind(0);
    nextcloud.control.tellReminders();
    await lookAgain();
    await eventually(bodies).toEqual(['You wanted to be reminded of a message']);
  });

  it('shows no text of a sensitive conversation', async () => {
    nextcloud.control.configure('alice', wache, { sensitive: true });
    await signedIn();
    remind(0);
    nextcloud.control.tellReminders();
    await lookAgain();
    await eventually(bodies).toEqual(['You wanted to be reminded of a message']);
  });
});

it('an invitation from another server notifies once, silently', async () => {
  await signedIn();
  const invitation = {
    notification_id: 9_001,
    app: 'spreed',
    object_type: 'remote_talk_share',
    object_id: '7',
    subject: 'max@elsewhere.example\u202E invited\nyou to a conversation: Nachbarn',
  };
  nextcloud.control.alter(NOTICES, (list) => [invitation, ...(Array.isArray(list) ? list : [])]);
  nextcloud.control.send('bob', wache, '@alice los');
  await lookAgain();
  await eventually(() => ports.notifier.asked.filter(({ token }) => token === null)).toMatchObject([
    { body: 'max@elsewhere.example invited you to a conversation: Nachbarn', silent: true },
  ]);
});

it('more than ten invitations from other servers make one notification that counts', async () => {
  await signedIn();
  const invitations = Array.from({ length: 30 }, (_, number) => ({
    notification_id: 9_001 + number,
    app: 'spreed',
    object_type: 'remote_talk_share',
    object_id: String(number),
    subject: `max@elsewhere.example invited you to a conversation: Nachbarn ${number}`,
  }));
  nextcloud.control.alter(NOTICES, (list) => [...invitations, ...(Array.isArray(list) ? list : [])]);
  nextcloud.control.send('bob', wache, '@alice los');
  await lookAgain();
  await polls(2);
  await eventually(bodies).toContain('You have 30 invitations to conversations on other servers');
  expect(ports.notifier.asked).toHaveLength(2);
});

it('a notification that the app can never judge is not looked up with each list', async () => {
  await signedIn();
  const lost = {
    notification_id: 9_001,
    app: 'spreed',
    object_type: 'chat',
    object_id: 'nirgends/7',
    datetime: '2025-01-01',
    message: 'los',
    messageRich: 'los',
    messageRichParameters: {},
    subjectRichParameters: { user: {} },
  };
  nextcloud.control.alter(NOTICES, (list) => [lost, ...(Array.isArray(list) ? list : [])]);
  nextcloud.control.send('bob', wache, '@alice los');
  await lookAgain();
  const before = asked(NOTICES);
  await pass(30 * 60);
  expect(asked(NOTICES) - before).toBeLessThanOrEqual(12);
});

describe('the server’s list of notifications is optional', () => {
  const faults = [
    ['hangs', 'hang'],
    ['fails', { status: 500 }],
    ['comes from a gateway that wants a password', { status: 401, page: '<h1>401</h1>' }],
    ['blocks the app as an attacker', { status: 429, retryAfter: 600 }],
    ['is cut off', 'cut-body'],
    ['is a page', 'html'],
    ['is no list', { body: '{"ocs":{"meta":{"statuscode":200},"data":"much"}}' }],
  ] as const;

  it.each(faults)(
    'an answer that %s affects nothing else, and the app does not ask again within the hour',
    async (_what, fault) => {
      await signIn();
      nextcloud.control.fail(fault, { path: '/notifications/api/' });
      await polls(2);
      write(group, 'eins');
      await expectRang(group, ['eins']);
      write(wache, 'zwei');
      await expectRang(wache, ['zwei']);
      expect(state()).toBe('polling');
      const before = nextcloud.control.requests.filter(({ path }) => NOTICES.test(path)).length;
      await pass(50 * 60);
      expect(nextcloud.control.requests.filter(({ path }) => NOTICES.test(path))).toHaveLength(before);
      expect(rang()).toHaveLength(2);
      expect(ports.log.lines.filter((line) => line.includes('notifications:'))).toHaveLength(1);
    },
  );

  it('is fetched again after an hour, and rings for notifications from meanwhile', async () => {
    await signedIn();
    const end = nextcloud.control.fail({ status: 500 }, { path: '/notifications/api/' });
    quoteOwnRoot('Ich!');
    await lookAgainInVain();
    end();
    await pass(62 * 60);
    expect(textsIn(group)).toEqual(['Ich!']);
  });

  it('is never fetched when the server lacks the notifications app', async () => {
    nextcloud.control.setNotificationsApp('off');
    await signIn();
    await polls(4);
    expect(nextcloud.control.requests.filter(({ path }) => path.includes('notifications'))).toEqual([]);
  });

  it('loses no other notification because of an odd one', async () => {
    await signedIn();
    const odd = [
      null,
      7,
      { notification_id: {} },
      { notification_id: 1, app: 'spreed', object_type: 'chat', object_id: null },
      { notification_id: 2, app: 'spreed', object_type: 'chat', object_id: '../../x/7' },
      { notification_id: 3, app: 'spreed', object_type: 'chat', object_id: `${group}/${'9'.repeat(400)}` },
      { notification_id: 4, app: 'spreed', object_type: 'reminder', object_id: 'nowhere/1' },
      { notification_id: 5, app: 'files', object_type: 'chat', object_id: `${group}/1` },
    ];
    nextcloud.control.alter(NOTICES, (list) => [...odd, ...(Array.isArray(list) ? list : [])]);
    quoteOwnRoot('Ich!');
    await lookAgain();
    await expectRang(group, ['Ich!']);
  });

  it('is fetched with the ETag, and 304 means no change', async () => {
    await signedIn();
    await lookAgain();
    await lookAgain();
    const statuses = nextcloud.control.requests.filter(({ path }) => NOTICES.test(path)).map(({ status }) => status);
    expect(statuses).toEqual([200, 304, 304]);
  });

  it('is fetched at most once in ten seconds during a flood of frames', async () => {
    nextcloud.control.setPush('on');
    await signedIn();
    await eventually(() => nextcloud.control.pushConnections('alice')).toBe(1);
    await pass(20);
    const before = asked(NOTICES);
    for (let second = 0; second < 60; second += 1) {
      nextcloud.control.sendPushFrame('alice', 'notify_notification');
      await pass(1);
    }
    expect(asked(NOTICES) - before).toBeLessThan(8);
  });

  it.each(['texts', 'big-numbers'] as const)('may have ids sent as %s', async (form) => {
    await signedIn();
    nextcloud.control.setIds(form);
    quoteOwnRoot('Ich!');
    nextcloud.control.remind('alice', wache, nextcloud.control.send('bob', wache, 'Schlüssel'), inMinutes(0));
    nextcloud.control.tellReminders();
    await lookAgain();
    await expectRang(group, ['Ich!']);
    await eventually(() => textsIn(wache).length).toBe(2);
    await lookAgain();
    await polls(2);
    expect(rang()).toHaveLength(3);
    nextcloud.control.dismissAll('alice');
    nextcloud.control.markRead('alice', wache);
    readAll();
    await eventually(onScreen).toEqual([]);
  });
});

async function lookAgainInVain(): Promise<void> {
  talkmelder.refresh();
  await polls(1);
  await pass(2);
}
