import { afterEach, describe, expect, it } from 'vitest';
import { nextcloud, ports, refresh, signIn, talkmelder } from '../../../test/fakes/pc.ts';
import { until } from '../../../test/fakes/surroundings.ts';
import {
  account,
  add,
  beginAgain,
  connected,
  elsewhere,
  names,
  openFormFor,
  signInBoth,
  startAgain,
  submit,
  synced,
  useTwoServers,
} from '../../../test/fakes/two-servers.ts';

useTwoServers();

const locked = () => Promise.reject(new Error('locked'));
/** Puts back the keychain that a test replaced. */
let restore = (): void => {};
afterEach(() => restore());

type Secrets = typeof ports.secrets;

function replace<K extends 'read' | 'write'>(name: K, by: Secrets[K]): Secrets[K] {
  const before = ports.secrets[name];
  ports.secrets[name] = by;
  restore = () => {
    ports.secrets[name] = before;
  };
  return before;
}

/** Reading from the keychain waits until the returned function is called. */
function holdReading(): () => void {
  const held = Promise.withResolvers<void>();
  const read: Secrets['read'] = replace('read', async (id) => {
    await held.promise;
    return read(id);
  });
  return held.resolve;
}

describe('a slow keychain', () => {
  it('does not take the user out of the form for one more account', async () => {
    await signInBoth();
    const read = replace('read', locked);
    const later = await startAgain();
    later.addAccount();
    ports.secrets.read = read;
    await ports.clock.advance(5_000);
    await expect.poll(() => connected(later).accounts.every(({ connection }) => connection.error === null)).toBe(true);
    expect(later.state().phase).toMatchObject({ kind: 'signed-out', adding: true });
    later.signIn(elsewhere.url);
    await until(later, ({ phase }) => phase.kind === 'signing-in' && phase.step === 'waiting');
    later.cancelSignIn();
    later.cancelSignIn();
    expect(later.state().phase.kind).toBe('connected');
  });

  it('does not bring back an account that was disconnected meanwhile', async () => {
    await signInBoth();
    const { id } = account('Bob Böhm');
    const answer = holdReading();
    const { later, started } = beginAgain();
    await until(later, ({ phase }) => phase.kind === 'connected');
    expect(names(later)).toEqual(['Alice Anders', 'Bob Böhm']);
    await later.disconnect(id);
    answer();
    await started;
    await synced(1, later);
    expect(names(later)).toEqual(['Alice Anders']);
    expect(ports.secrets.secrets.has(id)).toBe(false);
  });

  it('loses no account when a user signs in while the keychain is being asked', async () => {
    await signInBoth();
    const answer = holdReading();
    const { later, started } = beginAgain();
    await until(later, ({ phase }) => phase.kind === 'connected');
    await openFormFor(nextcloud, later);
    submit(nextcloud, 'carla', true, later);
    await synced(1, later);
    answer();
    await started;
    await synced(3, later);
    expect(names(later)).toEqual(['Alice Anders', 'Bob Böhm', 'Carla Castro']);
    expect(ports.secrets.secrets.size).toBe(3);
  });

  it('does not block the app while the keyring waits to be unlocked', async () => {
    await signInBoth();
    const answer = holdReading();
    const { later, started } = beginAgain();
    await until(later, ({ phase }) => phase.kind === 'connected');
    await ports.clock.advance(5_000);
    await started;
    expect(connected(later).accounts.map(({ connection }) => connection.state)).toEqual(['loading', 'loading']);
    answer();
    await synced(2, later);
  });

  it('shows an error when the keychain never answers', async () => {
    await signInBoth();
    replace('read', locked);
    await startAgain();
    const before = ports.notifier.asked.length;
    for (let i = 0; i < 24; i += 1) await ports.clock.advance(5_000);
    await expect.poll(() => ports.notifier.asked.length).toBe(before + 2);
    expect(ports.notifier.asked.at(-1)?.body).toContain('session has ended');
  });
});

describe('a disconnection that the server is slow to confirm', () => {
  it('is over before the same person has signed in again', async () => {
    await signIn();
    await add(nextcloud, 'carla');
    const { id } = account('Alice Anders');
    const answer = nextcloud.control.fail('hang', { method: 'DELETE' });
    const leaving = talkmelder.disconnect(id);
    await openFormFor(nextcloud);
    submit(nextcloud, 'alice');
    await until(talkmelder, ({ phase }) => phase.kind === 'signing-in' && phase.step === 'checking');
    answer();
    await ports.clock.advance(10_000);
    await leaving;
    await synced(2);
    expect(names()).toEqual(['Carla Castro', 'Alice Anders']);
    expect([...ports.secrets.secrets.keys()].sort()).toEqual(
      connected()
        .accounts.map((one) => one.id)
        .sort(),
    );
  });
});

describe('signing in again', () => {
  async function endBoth(): Promise<void> {
    await signInBoth();
    nextcloud.control.revoke('alice');
    elsewhere.control.revoke('bob');
    await refresh();
    await until(
      talkmelder,
      ({ phase }) =>
        phase.kind === 'connected' && phase.accounts.every(({ connection }) => connection.state === 'signed-out'),
    );
  }

  it('continues when another account is disconnected', async () => {
    await endBoth();
    talkmelder.signInAgain(account('Alice Anders').id);
    talkmelder.chooseSignInMethod('app-password');
    await talkmelder.disconnect(account('Bob Böhm').id);
    expect(talkmelder.state().phase).toMatchObject({ kind: 'signing-in', step: 'app-password', loginName: 'alice' });
  });

  it('ends when its own account is disconnected', async () => {
    await endBoth();
    const { id } = account('Alice Anders');
    talkmelder.signInAgain(id);
    await talkmelder.disconnect(id);
    expect(talkmelder.state().phase.kind).toBe('connected');
    expect(names()).toEqual(['Bob Böhm']);
  });

  it('is fully undone when the account is disconnected while its app password is being stored', async () => {
    await endBoth();
    const { id } = account('Alice Anders');
    talkmelder.signInAgain(id);
    talkmelder.chooseSignInMethod('app-password');
    const kept = Promise.withResolvers<void>();
    const asked = Promise.withResolvers<void>();
    const write: Secrets['write'] = replace('write', async (...given) => {
      asked.resolve();
      await kept.promise;
      return write(...given);
    });
    submit(nextcloud, 'alice');
    await asked.promise;
    nextcloud.control.clearRequests();
    const leaving = talkmelder.disconnect(id);
    talkmelder.refresh();
    await ports.clock.advance(120_000);
    expect(nextcloud.control.requests).toEqual([]);
    kept.resolve();
    await leaving;
    expect(names()).toEqual(['Bob Böhm']);
    expect(ports.secrets.secrets.has(id)).toBe(false);
    expect(nextcloud.control.appPasswords('alice')).toEqual([]);
  });

  it('happens when the user adds the same account once more', async () => {
    await endBoth();
    await openFormFor(nextcloud);
    submit(nextcloud, 'alice');
    await synced(1);
    expect(names()).toEqual(['Alice Anders', 'Bob Böhm']);
  });
});
