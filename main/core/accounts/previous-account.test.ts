import { beforeEach, describe, expect, it } from 'vitest';
import { nextcloud, ports, signIn } from '../../../test/fakes/pc.ts';
import { until } from '../../../test/fakes/surroundings.ts';
import { elsewhere, names, startAgain, submit, synced, useTwoServers } from '../../../test/fakes/two-servers.ts';
import { words } from '../i18n/index.ts';
import type { Talkmelder } from '../talkmelder.ts';

useTwoServers();

let readSecret: typeof ports.secrets.read;
let later: Talkmelder;

/** alice signed in earlier. The keychain is locked, so the app shows the first screen. */
beforeEach(async () => {
  await signIn();
  readSecret = ports.secrets.read;
  later = await startAgain(() => {
    ports.secrets.read = () => Promise.reject(new Error('locked'));
  });
  expect(later.state().phase.kind).toBe('signed-out');
});

async function signInAsBob(): Promise<void> {
  later.signIn(elsewhere.url, { method: 'app-password' });
  await until(later, ({ phase }) => phase.kind === 'signing-in' && phase.step === 'app-password');
  submit(elsewhere, 'bob', true, later);
  await synced(1, later);
  expect(names(later)).toEqual(['Bob Böhm']);
}

const LEFT = words('en')('appPasswordLeft');
const leftNotices = () => ports.notifier.asked.filter(({ body }) => body.endsWith(LEFT)).map(({ body }) => body);
const isForgotten = () => [...ports.settings.documents].every(([name, text]) => !`${name}${text}`.includes('alice@'));

describe('signing in as another person forgets the previous account', () => {
  it('and revokes its app password', async () => {
    ports.secrets.read = readSecret;
    await signInAsBob();
    await expect.poll(() => nextcloud.control.appPasswords('alice')).toEqual([]);
    await expect.poll(isForgotten).toBe(true);
    expect([...ports.secrets.secrets.keys()].join()).toContain('bob@');
    expect([...ports.secrets.secrets.keys()].join()).not.toContain('alice@');
    expect(leftNotices()).toEqual([]);
  });

  it('and says that its app password stays when the keychain does not answer', async () => {
    await signInAsBob();
    const { host } = new URL(nextcloud.url);
    await expect.poll(leftNotices).toEqual([`${host}: ${LEFT}`]);
    expect(nextcloud.control.appPasswords('alice')).toHaveLength(1);
    expect(isForgotten()).toBe(true);
  });

  it('before the app can end, even while the keychain is silent', async () => {
    ports.secrets.read = () => new Promise(() => {});
    await signInAsBob();
    await expect.poll(isForgotten).toBe(true);
    expect(leftNotices()).toEqual([]);
    await ports.clock.advance(5_000);
    await expect.poll(leftNotices).toHaveLength(1);
  });

  it('unless its user has signed in again meanwhile', async () => {
    const answer = Promise.withResolvers<string | null>();
    ports.secrets.read = () => answer.promise;
    await signInAsBob();
    later.addAccount();
    later.signIn(nextcloud.url, { method: 'app-password' });
    await until(later, ({ phase }) => phase.kind === 'signing-in' && phase.step === 'app-password');
    submit(nextcloud, 'alice', true, later);
    await until(later, ({ phase }) => phase.kind === 'signing-in' && phase.step === 'checking');
    answer.resolve(null);
    await synced(2, later);
    expect(names(later)).toEqual(['Bob Böhm', 'Alice Anders']);
    await expect.poll(() => [...ports.secrets.secrets.keys()].join()).toContain('alice@');
    expect(isForgotten()).toBe(false);
  });

  it('and says that its app password stays when the server does not answer', async () => {
    ports.secrets.read = readSecret;
    await nextcloud.control.down();
    await signInAsBob();
    await expect.poll(leftNotices).toHaveLength(1);
    expect(ports.log.lines).toContain(`info audit: app password not revoked on ${new URL(nextcloud.url).host}`);
    expect(isForgotten()).toBe(true);
  });

  it('without a notification when it had no app password any more', async () => {
    ports.secrets.read = async () => null;
    await signInAsBob();
    await expect.poll(isForgotten).toBe(true);
    expect(leftNotices()).toEqual([]);
  });
});
