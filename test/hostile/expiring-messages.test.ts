/** Messages that the server deletes after a while, which no delta reports. */
import { describe, expect, it } from 'vitest';
import type { ConversationAction } from '../../main/core/model/conversation-action.ts';
import { group, named, nextcloud, ports, signIn, talkmelder } from '../fakes/pc.ts';
import { patchMessage } from '../nextcloud/patches.ts';
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

const LIFE_S = 20;
const bodies = (): string[] => [...ports.notifier.visible.values()].map(({ body }) => body);

/** Bob sends a message that lives for twenty seconds. */
async function comes(text = 'geheim', life = LIFE_S): Promise<void> {
  readAll();
  nextcloud.control.setExpiration(group, life);
  await signIn();
  write(group, text);
  await expectRang(group, [text]);
}

describe('a message that expires', () => {
  it.each([0, 3_600_000, -3_600_000])(
    'leaves window and screen on time, without a question, when the server’s clock is %i ms ahead',
    async (skew) => {
      nextcloud.control.setClockSkew(skew);
      await comes();
      expect(row(group)?.preview?.text).toBe('geheim');
      const lists = asked(LIST);
      await pass(LIFE_S - 5);
      expect(bodies()).toEqual(['Bob Böhm: geheim']);
      await pass(7);
      expect(bodies()).toEqual([]);
      expect(row(group)?.preview).toBeNull();
      expect(asked(LIST)).toBe(lists);
    },
  );

  it('does not come back with later lists, and does not ring again', async () => {
    await comes();
    await pass(LIFE_S + 2);
    nextcloud.control.setClockSkew((LIFE_S + 60) * 1_000);
    await polls(2);
    expect(row(group)?.preview).toBeNull();
    talkmelder.suspend();
    talkmelder.resume();
    await polls(2);
    expect(row(group)?.preview).toBeNull();
    expect(textsIn(group)).toEqual(['geheim']);
  });

  it('does not come back when the user acts on its conversation and the server does not answer', async () => {
    await comes();
    nextcloud.control.fail('hang', { path: /\/(?:favorite|notify)$/ });
    const act = (action: ConversationAction): void => void talkmelder.act(named(group), action).catch(() => {});
    act({ kind: 'set-favourite', on: true });
    await pass(LIFE_S + 2);
    expect(row(group)?.preview).toBeNull();
    act({ kind: 'set-level', level: 'never' });
    expect(row(group)).toMatchObject({ preview: null, favourite: true, notificationLevel: 'never' });
    await pass(60);
    expect(row(group)?.preview).toBeNull();
  });

  it('is gone with the first list after it expired while the machine slept', async () => {
    await comes();
    talkmelder.suspend();
    nextcloud.control.setClockSkew(600_000);
    talkmelder.resume();
    await eventually(bodies).toEqual([]);
    expect(row(group)?.preview ?? null).toBeNull();
  });

  it('does not ring when its conversation’s messages could not be fetched in time', async () => {
    readAll();
    nextcloud.control.setExpiration(group, LIFE_S);
    await signIn();
    const heal = nextcloud.control.fail({ status: 500 }, { path: chatOf(group) });
    write(group, 'eins', 'zwei');
    await polls(1);
    nextcloud.control.setClockSkew(120_000);
    heal();
    const rung = textsIn(group);
    await pass(LIFE_S);
    await polls(2);
    expect(textsIn(group)).toEqual(rung);
    expect(bodies()).toEqual([]);
  });

  it('takes along the counting notification whose newest message it is', async () => {
    await comes('eins', 120);
    write(group, 'zwei', 'drei', 'vier');
    await eventually(() => [...ports.notifier.visible.values()].map(({ title }) => title)).toEqual([
      'Einsatzgruppe 1 – 4 new messages',
    ]);
    nextcloud.control.setClockSkew(110_000);
    await polls(1);
    expect(bodies()).toHaveLength(1);
    await pass(14);
    expect(bodies()).toEqual([]);
  });

  it('keeps no other conversation from ringing', async () => {
    const wache = other();
    await comes();
    await pass(LIFE_S + 2);
    write(wache, 'Hallo');
    await expectRang(wache, ['Hallo']);
    expect(bodies()).toEqual(['Bob Böhm: Hallo']);
  });
});

describe('a message with an unreadable expiry time', () => {
  it.each(['soon', -5, null, {}, 1e300, ''])('(%j) rings, and stays', async (expirationTimestamp) => {
    readAll();
    await signIn();
    patchMessage(nextcloud.control, 'bleibt', { expirationTimestamp });
    write(group, 'bleibt');
    await expectRang(group, ['bleibt']);
    await pass(60);
    expect(ports.notifier.visible.size).toBe(1);
    expect(talkmelder.state().phase).toMatchObject({
      conversations: expect.arrayContaining([
        expect.objectContaining({ token: named(group), preview: expect.objectContaining({ text: 'bleibt' }) }),
      ]),
    });
  });
});
