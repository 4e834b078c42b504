import { describe, expect, it } from 'vitest';
import {
  accountId,
  afterPoll,
  group,
  named,
  nextcloud,
  ports,
  refresh,
  session,
  signIn,
  signInAgain,
  usePc,
} from '../../../test/fakes/pc.ts';
import { until } from '../../../test/fakes/surroundings.ts';

usePc();

const ID = 'a'.repeat(64);
const texts = () => nextcloud.control.messages(group).map(({ message }) => message);
const POST = { method: 'POST', path: '/chat/' };

describe('a quick reply', () => {
  it('begins with the last three messages, without moving the read marker', async () => {
    await signIn();
    nextcloud.control.send('alice', group, 'Bin dabei');
    const before = nextcloud.control.readMarker('alice', group);
    const { messages, draft } = await session.openReply(named(group));
    expect(messages.map(({ text }) => text)).toEqual([
      'Ich übernehme den Dienst am Samstag.',
      'Übung heute um 18 Uhr am Gerätehaus',
      'Bin dabei',
    ]);
    expect(messages.map(({ own }) => own)).toEqual([false, false, true]);
    expect(draft).toBe('');
    expect(nextcloud.control.readMarker('alice', group)).toBe(before);
  });

  it('shows nothing of a sensitive conversation, and is possible without the messages', async () => {
    nextcloud.control.configure('alice', group, { sensitive: true });
    await signIn();
    expect((await session.openReply(named(group))).messages).toEqual([]);
    nextcloud.control.configure('alice', group, { sensitive: false });
    nextcloud.control.fail({ status: 500 }, { method: 'GET', path: '/chat/' });
    expect((await session.openReply(named(group))).messages).toEqual([]);
  });

  it('is sent as it was typed, and its draft is gone', async () => {
    await signIn();
    session.keepDraft(named(group), 'Komme\num 18 Uhr  & bringe <Kuchen>');
    await session.reply(named(group), 'Komme\num 18 Uhr  & bringe <Kuchen>', ID);
    expect(texts().at(-1)).toBe('Komme\num 18 Uhr  & bringe <Kuchen>');
    expect((await session.openReply(named(group))).draft).toBe('');
  });

  it('keeps what was typed until it is sent or the account is left', async () => {
    await signIn();
    session.keepDraft(named(group), 'Vielleicht …');
    expect((await session.openReply(named(group))).draft).toBe('Vielleicht …');
    session.keepDraft(named(group), '');
    expect((await session.openReply(named(group))).draft).toBe('');
    expect(() => session.keepDraft(named('unknown1'), 'x')).toThrow(RangeError);
    expect([...ports.settings.documents.values()].join()).not.toContain('Vielleicht');
  });

  it.each([
    [413, 'message-too-long'],
    [403, 'message-refused'],
    [412, 'message-refused'],
    [404, 'message-refused'],
    [500, 'server-error'],
    [401, 'session-ended'],
  ])('%i: says %s', async (status, code) => {
    await signIn();
    nextcloud.control.fail({ status }, POST);
    await expect(session.reply(named(group), 'Hallo', ID)).rejects.toMatchObject({ code });
  });

  const times = (text: string) => texts().filter((other) => other === text).length;
  const lose = () => nextcloud.control.fail('cut-body', { ...POST, count: 1 });

  it('that arrived although the answer was lost is not sent twice, however much came since', async () => {
    await signIn();
    lose();
    await expect(session.reply(named(group), 'Nur einmal', ID)).rejects.toMatchObject({ code: 'unreachable' });
    for (let i = 0; i < 40; i += 1) nextcloud.control.send('bob', group, `danach ${i}`);
    await session.reply(named(group), 'Nur einmal', ID);
    expect(times('Nur einmal')).toBe(1);
  });

  it('is sent once, however often it is asked for, at once or later', async () => {
    await signIn();
    await Promise.all([session.reply(named(group), 'Einmal', ID), session.reply(named(group), 'Einmal', ID)]);
    await session.reply(named(group), 'Einmal', ID);
    expect(times('Einmal')).toBe(1);
    await session.reply(named(group), 'Einmal', 'b'.repeat(64));
    expect(times('Einmal')).toBe(2);
  });

  it('reads the conversation, as writing does', async () => {
    await signIn();
    await session.reply(named(group), 'Gelesen', ID);
    await session.act(named(group), { kind: 'mark-read' });
    await afterPoll();
    expect(nextcloud.control.readMarker('alice', group)).toBe(nextcloud.control.messages(group).at(-1)?.id);
    const { phase } = session.state();
    if (phase.kind !== 'connected') throw new Error('not connected');
    expect(phase.conversations?.find(({ token }) => token === named(group))?.unread).toBe(0);
  });

  it('is kept while the server ends the session and the person signs in again, and not beyond', async () => {
    await signIn();
    nextcloud.control.revoke('alice');
    await expect(session.reply(named(group), 'Später', ID)).rejects.toMatchObject({ code: 'session-ended' });
    session.keepDraft(named(group), 'Später');
    await refresh();
    await until(session, ({ phase }) => phase.kind === 'connected' && phase.connection.state === 'signed-out');
    await signInAgain();
    expect((await session.openReply(named(group))).draft).toBe('Später');
    await session.disconnect(accountId());
    await expect(session.reply(named(group), 'Später', ID)).rejects.toMatchObject({ code: 'session-ended' });
  });
});

describe('an answer from a notification', () => {
  it('is sent, and reads the conversation', async () => {
    await signIn();
    await session.replyFromNotification(named(group), 'Aus der Meldung');
    expect(texts().at(-1)).toBe('Aus der Meldung');
    expect(nextcloud.control.readMarker('alice', group)).toBe(nextcloud.control.messages(group).at(-1)?.id);
  });

  it('that cannot be sent waits in the field, and somebody is told', async () => {
    await signIn();
    nextcloud.control.fail({ status: 500 }, POST);
    session.keepDraft(named(group), 'Angefangen');
    await session.replyFromNotification(named(group), 'Nicht verlieren');
    expect(ports.notifier.asked.at(-1)).toMatchObject({ title: 'Not sent', token: null });
    nextcloud.control.clearFaults();
    expect((await session.openReply(named(group))).draft).toBe('Angefangen\nNicht verlieren');
  });
});

describe('mark all as read', () => {
  const unread = () => {
    const { phase } = session.state();
    return phase.kind === 'connected' ? phase.unread : Number.NaN;
  };

  it('reads every conversation', async () => {
    await signIn();
    expect(unread()).toBeGreaterThan(3);
    await session.markAllRead([accountId()]);
    expect(unread()).toBe(0);
    expect(nextcloud.control.readMarker('alice', group)).toBe(nextcloud.control.messages(group).at(-1)?.id);
  });

  it('goes on past a conversation that cannot be marked, and says so', async () => {
    await signIn();
    nextcloud.control.fail({ status: 404 }, { method: 'POST', path: `/${group}/read` });
    const others = unread() - 3;
    await expect(session.markAllRead([accountId()])).rejects.toMatchObject({ code: 'action-refused' });
    expect(others).toBeGreaterThan(0);
    expect(unread()).toBe(3);
  });

  it('stops when the server wants quiet, and says so; what was not read is still unread', async () => {
    await signIn();
    const before = unread();
    nextcloud.control.fail({ status: 429 }, { method: 'POST' });
    await expect(session.markAllRead([accountId()])).rejects.toMatchObject({ code: 'too-many-attempts' });
    expect(unread()).toBe(before);
  });
});
