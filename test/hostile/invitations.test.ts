/** Being added to a conversation raises one silent notification, and none when users join by themselves. */
import { describe, expect, it } from 'vitest';
import { named, nextcloud, ports, restart, talkmelder, usePc } from '../fakes/pc.ts';
import { patchRoom } from '../nextcloud/patches.ts';
import { askedForMessages, look as lookOnce, onScreen, rung, useLooks } from './looking.ts';

usePc();
useLooks();

/** Announcements that need requests beside the list come after the notifications that ring. */
async function look(): Promise<void> {
  await lookOnce();
  await lookOnce();
}

const TOLD = 'Übung: Bob Böhm added you';
const members = ['bob', 'carla'];
const addRoom = (name = 'Übung', type: 'group' | 'public' = 'group'): string =>
  nextcloud.control.addRoom({ type, name, members });
const invite = (token: string): void => nextcloud.control.invite('bob', 'alice', token);

/** Bob creates a conversation and adds Alice to it. */
function added(name = 'Übung', type: 'group' | 'public' = 'group'): string {
  const token = addRoom(name, type);
  invite(token);
  return token;
}

describe('being added to a conversation', () => {
  it.each(['group', 'public'] as const)('of the kind %s notifies once, without a sound', async (type) => {
    const token = added('Übung', type);
    for (let looks = 0; looks < 3; looks += 1) await look();
    expect(rung()).toEqual([TOLD]);
    const told = ports.notifier.asked.find(({ token: of }) => of === named(token));
    expect(told).toMatchObject({ silent: true, replyPlaceholder: null, markRead: null });
  });

  it('stays readable, whatever long name the other person has chosen', async () => {
    nextcloud.control.addUser({ id: 'longus', displayName: 'Langer Name '.repeat(25), password: 'longus' });
    const token = nextcloud.control.addRoom({ type: 'group', name: 'Übung', members: ['longus'] });
    nextcloud.control.invite('longus', 'alice', token);
    await look();
    expect(rung()).toEqual([expect.stringMatching(/^Übung: Langer Name .{30,60}… added you$/)]);
  });

  it('notifies although others were added later and have written', async () => {
    const token = added();
    nextcloud.control.invite('bob', 'eva', token);
    nextcloud.control.send('carla', token, 'Hallo zusammen');
    await look();
    expect(rung()).toEqual([TOLD]);
  });

  it('does not notify beside the first message that rings', async () => {
    const token = added();
    nextcloud.control.send('bob', token, 'willkommen', { mentions: ['alice'] });
    await look();
    await look();
    expect(rung()).toEqual(['Übung: Bob Böhm: @Alice Anders willkommen']);
  });

  it('gives way to the first message that rings later', async () => {
    const token = added();
    await look();
    nextcloud.control.send('bob', token, 'willkommen', { mentions: 'all' });
    await look();
    expect(onScreen()).toEqual(['Übung: Bob Böhm: @Übung willkommen']);
    expect(rung()).toHaveLength(2);
  });

  it('gives way to a call', async () => {
    const token = added();
    await look();
    nextcloud.control.startCall('bob', token);
    await look();
    expect(onScreen()).toEqual(['Übung: Call in progress – click to join']);
  });

  it('is taken back when the conversation is opened elsewhere', async () => {
    const token = added();
    await look();
    nextcloud.control.openConversation('alice', token);
    await look();
    expect(onScreen()).toEqual([]);
  });

  it('notifies after the app was not running', async () => {
    await restart(() => void added());
    await look();
    expect(rung()).toEqual([TOLD]);
  });

  it('notifies again after the user was removed', async () => {
    const token = added();
    await look();
    nextcloud.control.removeFromRoom('alice', token);
    talkmelder.suspend();
    talkmelder.resume();
    await look();
    expect(onScreen()).toEqual([]);
    invite(token);
    await look();
    expect(rung()).toEqual([TOLD, TOLD]);
  });

  it('notifies without a name when the messages cannot be fetched', async () => {
    const token = added();
    nextcloud.control.invite('bob', 'eva', token);
    nextcloud.control.fail({ status: 500 }, { path: new RegExp(`/chat/${token}$`) });
    await look();
    await look();
    expect(rung()).toEqual(['Übung: You were added to this conversation']);
  });

  it('notifies without a name when previews are off', async () => {
    talkmelder.changeSettings({ previewText: false });
    added();
    talkmelder.refresh();
    await expect
      .poll(async () => {
        await ports.clock.advance(1_000);
        return rung();
      })
      .toEqual(['Übung: You were added to this conversation']);
  });
});

describe('there is no notification for', () => {
  it('a conversation that the user has created', async () => {
    nextcloud.control.addRoom({ type: 'group', name: 'Übung', members: ['alice', 'bob'] });
    await look();
    expect(rung()).toEqual([]);
  });

  it.each(['group', 'public'] as const)('a %s that the user has joined', async (type) => {
    const token = addRoom('Übung', type);
    nextcloud.control.joinRoom('alice', token);
    await look();
    nextcloud.control.send('bob', token, 'Hallo');
    await look();
    expect(rung()).toEqual([]);
  });

  it('a group that the user has joined and in which others wrote before the app looked', async () => {
    const token = addRoom();
    nextcloud.control.joinRoom('alice', token);
    nextcloud.control.send('bob', token, 'Hallo');
    await look();
    expect(rung()).toEqual([]);
  });

  it('a one-to-one conversation, apart from its message', async () => {
    nextcloud.control.addUser({ id: 'zoe', displayName: 'Zoe Zander', password: 'zoe' });
    const token = nextcloud.control.addRoom({ type: 'one-to-one', members: ['zoe', 'alice'] });
    nextcloud.control.send('zoe', token, 'Hallo');
    await look();
    expect(rung()).toEqual(['Zoe Zander: Hallo']);
  });

  it('conversations that one list left out', async () => {
    added();
    await look();
    const end = nextcloud.control.alter(/\/api\/v4\/room$/, (list) => (Array.isArray(list) ? list.slice(-1) : list));
    talkmelder.suspend();
    talkmelder.resume();
    await look();
    end();
    talkmelder.suspend();
    talkmelder.resume();
    await look();
    expect(rung()).toEqual([TOLD]);
  });

  it.each([
    ['while notifications are paused', () => talkmelder.pause('hour')],
    ['with notifications off', () => talkmelder.changeSettings({ notify: 'off' })],
  ])('it %s', async (_name, calm) => {
    calm();
    const token = added();
    patchRoom(nextcloud.control, token, {});
    talkmelder.refresh();
    await ports.clock.advance(2_000);
    await expect.poll(() => nextcloud.control.requests.length).toBeGreaterThan(0);
    await ports.clock.advance(40_000);
    expect(rung()).toEqual([]);
  });

  it('an invitation during "do not disturb"', async () => {
    nextcloud.control.setStatus('alice', 'dnd');
    await ports.clock.advance(61_000);
    added();
    await look();
    expect(rung()).toEqual([]);
  });
});

describe('many at once', () => {
  const addMany = (count: number): string[] =>
    Array.from({ length: count }, (_none, index) => added(`Übung ${index + 1}`));

  it('ten notify one by one', async () => {
    addMany(10);
    await look();
    expect(rung()).toHaveLength(10);
  });

  it('eleven share one notification that counts, and the app asks for no messages', async () => {
    const tokens = addMany(11);
    nextcloud.control.clearRequests();
    await look();
    expect(rung()).toEqual(['Talkmelder: You were added to 11 conversations']);
    expect(tokens.flatMap(askedForMessages)).toEqual([]);
  });

  it('invitations one after the other end up in one notification, too', async () => {
    addMany(8);
    await look();
    addMany(4);
    await look();
    expect(onScreen()).toEqual(['Talkmelder: You were added to 12 conversations']);
    added('Noch eine');
    await look();
    expect(onScreen()).toEqual(['Talkmelder: You were added to 13 conversations']);
  });
});
