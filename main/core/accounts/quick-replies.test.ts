import { describe, expect, it } from 'vitest';
import {
  accountId,
  afterPoll,
  group,
  named,
  nextcloud,
  ports,
  refresh,
  signIn,
  signInAgain,
  talkmelder,
  usePc,
} from '../../../test/fakes/pc.ts';
import { until } from '../../../test/fakes/surroundings.ts';

usePc();

const ID = 'a'.repeat(64);
const texts = () => nextcloud.control.messages(group).map(({ message }) => message);
const POST = { method: 'POST', path: '/chat/' };

describe('a quick reply', () => {
  it('shows the last three messages without moving the read marker', async () => {
    await signIn();
    nextcloud.control.send('alice', group, 'Bin dabei');
    const before = nextcloud.control.readMarker('alice', group);
    const { messages, draft } = await talkmelder.openReply(named(group));
    expect(messages.map(({ text }) => text)).toEqual([
      'Ich übernehme den Dienst am Samstag.',
      'Übung heute um 18 Uhr am Gerätehaus',
      'Bin dabei',
    ]);
    expect(messages.map(({ own }) => own)).toEqual([false, false, true]);
    expect(draft).toBe('');
    expect(nextcloud.control.readMarker('alice', group)).toBe(before);
  });

  it('shows nothing of a sensitive conversation, and opens although the messages cannot be fetched', async () => {
    nextcloud.control.configure('alice', group, { sensitive: true });
    await signIn();
    expect((await talkmelder.openReply(named(group))).messages).toEqual([]);
    nextcloud.control.configure('alice', group, { sensitive: false });
    nextcloud.control.fail({ status: 500 }, { method: 'GET', path: '/chat/' });
    expect((await talkmelder.openReply(named(group))).messages).toEqual([]);
  });

  it('is sent exactly as typed, and its draft is removed', async () => {
    await signIn();
    talkmelder.keepDraft(named(group), 'Komme\num 18 Uhr  & bringe <Kuchen>');
    await talkmelder.reply(named(group), 'Komme\num 18 Uhr  & bringe <Kuchen>', ID);
    expect(texts().at(-1)).toBe('Komme\num 18 Uhr  & bringe <Kuchen>');
    expect((await talkmelder.openReply(named(group))).draft).toBe('');
  });

  it('keeps the typed text until it is sent or the account is disconnected', async () => {
    await signIn();
    talkmelder.keepDraft(named(group), 'Vielleicht …');
    expect((await talkmelder.openReply(named(group))).draft).toBe('Vielleicht …');
    talkmelder.keepDraft(named(group), '');
    expect((await talkmelder.openReply(named(group))).draft).toBe('');
    expect(() => talkmelder.keepDraft(named('unknown1'), 'x')).toThrow(RangeError);
    expect([...ports.settings.documents.values()].join()).not.toContain('Vielleicht');
  });

  it.each([
    [413, 'message-too-long'],
    [403, 'message-refused'],
    [412, 'message-refused'],
    [404, 'message-refused'],
    [500, 'server-error'],
    [401, 'session-ended'],
  ])('fails after HTTP %i with %s', async (status, code) => {
    await signIn();
    nextcloud.control.fail({ status }, POST);
    await expect(talkmelder.reply(named(group), 'Hallo', ID)).rejects.toMatchObject({ code });
  });

  const timesSent = (text: string) => texts().filter((other) => other === text).length;
  const loseAnswer = () => nextcloud.control.fail('cut-body', { ...POST, count: 1 });

  it('that arrived although the answer was lost is not sent twice, however many messages came since', async () => {
    await signIn();
    loseAnswer();
    await expect(talkmelder.reply(named(group), 'Nur einmal', ID)).rejects.toMatchObject({ code: 'unreachable' });
    for (let i = 0; i < 40; i += 1) nextcloud.control.send('bob', group, `danach ${i}`);
    await talkmelder.reply(named(group), 'Nur einmal', ID);
    expect(timesSent('Nur einmal')).toBe(1);
  });

  it('is sent once, however often and whenever it is asked for', async () => {
    await signIn();
    await Promise.all([talkmelder.reply(named(group), 'Einmal', ID), talkmelder.reply(named(group), 'Einmal', ID)]);
    await talkmelder.reply(named(group), 'Einmal', ID);
    expect(timesSent('Einmal')).toBe(1);
    await talkmelder.reply(named(group), 'Einmal', 'b'.repeat(64));
    expect(timesSent('Einmal')).toBe(2);
  });

  it('marks the conversation as read, as writing in Talk does', async () => {
    await signIn();
    await talkmelder.reply(named(group), 'Gelesen', ID);
    await talkmelder.act(named(group), { kind: 'mark-read' });
    await afterPoll();
    expect(nextcloud.control.readMarker('alice', group)).toBe(nextcloud.control.messages(group).at(-1)?.id);
    const { phase } = talkmelder.state();
    if (phase.kind !== 'connected') throw new Error('not connected');
    expect(phase.conversations?.find(({ token }) => token === named(group))?.unread).toBe(0);
  });

  it('is kept until the account is disconnected, even when the same person must sign in again', async () => {
    await signIn();
    nextcloud.control.revoke('alice');
    await expect(talkmelder.reply(named(group), 'Später', ID)).rejects.toMatchObject({ code: 'session-ended' });
    talkmelder.keepDraft(named(group), 'Später');
    await refresh();
    await until(talkmelder, ({ phase }) => phase.kind === 'connected' && phase.connection.state === 'signed-out');
    await signInAgain();
    expect((await talkmelder.openReply(named(group))).draft).toBe('Später');
    await talkmelder.disconnect(accountId());
    await expect(talkmelder.reply(named(group), 'Später', ID)).rejects.toMatchObject({ code: 'session-ended' });
  });
});

describe('a reply from a notification', () => {
  it('is sent and marks the conversation as read', async () => {
    await signIn();
    await talkmelder.replyFromNotification(named(group), 'Aus der Meldung');
    expect(texts().at(-1)).toBe('Aus der Meldung');
    expect(nextcloud.control.readMarker('alice', group)).toBe(nextcloud.control.messages(group).at(-1)?.id);
  });

  it('that cannot be sent waits in the reply field, and a notification says so', async () => {
    await signIn();
    nextcloud.control.fail({ status: 500 }, POST);
    talkmelder.keepDraft(named(group), 'Angefangen');
    await talkmelder.replyFromNotification(named(group), 'Nicht verlieren');
    expect(ports.notifier.asked.at(-1)).toMatchObject({ title: 'Not sent', token: null });
    nextcloud.control.clearFaults();
    expect((await talkmelder.openReply(named(group))).draft).toBe('Angefangen\nNicht verlieren');
  });
});
