import { describe, expect, it } from 'vitest';
import {
  accountId,
  group,
  named,
  nextcloud,
  openLoginPage,
  ports,
  signIn,
  talkmelder,
  usePc,
} from '../../test/fakes/pc.ts';
import { startTalkmelder } from '../../test/fakes/surroundings.ts';

usePc();

const asked = (): string[] => ports.notifier.asked.map(({ title }) => title);

describe('a test notification', () => {
  it('is shown as real ones are, and a click opens the window', async () => {
    await signIn();
    expect(await talkmelder.testNotification()).toBe('sent');
    expect(ports.notifier.asked.at(-1)).toMatchObject({ title: 'Test notification', token: null, silent: false });
    talkmelder.changeSettings({ sound: false });
    await talkmelder.testNotification();
    expect(ports.notifier.asked.at(-1)).toMatchObject({ silent: true });
  });

  it.each([
    ['a pause', 'paused', () => talkmelder.pause('hour')],
    ['"never" in the settings', 'off', () => talkmelder.changeSettings({ notify: 'off' })],
    ['the status "do not disturb"', 'do-not-disturb', () => nextcloud.control.setStatus('alice', 'dnd')],
  ] as const)('is held back by %s, and says so', async (_name, outcome, arrange) => {
    await signIn();
    const before = asked();
    arrange();
    expect(await talkmelder.testNotification()).toBe(outcome);
    expect(asked()).toEqual(before);
  });

  it('comes although the status cannot be asked, as real ones do', async () => {
    await signIn();
    nextcloud.control.fail({ status: 500 }, { path: '/user_status' });
    expect(await talkmelder.testNotification()).toBe('sent');
  });

  it('is impossible where the system takes none', async () => {
    ports.desktop.letNotify(false);
    expect(await talkmelder.testNotification()).toBe('impossible');
  });
});

describe('the closing card of the first sign-in', () => {
  const isOpen = (): boolean | undefined => talkmelder.state().welcome;

  it('comes once on a device', async () => {
    expect(isOpen()).toBeUndefined();
    await signIn();
    expect(isOpen()).toBe(true);
    talkmelder.endWelcome();
    expect(isOpen()).toBeUndefined();
    await talkmelder.disconnect(accountId());
    await signIn();
    expect(isOpen()).toBeUndefined();
  });

  it('does not come after a restart: the sign-in is over then', async () => {
    await signIn();
    talkmelder.stop();
    const later = startTalkmelder(ports);
    await later.start();
    expect(later.state().welcome).toBeUndefined();
    later.stop();
  });

  it('is not in front of the first screen', async () => {
    await signIn();
    await talkmelder.disconnect(accountId());
    expect(talkmelder.state().welcome).toBeUndefined();
    await openLoginPage();
    expect(talkmelder.state().welcome).toBeUndefined();
  });
});

describe('a conversation that is chosen outside the window', () => {
  it('and cannot be opened is named, until the window has said so', async () => {
    await signIn();
    ports.opener.setBroken(true);
    await expect(talkmelder.openFromOutside(named(group))).rejects.toMatchObject({ code: 'browser-not-opened' });
    expect(talkmelder.state().unopened).toEqual({
      token: named(group),
      name: 'Einsatzgruppe 1',
      error: 'browser-not-opened',
    });
    talkmelder.endUnopened();
    expect(talkmelder.state().unopened).toBeUndefined();
  });

  it('and is not known any more is reported without a name', async () => {
    await signIn();
    await expect(talkmelder.openFromOutside('000000000000/gone')).rejects.toBeDefined();
    expect(talkmelder.state().unopened).toMatchObject({ name: null });
  });
});
