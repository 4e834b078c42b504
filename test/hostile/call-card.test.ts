/** The card of incoming calls: it rings for as long as the call waits for an answer here, and never with a notification. */
import { beforeEach, describe, expect, it } from 'vitest';
import { accountId, group, named, nextcloud, ports, restart, signIn, talkmelder } from '../fakes/pc.ts';
import { patchRoom } from '../nextcloud/patches.ts';
import { asked, eventually, LIST, pass, polls, readAll, useStationPc } from './station-pc.ts';

useStationPc();

const STATE = /\/notification-state$/;
const NOTICES = /\/api\/v2\/notifications$/;
let bob: string;
beforeEach(() => {
  ports.callBell.works = true;
  bob = nextcloud.control.addRoom({ type: 'one-to-one', members: ['bob', 'alice'] });
  readAll();
});

const control = () => nextcloud.control;
const card = () => ports.callBell.names();
const bodies = (): string[] => [...ports.notifier.visible.values()].map(({ body }) => body);
const RUNNING = 'Call in progress – click to join';
const start = (token = bob, by = 'bob', options: { silent?: boolean } = {}): void =>
  control().startCall(by, token, options);
const newest = (): string => ports.callBell.card()?.calls[0]?.id ?? '';

async function rings(token = bob): Promise<void> {
  await signIn();
  start(token);
  await eventually(() => card().length).toBe(1);
}

describe('a call of two', () => {
  it('rings on the card and raises no notification', async () => {
    await rings();
    expect(ports.callBell.card()).toMatchObject({
      language: 'en',
      sounds: true,
      calls: [{ token: named(bob), conversation: 'Bob Böhm', caller: null, group: false, account: null }],
    });
    expect(ports.notifier.asked).toEqual([]);
  });

  it('is joined in the browser, and rings no longer, here or anywhere', async () => {
    await rings();
    await talkmelder.answerCall(newest(), 'join');
    expect(ports.opener.opened.at(-1)?.url).toBe(`${nextcloud.url}/call/${bob}#direct-call`);
    expect(card()).toEqual([]);
    await pass(60);
    expect([card(), ports.callBell.rang.length, ports.notifier.asked]).toEqual([[], 1, []]);
  });

  it('is joined from the window, which ends the card', async () => {
    await rings();
    await talkmelder.joinCall(named(bob));
    expect(card()).toEqual([]);
  });

  it('that is ignored stays quiet until it is over; then it is missed', async () => {
    await rings();
    await talkmelder.answerCall(newest(), 'ignore');
    await pass(90);
    expect([card(), ports.notifier.asked, ports.opener.opened.length]).toEqual([[], [], 1]);
    control().endCall(bob);
    await eventually(bodies).toEqual(['Missed call']);
    expect(ports.callBell.rang).toHaveLength(1);
  });

  it('that is answered elsewhere stops within four seconds, and leaves no notification', async () => {
    await rings();
    control().joinCall('alice', bob);
    await pass(4);
    expect([card(), ports.notifier.asked]).toEqual([[], []]);
  });

  it.each(['on', 'off'] as const)(
    'that is dismissed elsewhere stops within a quarter of a minute (push: %s)',
    async (push) => {
      control().setPush(push);
      await rings();
      await pass(3);
      control().dismissAll('alice');
      await pass(14);
      expect([card(), ports.notifier.asked]).toEqual([[], []]);
      control().endCall(bob);
      await eventually(bodies).toEqual(['Missed call']);
    },
  );

  it('that the caller gives up stops within four seconds, and is missed', async () => {
    await rings();
    control().endCall(bob);
    await pass(4);
    expect(card()).toEqual([]);
    await eventually(bodies).toEqual(['Missed call']);
  });

  it('rings 45 seconds; then a silent notification stands for it, which joins', async () => {
    await rings();
    await pass(46);
    expect(card()).toEqual([]);
    expect([...ports.notifier.visible.values()]).toMatchObject([{ body: RUNNING, silent: true, join: 'Join' }]);
    control().endCall(bob);
    await eventually(bodies).toEqual(['Missed call']);
    expect(ports.callBell.rang).toHaveLength(1);
  });

  it('rings on when its state cannot be found out, and stops with the list', async () => {
    await signIn();
    control().fail({ status: 500 }, { path: STATE });
    start();
    await eventually(card).toEqual(['Bob Böhm']);
    await pass(10);
    expect(card()).toEqual(['Bob Böhm']);
    control().endCall(bob);
    await pass(10);
    expect(card()).toEqual([]);
  });

  it('rings without a check of its state on an old Talk, and stops with the list', async () => {
    control().setVersions({ nextcloud: '28.0.14', talk: '18.0.14' });
    await rings();
    expect(asked(STATE)).toBe(0);
    control().endCall(bob);
    await pass(5);
    expect(card()).toEqual([]);
  });

  it('costs at most twenty lists and states, and none when it is over', async () => {
    await rings();
    nextcloud.control.clearRequests();
    await pass(44);
    expect(asked(STATE)).toBeLessThanOrEqual(20);
    expect(asked(LIST)).toBeLessThanOrEqual(20);
    expect(asked(NOTICES)).toBeLessThanOrEqual(6);
    control().endCall(bob);
    await pass(10);
    nextcloud.control.clearRequests();
    await pass(60);
    expect([asked(STATE), asked(LIST) <= 3]).toEqual([0, true]);
  });
});

describe('a call that is over, but still in the list', () => {
  /** The server lists a call for some time after its last participant is gone. */
  function linger(): void {
    patchRoom(control(), bob, { hasCall: true, callStartTime: Math.floor(Date.now() / 1_000) });
    // A delta contains only conversations in which something has happened.
    control().send('bob', bob, 'Na dann');
  }

  it('never rings', async () => {
    await signIn();
    linger();
    await polls(2);
    await pass(10);
    expect(asked(STATE)).toBeGreaterThan(0);
    expect([ports.callBell.rang, card()]).toEqual([[], []]);
  });

  it('does not ring after a restart', async () => {
    await rings();
    await restart(() => control().endCall(bob));
    linger();
    await pass(40);
    expect([ports.callBell.rang.length, card()]).toEqual([1, []]);
  });

  it('rings no second time after a restart while it still runs', async () => {
    await rings();
    await restart(() => {});
    await pass(40);
    expect([ports.callBell.rang.length, card()]).toEqual([1, []]);
  });
});

describe('what keeps a call quiet', () => {
  it.each<[string, () => void, { silent?: boolean }?]>([
    ['a pause', () => talkmelder.pause('hour')],
    ['the level "off"', () => talkmelder.changeSettings({ notify: 'off' })],
    ['do not disturb', () => control().setStatus('alice', 'dnd')],
    ['calls that are muted in Talk', () => control().configure('alice', bob, { notifyCalls: 0 })],
    ['a silent call', () => {}, { silent: true }],
  ])('%s', async (_name, quiet, options = {}) => {
    await signIn();
    quiet();
    start(bob, 'bob', options);
    await polls(2);
    expect([ports.callBell.rang, ports.notifier.asked]).toEqual([[], []]);
  });

  it('sound off: the card appears without the tone', async () => {
    await signIn();
    talkmelder.changeSettings({ sound: false });
    start();
    await eventually(card).toEqual(['Bob Böhm']);
    expect(ports.callBell.sounds()).toBe(false);
  });

  it('a pause that begins while it rings ends the tone', async () => {
    await rings();
    talkmelder.pause('hour');
    expect([card(), ports.callBell.sounds()]).toEqual([['Bob Böhm'], false]);
  });

  it('an alarm: its sound is the only one', async () => {
    await signIn();
    await restart(() =>
      ports.settings.write(`alarm-conversations/${accountId()}`, { chosen: [[group, { keywords: [], senders: [] }]] }),
    );
    start();
    await eventually(card).toEqual(['Bob Böhm']);
    expect(ports.callBell.sounds()).toBe(true);
    control().send('bob', group, 'B3 Zimmerbrand');
    await eventually(ports.bell.sounds).toBe(true);
    expect([card(), ports.callBell.sounds()]).toEqual([['Bob Böhm'], false]);
    talkmelder.acknowledgeAlarms(
      ports.bell.alarms().map(({ id }) => id),
      'card',
    );
    expect([ports.bell.sounds(), ports.callBell.sounds()]).toEqual([false, true]);
  });

  it('a sleeping computer: nothing rings when it wakes up, and the running call is notified of', async () => {
    await rings();
    talkmelder.suspend();
    expect([card(), bodies()]).toEqual([[], [RUNNING]]);
    talkmelder.resume();
    await pass(5);
    expect([ports.callBell.rang.length, card(), bodies()]).toEqual([1, [], [RUNNING]]);
  });
});

describe('where the card does not ring', () => {
  const raised = () => eventually(bodies).toEqual([RUNNING]);

  it.each([
    ['the desktop allows no such window', () => Object.assign(ports.callBell, { works: false })],
    ['the user wants no calls to ring', () => talkmelder.changeSettings({ ringCalls: false })],
  ])('a notification announces the call: %s', async (_name, prepare) => {
    await signIn();
    prepare();
    start();
    await raised();
    expect(ports.callBell.rang).toEqual([]);
    expect(ports.notifier.asked).toMatchObject([{ silent: false, join: 'Join' }]);
  });

  it('a group raises a notification, unless its calls ring as well', async () => {
    await signIn();
    start(group);
    await raised();
    expect(ports.callBell.rang).toEqual([]);
    control().endCall(group);
    await eventually(bodies).toEqual(['Missed call']);
    talkmelder.changeSettings({ ringGroupCalls: true });
    ports.clock.jump(1_000);
    control().setClockSkew(2_000);
    start(group);
    await eventually(card).toEqual(['Einsatzgruppe 1']);
    expect(ports.callBell.card()?.calls).toMatchObject([{ group: true, caller: 'Bob Böhm' }]);
  });

  it('a card that fails is replaced by a silent notification', async () => {
    await rings();
    talkmelder.replaceCallCard();
    expect([card(), bodies()]).toEqual([[], [RUNNING]]);
    expect(ports.notifier.asked).toMatchObject([{ silent: true }]);
  });

  it('disconnecting the account ends the card', async () => {
    await rings();
    await talkmelder.disconnect(accountId());
    expect([card(), bodies()]).toEqual([[], []]);
  });
});

describe('several calls', () => {
  it('are on one card, newest on top, and end one by one', async () => {
    const carla = control().addRoom({ type: 'one-to-one', members: ['carla', 'alice'] });
    await rings();
    start(carla, 'carla');
    await eventually(card).toEqual(['Carla Castro', 'Bob Böhm']);
    control().endCall(bob);
    await pass(4);
    expect(card()).toEqual(['Carla Castro']);
    expect(ports.callBell.rang).toHaveLength(2);
  });
});

describe('behind a locked screen where texts are hidden', () => {
  const toasts = (): string[] => [...ports.notifier.visible.values()].map(({ title, body }) => `${title}: ${body}`);
  const hide = () => talkmelder.changeSettings({ textWhenLocked: false, ringGroupCalls: true });

  it('the card shows no names', async () => {
    await signIn();
    hide();
    talkmelder.lockScreen();
    start();
    await eventually(card).toEqual([null]);
    expect(ports.callBell.sounds()).toBe(true);
    talkmelder.unlockScreen();
    expect(card()).toEqual(['Bob Böhm']);
  });

  it.each([
    ['of two', () => bob],
    ['in a group', () => group],
  ])('a call %s shows no name, neither when it goes unanswered nor when it is missed', async (_what, token) => {
    await signIn();
    hide();
    talkmelder.lockScreen();
    start(token());
    await eventually(card).toEqual([null]);
    await pass(46);
    expect(toasts()).toEqual([`Talkmelder: ${RUNNING}`]);
    control().endCall(token());
    await eventually(bodies).toEqual(['Missed call']);
    expect(toasts()).toEqual(['Talkmelder: Missed call']);
    expect(JSON.stringify(ports.notifier.asked)).not.toMatch(/Bob|Einsatzgruppe/);
  });

  it('a call that begins before the lock goes unanswered without a name', async () => {
    await rings();
    hide();
    await pass(20);
    talkmelder.lockScreen();
    await pass(30);
    expect([card(), toasts()]).toEqual([[], [`Talkmelder: ${RUNNING}`]]);
  });

  it('a call that goes unanswered after unlocking has its name', async () => {
    await signIn();
    hide();
    talkmelder.lockScreen();
    start();
    await eventually(card).toEqual([null]);
    talkmelder.unlockScreen();
    await pass(46);
    expect(toasts()).toEqual([`Bob Böhm: ${RUNNING}`]);
  });

  it('what names a caller when the screen is locked loses the name, and does not ring again', async () => {
    await rings();
    hide();
    control().endCall(bob);
    await eventually(toasts).toEqual(['Bob Böhm: Missed call']);
    const before = ports.notifier.asked.length;
    talkmelder.lockScreen();
    expect(toasts()).toEqual(['Talkmelder: Missed call']);
    expect(ports.notifier.asked).toHaveLength(before);
  });

  it('a call that no card announces shows no name', async () => {
    ports.callBell.works = false;
    await signIn();
    hide();
    talkmelder.lockScreen();
    start();
    await eventually(toasts).toEqual([`Talkmelder: ${RUNNING}`]);
  });
});
