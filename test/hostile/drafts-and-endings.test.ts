import { beforeEach, describe, expect, it } from 'vitest';
import { trayModel } from '../../main/core/model/tray-model.ts';
import type { Unfinished } from '../../main/core/model/unfinished.ts';
import { accountId, group, named, nextcloud, ports, restart, signIn, talkmelder } from '../fakes/pc.ts';
import { until } from '../fakes/surroundings.ts';
import { eventually, useStationPc } from './station-pc.ts';

/*
 * The app never loses what the user has typed or sent, not even in a crash, and leaves nothing of it on the disk of a
 * PC that the account has left.
 */

useStationPc();

const ID = 'a'.repeat(64);
const TEXT = 'Komme mit dem Einsatzleitwagen';
const POST = { method: 'POST', path: '/chat/' };
const texts = () => nextcloud.control.messages(group).map(({ message }) => message);
const onDisk = () => [...ports.drafts.texts.values()].join();
const draft = async (): Promise<string> => (await talkmelder.openReply(named(group))).draft;

let asked: Unfinished[];
let quits: number;
let answer: boolean;
let mayEnd: () => boolean;
function guard(): void {
  const ask = async (about: Unfinished): Promise<boolean> => {
    asked.push(about);
    return answer;
  };
  mayEnd = talkmelder.beforeEnd(ask, () => {
    quits += 1;
  });
}
beforeEach(() => {
  asked = [];
  quits = 0;
  answer = true;
});

describe('a draft', () => {
  it('survives a restart, and leaves the disk when the user sends it', async () => {
    await signIn();
    talkmelder.keepDraft(named(group), TEXT);
    await restart(() => {});
    expect(await draft()).toBe(TEXT);
    await talkmelder.reply(named(group), TEXT, ID);
    await eventually(() => ports.drafts.texts.size).toBe(0);
    await restart(() => {});
    expect(await draft()).toBe('');
  });

  it('survives a crash, because the app writes it as the user types', async () => {
    await signIn();
    talkmelder.keepDraft(named(group), TEXT);
    await eventually(onDisk).toContain(TEXT);
    talkmelder.keepDraft(named(group), '');
    await eventually(() => ports.drafts.texts.size).toBe(0);
  });

  it('from an earlier run survives the first letter typed in this one', async () => {
    await signIn();
    talkmelder.keepDraft(named(group), TEXT);
    await eventually(onDisk).toContain(TEXT);
    const other = nextcloud.control.addRoom({ type: 'group', name: 'Neu', members: ['bob', 'alice'] });
    const release = ports.drafts.hold();
    await restart(() => {});
    talkmelder.keepDraft(named(other), 'n');
    release();
    await eventually(onDisk).toContain('"n"');
    expect(onDisk()).toContain(TEXT);
    expect(await draft()).toBe(TEXT);
  });

  it('does not keep the user from answering while the keyring stays silent', async () => {
    await signIn();
    talkmelder.keepDraft(named(group), TEXT);
    await eventually(onDisk).toContain(TEXT);
    ports.drafts.hold();
    await restart(() => {});
    let opened: string | null = null;
    void talkmelder.openReply(named(group)).then((reply) => {
      opened = reply.draft;
    });
    await eventually(() => opened).toBe('');
  });

  it('goes into no other file', async () => {
    await signIn();
    talkmelder.keepDraft(named(group), TEXT);
    await eventually(onDisk).toContain(TEXT);
    expect([...ports.settings.documents].join() + ports.log.lines.join()).not.toContain(TEXT);
  });

  it('is not sent twice after a restart when the server may have it already', async () => {
    await signIn();
    talkmelder.keepDraft(named(group), TEXT);
    nextcloud.control.fail('cut-body', { ...POST, count: 1 });
    await expect(talkmelder.reply(named(group), TEXT, ID)).rejects.toMatchObject({ code: 'unreachable' });
    await eventually(onDisk).toContain(TEXT);
    await restart(() => {});
    await talkmelder.reply(named(group), await draft(), 'b'.repeat(64));
    expect(texts().filter((text) => text === TEXT)).toHaveLength(1);
  });
});

describe('nothing stays on the disk', () => {
  it.each<[string, () => Promise<unknown>]>([
    ['is disconnected', () => talkmelder.disconnect(accountId())],
    [
      'is wiped by its server',
      async () => {
        nextcloud.control.wipe('alice');
        talkmelder.refresh();
        await eventually(() => talkmelder.state().phase.kind).toBe('signed-out');
      },
    ],
  ])('when the account %s', async (_what, leave) => {
    await signIn();
    talkmelder.keepDraft(named(group), TEXT);
    await eventually(onDisk).toContain(TEXT);
    await leave();
    await eventually(() => ports.drafts.texts.size).toBe(0);
  });

  it('when the account is disconnected while a draft is being written', async () => {
    await signIn();
    const release = ports.drafts.hold();
    talkmelder.keepDraft(named(group), TEXT);
    await talkmelder.disconnect(accountId());
    release();
    await eventually(() => talkmelder.state().phase.kind).toBe('signed-out');
    expect(onDisk()).toBe('');
  });

  it('and a disconnect reports what could not be removed', async () => {
    await signIn();
    talkmelder.keepDraft(named(group), TEXT);
    await eventually(onDisk).toContain(TEXT);
    ports.drafts.setStuck(true);
    await expect(talkmelder.disconnect(accountId())).rejects.toMatchObject({ code: 'not-saved' });
  });

  it('of an account that is not remembered on this PC', async () => {
    ports.secrets.write = () => Promise.reject(new Error('no keychain'));
    await signIn();
    talkmelder.keepDraft(named(group), TEXT);
    await eventually(draft).toBe(TEXT);
    expect(onDisk()).toBe('');
  });
});

describe('the end of the app', () => {
  it('comes at once when no request is running', async () => {
    await signIn();
    guard();
    expect(mayEnd()).toBe(true);
  });

  it('waits for a reply in flight, and tray and window say so', async () => {
    await signIn();
    guard();
    const sending = talkmelder.reply(named(group), TEXT, ID);
    expect(mayEnd()).toBe(false);
    expect(talkmelder.state().leaving).toBe(true);
    expect(trayModel(talkmelder.overview(), 0).tooltip).toContain('as soon as everything is sent');
    await sending;
    await eventually(() => quits).toBe(1);
    expect(asked).toEqual([]);
    expect(mayEnd()).toBe(true);
    expect(talkmelder.state().leaving).toBeUndefined();
    expect(texts()).toContain(TEXT);
  });

  it('asks about a reply that does not arrive, and puts its text back into the field at the next start', async () => {
    await signIn();
    guard();
    nextcloud.control.fail('hang', POST);
    talkmelder.keepDraft(named(group), TEXT);
    void talkmelder.reply(named(group), TEXT, ID).catch(() => {});
    expect(mayEnd()).toBe(false);
    await eventually(() => quits).toBe(1);
    expect(asked).toEqual([{ unsent: 1, lost: 0, files: 0 }]);
    nextcloud.control.clearFaults();
    await restart(() => {});
    expect(await draft()).toBe(TEXT);
  });

  it('asks about a reply that the server refuses, and goes on if the user wants to', async () => {
    await signIn();
    guard();
    answer = false;
    nextcloud.control.fail({ status: 500 }, POST);
    talkmelder.keepDraft(named(group), TEXT);
    const sending = talkmelder.reply(named(group), TEXT, ID).catch(() => {});
    expect(mayEnd()).toBe(false);
    await sending;
    await eventually(() => asked).toEqual([{ unsent: 1, lost: 0, files: 0 }]);
    expect(quits).toBe(0);
    expect(await draft()).toBe(TEXT);
  });

  it('warns that a draft is lost when the system offers no encryption', async () => {
    ports.drafts.setSafe(false);
    await signIn();
    guard();
    talkmelder.keepDraft(named(group), TEXT);
    expect(mayEnd()).toBe(false);
    await eventually(() => asked).toEqual([{ unsent: 0, lost: 1, files: 0 }]);
    expect(onDisk()).toBe('');
  });

  it('warns likewise for an account that is not remembered on this PC', async () => {
    ports.secrets.write = () => Promise.reject(new Error('no keychain'));
    await signIn();
    guard();
    talkmelder.keepDraft(named(group), TEXT);
    expect(mayEnd()).toBe(false);
    await eventually(() => asked).toEqual([{ unsent: 0, lost: 1, files: 0 }]);
  });

  it('waits for a draft that is being written to disk, without a question', async () => {
    await signIn();
    guard();
    const release = ports.drafts.hold();
    talkmelder.keepDraft(named(group), TEXT);
    expect(mayEnd()).toBe(false);
    release();
    await eventually(() => quits).toBe(1);
    expect(asked).toEqual([]);
    expect(onDisk()).toContain(TEXT);
    await until(talkmelder, () => true);
  });
});
