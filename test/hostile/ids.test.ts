import { beforeEach, describe, expect, it } from 'vitest';
import { group, named, nextcloud, ports, restart, signIn, talkmelder } from '../fakes/pc.ts';
import {
  asked,
  chatOf,
  eventually,
  expectRang,
  other,
  pass,
  polls,
  rang,
  readAll,
  row,
  state,
  useStationPc,
  write,
} from './station-pc.ts';

useStationPc();

let wache = '';
beforeEach(() => {
  wache = other();
  readAll();
});

const onScreen = (): string[] => [...ports.notifier.visible.values()].map(({ body }) => body);
const READ = (token: string): RegExp => new RegExp(`/chat/${token}/read$`);

/** Ids are snowflakes from now on: a JavaScript number cannot tell neighbours apart. */
describe.each(['texts', 'big-numbers'] as const)('ids beyond 2^53, sent as %s', (form) => {
  it('each message rings once, and never again after a restart', async () => {
    await signIn();
    nextcloud.control.setIds(form);
    write(group, 'eins', 'zwei', 'drei');
    write(wache, 'Wache');
    await expectRang(group, ['eins', 'zwei', 'drei']);
    await expectRang(wache, ['Wache']);
    expect(row(group)).toMatchObject({ unread: 3, preview: { text: 'drei' } });
    await restart(() => write(group, 'vier'));
    await expectRang(group, ['eins', 'zwei', 'drei', 'vier']);
    await polls(2);
    expect(rang()).toHaveLength(5);
  });

  it('messages from before have smaller ids, and do not ring again', async () => {
    write(group, 'alt');
    await signIn();
    await polls(1);
    nextcloud.control.setIds(form);
    write(group, 'neu');
    await expectRang(group, ['neu']);
    await polls(2);
    expect(rang()).toHaveLength(1);
  });

  it('reading up to one message elsewhere takes it back, and not its neighbour', async () => {
    await signIn();
    nextcloud.control.setIds(form);
    const first = nextcloud.control.send('bob', group, 'eins');
    write(group, 'zwei');
    await expectRang(group, ['eins', 'zwei']);
    nextcloud.control.markRead('alice', group, first);
    await eventually(onScreen).toEqual(['Bob Böhm: zwei']);
  });

  it('"mark as read" sends the exact id of the last message that was shown', async () => {
    await signIn();
    nextcloud.control.setIds(form);
    const first = nextcloud.control.send('bob', group, 'eins');
    await expectRang(group, ['eins']);
    write(group, 'zwei');
    await talkmelder.act(named(group), { kind: 'mark-read' });
    expect(asked(READ(group), 'POST')).toBe(1);
    expect(nextcloud.control.readMarker('alice', group)).toBe(first);
    await expectRang(group, ['eins', 'zwei']);
  });

  it('the app pages through more than one page between two lists, and the mention behind it rings', async () => {
    nextcloud.control.setLevel('alice', group, 2);
    await signIn();
    nextcloud.control.setIds(form);
    write(group, ...Array.from({ length: 60 }, (_, number) => `Nachricht ${number}`));
    nextcloud.control.send('bob', group, '@alice komm bitte');
    await eventually(() => rang().length).toBe(1);
    await polls(2);
    expect(rang()).toHaveLength(1);
    expect(asked(chatOf(group))).toBeLessThan(5);
  });

  it('a quick reply shows its messages, and does not send twice when the answer is lost', async () => {
    await signIn();
    nextcloud.control.setIds(form);
    write(group, 'eins', 'zwei');
    await expectRang(group, ['eins', 'zwei']);
    const { messages } = await talkmelder.openReply(named(group));
    expect(messages.map(({ text }) => text).slice(-2)).toEqual(['eins', 'zwei']);
    const end = nextcloud.control.fail('cut-body', { path: chatOf(group), method: 'POST' });
    await expect(talkmelder.reply(named(group), 'Ja', 'einmal')).rejects.toThrow();
    end();
    await talkmelder.reply(named(group), 'Ja', 'einmal');
    expect(nextcloud.control.messages(group).filter(({ message }) => message === 'Ja')).toHaveLength(1);
  });

  it('a notification causes no error on the screen, and goes when its message is deleted', async () => {
    await signIn();
    nextcloud.control.setIds(form);
    const first = nextcloud.control.send('bob', group, 'eins');
    await expectRang(group, ['eins']);
    nextcloud.control.setClockSkew(60_000);
    await pass(120);
    expect(state()).toBe('polling');
    expect(ports.log.lines.filter((line) => line.includes('sync'))).toEqual([]);
    nextcloud.control.deleteMessage(group, first);
    await pass(240);
    expect(onScreen()).toEqual([]);
    expect(state()).toBe('polling');
  });

  it('the user’s own message moves the read marker past everything before it', async () => {
    await signIn();
    nextcloud.control.setIds(form);
    write(group, 'eins');
    await expectRang(group, ['eins']);
    await talkmelder.reply(named(group), 'Ja', 'einmal');
    await eventually(onScreen).toEqual([]);
    expect(row(group)?.unread).toBe(0);
  });
});
