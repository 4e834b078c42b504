/** Edits, deletions and removed conversations: no delta reports them, so the app has to check. */
import { describe, expect, it } from 'vitest';
import { group, nextcloud, ports, signIn, talkmelder } from '../fakes/pc.ts';
import {
  asked,
  chatOf,
  eventually,
  expectRang,
  LIST,
  other,
  pass,
  polls,
  readAll,
  row,
  textsIn,
  useStationPc,
  write,
} from './station-pc.ts';

useStationPc();

const ALONE = /\/api\/v4\/room\/[^/]+$/;
const bodies = (): string[] => [...ports.notifier.visible.values()].map(({ body }) => body.replace('Bob Böhm: ', ''));
const ids = (token: string): number[] => nextcloud.control.messages(token).map(({ id }) => Number(id));
const newest = (token: string): number => ids(token).at(-1) ?? 0;

async function comes(...texts: string[]): Promise<void> {
  readAll();
  await signIn();
  for (const [index, text] of texts.entries()) {
    write(group, text);
    await expectRang(group, texts.slice(0, index + 1));
  }
  await growOld();
}

/** Lets time pass until deltas no longer report what has happened so far. */
async function growOld(): Promise<void> {
  nextcloud.control.setClockSkew(60_000);
  await polls(1);
}

describe('while its notification is on the screen', () => {
  it('a deleted message leaves screen and window within two requests', async () => {
    await comes('falsch');
    nextcloud.control.deleteMessage(group, newest(group));
    await pass(70);
    expect(bodies()).toEqual([]);
    expect(row(group)?.preview?.text).toBe('Message deleted');
    expect(textsIn(group)).toEqual(['falsch']);
  });

  it('only the deleted one of two messages leaves', async () => {
    await comes('eins', 'zwei');
    const first = ids(group).at(-2) ?? 0;
    nextcloud.control.deleteMessage(group, first);
    await pass(70);
    expect(bodies()).toEqual(['zwei']);
  });

  it('push reports a deletion at once', async () => {
    nextcloud.control.setPush('on');
    await comes('falsch');
    await eventually(() => nextcloud.control.pushConnections('alice')).toBe(1);
    await pass(12);
    nextcloud.control.deleteMessage(group, newest(group));
    await eventually(bodies).toEqual([]);
  });

  it('an edited message shows its new text in the window, and does not ring again', async () => {
    await comes('Uebung um 8');
    const id = newest(group);
    nextcloud.control.edit(group, id, 'Übung um 9');
    await pass(70);
    expect(row(group)?.preview?.text).toBe('Übung um 9');
    expect(textsIn(group)).toEqual(['Uebung um 8']);
    expect(bodies()).toEqual(['Übung um 9']);
    nextcloud.control.edit(group, id, 'Übung um 10');
    await pass(240);
    expect(row(group)?.preview?.text).toBe('Übung um 10');
    expect(bodies()).toEqual(['Übung um 10']);
    expect(textsIn(group)).toEqual(['Uebung um 8']);
  });

  it('the edit of an earlier message changes its own notification only, and the deletion of one is not undone', async () => {
    await comes('eins', 'zwei', 'drei');
    const [first = 0, second = 0] = ids(group).slice(-3);
    nextcloud.control.edit(group, first, 'EINS');
    nextcloud.control.deleteMessage(group, second);
    await pass(120);
    expect(bodies()).toEqual(['EINS', 'drei']);
    nextcloud.control.edit(group, first, 'Eins!');
    await pass(120);
    expect(bodies()).toEqual(['Eins!', 'drei']);
    expect(textsIn(group)).toEqual(['eins', 'zwei', 'drei']);
  });

  it('an edit of the newest message changes the notification that counts', async () => {
    await comes('eins', 'zwei', 'drei', 'vier');
    nextcloud.control.edit(group, newest(group), 'VIER');
    await pass(120);
    expect(bodies()).toEqual(['VIER']);
    expect([...ports.notifier.visible.values()].map(({ title }) => title)).toEqual([
      'Einsatzgruppe 1 – 4 new messages',
    ]);
    expect(textsIn(group)).toEqual(['eins', 'zwei', 'drei', 'vier']);
  });

  it('an edit brings no notification back that is gone', async () => {
    await comes('gelesen');
    nextcloud.control.markRead('alice', group);
    await pass(70);
    nextcloud.control.edit(group, newest(group), 'geändert');
    await pass(200);
    expect(bodies()).toEqual([]);
    expect(ports.notifier.updated).toEqual([]);
  });

  it('an edit shows no text where texts are hidden', async () => {
    readAll();
    await signIn();
    talkmelder.changeSettings({ previewText: false });
    write(group, 'geheim');
    await eventually(bodies).toEqual(['New message']);
    await growOld();
    nextcloud.control.edit(group, newest(group), 'sehr geheim');
    await pass(120);
    expect(bodies()).toEqual(['New message']);
    expect(ports.notifier.updated).toEqual([]);
  });

  it.each<[string, (token: string) => void]>([
    ['the conversation is deleted', (token) => nextcloud.control.deleteRoom(token)],
    ['the user is removed', (token) => nextcloud.control.removeFromRoom('alice', token)],
  ])('%s: row and notification go long before the next full list', async (_name, happen) => {
    await comes('Hallo');
    await pass(60);
    happen(group);
    await pass(150);
    expect(bodies()).toEqual([]);
    expect(row(group)).toBeUndefined();
  });

  it('a gateway’s answer removes nothing, and all others ring meanwhile', async () => {
    const wache = other();
    await comes('bleibt');
    nextcloud.control.fail({ status: 404, page: '<!DOCTYPE html><title>Gateway</title>' }, { path: ALONE });
    await pass(70);
    expect(bodies()).toEqual(['bleibt']);
    write(wache, 'Hallo');
    await expectRang(wache, ['Hallo']);
  });

  it.each([{ status: 500 }, { body: '{' }, { body: '{"ocs":{"meta":{"statuscode":200},"data":[]}}' }, 'drop'] as const)(
    'a useless answer removes nothing (%j)',
    async (fault) => {
      await comes('bleibt');
      nextcloud.control.fail(fault, { path: ALONE });
      await pass(100);
      expect(bodies()).toEqual(['bleibt']);
      expect(row(group)?.preview?.text).toBe('bleibt');
    },
  );

  it('the app sends few requests, and none after a quarter of an hour', async () => {
    await comes('Hallo');
    nextcloud.control.clearRequests();
    await pass(15 * 60 + 60);
    expect(asked(ALONE)).toBeGreaterThan(2);
    expect(asked(ALONE)).toBeLessThanOrEqual(8);
    expect(asked(chatOf(group))).toBe(0);
    nextcloud.control.clearRequests();
    await pass(20 * 60);
    expect(asked(ALONE)).toBe(0);
  });

  it('a flood of push frames does not become a flood of requests', async () => {
    nextcloud.control.setPush('on');
    await comes('Hallo');
    await eventually(() => nextcloud.control.pushConnections('alice')).toBe(1);
    nextcloud.control.clearRequests();
    for (let second = 0; second < 30; second += 1) {
      nextcloud.control.sendPushFrame('alice', 'notify_notification');
      await pass(1);
    }
    expect(asked(ALONE)).toBeLessThanOrEqual(4);
  });

  it('failing messages are not fetched with each list, and a deleted one goes when they work again', async () => {
    await comes('eins', 'zwei');
    const heal = nextcloud.control.fail({ status: 500 }, { path: chatOf(group) });
    nextcloud.control.deleteMessage(group, ids(group).at(-2) ?? 0);
    nextcloud.control.clearRequests();
    await pass(10 * 60);
    expect(asked(chatOf(group))).toBeGreaterThan(0);
    expect(asked(chatOf(group))).toBeLessThanOrEqual(3);
    expect(bodies()).toEqual(['eins', 'zwei']);
    heal();
    await pass(6 * 60);
    expect(bodies()).toEqual(['zwei']);
  });

  it('the app does not check messages without a notification on the screen', async () => {
    readAll();
    await signIn();
    nextcloud.control.clearRequests();
    await pass(600);
    expect(asked(ALONE)).toBe(0);
  });
});

describe('while the user sees the list', () => {
  it('edits, deletions and removals show within about a minute', async () => {
    const gone = other('Weg');
    const edited = other('Anders');
    write(edited, 'alt');
    readAll();
    nextcloud.control.markRead('alice', edited);
    await signIn();
    await growOld();
    talkmelder.look();
    await pass(5);
    nextcloud.control.edit(edited, newest(edited), 'neu');
    nextcloud.control.deleteRoom(gone);
    await pass(100);
    expect(row(edited)?.preview?.text).toBe('neu');
    expect(row(gone)).toBeUndefined();
  });

  it('full lists stay rare while the window is hidden', async () => {
    readAll();
    await signIn();
    nextcloud.control.clearRequests();
    await pass(14 * 60);
    const full = nextcloud.control.requests.filter(({ path, query }) => LIST.test(path) && !query.has('modifiedSince'));
    expect(full.length).toBeLessThanOrEqual(2);
  });
});
