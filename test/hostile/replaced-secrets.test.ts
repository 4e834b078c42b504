import { describe, expect, it } from 'vitest';
import { words } from '../../main/core/i18n/index.ts';
import { sealSecret } from '../../main/core/sign-in/bound-secret.ts';
import {
  basic,
  editRecords,
  hearRequests,
  isUntouched,
  revocationsAt,
  signInAgainShown,
  toldToSignIn,
} from '../fakes/accounts-file.ts';
import { submitPassword } from '../fakes/password-form.ts';
import {
  accountId,
  afterPoll,
  expectNotifications,
  group,
  nextcloud,
  openPasswordForm,
  ports,
  refresh,
  signIn,
  signInAgain,
  talkmelder,
} from '../fakes/pc.ts';
import { type startTalkmelder, until, untilSynced } from '../fakes/surroundings.ts';
import { account, add, beginAgain, elsewhere, names, startAgain, synced, useTwoServers } from '../fakes/two-servers.ts';

useTwoServers();

const left = (): string[] => nextcloud.control.appPasswords('alice').map(({ password }) => password);
const kept = (): string[] => [...ports.secrets.appPasswords().values()];
const LEFT = words('en')('oldAppPasswordLeft', { host: '' }).slice(0, 30);
const toldOfOld = (): string[] => ports.notifier.asked.map(({ body }) => body).filter((body) => body.startsWith(LEFT));

/** Answers 401 to one conversation list, and works again after that. */
async function endSession(): Promise<void> {
  await signIn();
  const heal = nextcloud.control.fail({ status: 401 }, { path: '/room' });
  await refresh();
  await signInAgainShown(talkmelder);
  heal();
}

async function signInAnew(later: ReturnType<typeof startTalkmelder>): Promise<void> {
  const { phase } = later.state();
  if (phase.kind === 'connected') {
    later.signInAgain(phase.account.id);
    later.chooseSignInMethod('app-password');
  } else later.signIn(nextcloud.url, { method: 'app-password' });
  await until(later, (state) => state.phase.kind === 'signing-in' && state.phase.step === 'app-password');
  const appPassword = nextcloud.control.createAppPassword('alice');
  later.signInWithAppPassword({ loginName: 'alice', appPassword, remember: true });
  await synced(1, later);
}

describe('signing in again', () => {
  it('revokes the replaced app password, which the server had refused only for a moment', async () => {
    await endSession();
    const [old] = left();
    await signInAgain();
    await expect.poll(left).toHaveLength(1);
    expect(left()).not.toContain(old);
    expect(kept()).toEqual(left());
    nextcloud.control.send('bob', group, 'weiter');
    await afterPoll();
    await expectNotifications([`Talkmelder: ${words('en')('sessionEnded')}`, 'Einsatzgruppe 1: Bob Böhm: weiter']);
  });

  it('revokes it also after the account had been disabled', async () => {
    await signIn();
    nextcloud.control.disable('alice');
    await refresh();
    await signInAgainShown(talkmelder);
    nextcloud.control.enable('alice');
    await signInAgain();
    await expect.poll(left).toHaveLength(1);
    expect(kept()).toEqual(left());
  });

  it('costs one request when the server has removed it', async () => {
    await signIn();
    nextcloud.control.revoke('alice');
    await refresh();
    await signInAgainShown(talkmelder);
    await signInAgain();
    await expect.poll(() => ports.log.lines.join('\n')).toContain('audit: app password not known on');
    await ports.clock.advance(3_600_000);
    expect(revocationsAt(nextcloud)).toBe(1);
    expect(toldOfOld()).toEqual([]);
  });

  it('with an app password that the user has made revokes only the old one', async () => {
    await endSession();
    talkmelder.signInAgain(accountId());
    talkmelder.chooseSignInMethod('app-password');
    const made = nextcloud.control.createAppPassword('alice');
    submitPassword(made);
    await untilSynced(talkmelder);
    await expect.poll(left).toEqual([made]);
    expect(kept()).toEqual([made]);
  });

  it('with the same app password revokes nothing', async () => {
    await endSession();
    const [old = ''] = left();
    talkmelder.signInAgain(accountId());
    talkmelder.chooseSignInMethod('app-password');
    submitPassword(old);
    await untilSynced(talkmelder);
    await afterPoll();
    expect(left()).toEqual([old]);
    expect(revocationsAt(nextcloud)).toBe(0);
  });

  it('without "remember" revokes the remembered app password', async () => {
    await endSession();
    talkmelder.signInAgain(accountId());
    talkmelder.chooseSignInMethod('app-password');
    const made = nextcloud.control.createAppPassword('alice');
    submitPassword(made, { remember: false });
    await untilSynced(talkmelder);
    await expect.poll(left).toEqual([made]);
    expect(ports.secrets.secrets.size).toBe(0);
  });

  it('revokes an app password that was only in memory', async () => {
    await openPasswordForm();
    submitPassword(nextcloud.control.createAppPassword('alice'), { remember: false });
    await untilSynced(talkmelder);
    const heal = nextcloud.control.fail({ status: 401 }, { path: '/room' });
    await refresh();
    await signInAgainShown(talkmelder);
    heal();
    await signInAgain();
    await expect.poll(left).toHaveLength(1);
  });

  it('revokes it later when the server is not reachable at once', async () => {
    await endSession();
    nextcloud.control.fail({ status: 503 }, { method: 'DELETE', count: 2 });
    await signInAgain();
    await expect.poll(() => revocationsAt(nextcloud)).toBe(1);
    expect(left()).toHaveLength(2);
    await expect
      .poll(async () => {
        await ports.clock.advance(60_000);
        return left();
      })
      .toHaveLength(1);
    expect(kept()).toEqual(left());
    expect(toldOfOld()).toEqual([]);
  });

  it('tells the user when it stays valid for good', async () => {
    await endSession();
    nextcloud.control.fail({ status: 503 }, { method: 'DELETE' });
    await signInAgain();
    await expect
      .poll(async () => {
        await ports.clock.advance(600_000);
        return toldOfOld();
      })
      .toEqual([words('en')('oldAppPasswordLeft', { host: new URL(nextcloud.url).host })]);
  });

  it('stays quiet when the keychain refuses, but the old app password is known and revoked', async () => {
    await endSession();
    ports.secrets.read = () => Promise.reject(new Error('locked'));
    await signInAgain();
    await expect.poll(left).toHaveLength(1);
    await afterPoll();
    expect(toldOfOld()).toEqual([]);
  });

  it('tells the user when the keychain refuses, and its content is not known otherwise', async () => {
    await signIn();
    const later = await startAgain(() => {
      ports.secrets.read = () => Promise.reject(new Error('locked'));
    });
    await signInAnew(later);
    await expect.poll(toldOfOld).toHaveLength(1);
  });

  it.each(['known', 'forgotten'])(
    'tells the user when the entry cannot be read, and the account is %s',
    async (how) => {
      await signIn();
      const later = await startAgain(() => {
        for (const id of ports.secrets.secrets.keys()) ports.secrets.secrets.set(id, '{"talkmelderSecret":2}');
        if (how === 'forgotten') ports.settings.documents.delete('accounts');
      });
      if (how === 'known') await signInAgainShown(later);
      await signInAnew(later);
      await expect.poll(toldOfOld).toHaveLength(1);
    },
  );

  it('raises separate notices for two app passwords on two servers', async () => {
    await endSession();
    for (const id of ports.secrets.secrets.keys())
      ports.secrets.secrets.set(
        id,
        sealSecret({
          server: elsewhere.url,
          loginName: 'bob',
          appPassword: elsewhere.control.createAppPassword('bob'),
        }),
      );
    for (const { control } of [nextcloud, elsewhere]) control.fail({ status: 503 }, { method: 'DELETE' });
    await signInAgain();
    await expect
      .poll(async () => {
        await ports.clock.advance(600_000);
        return [...ports.notifier.visible.values()].filter(({ body }) => body.startsWith(LEFT)).length;
      })
      .toBe(2);
  });

  it('revokes an earlier version’s app password with the login name that it was made for', async () => {
    nextcloud.control.addLoginName('alice', 'alice@feuerwehr.example');
    await signIn();
    const [old = ''] = left();
    const asked = hearRequests();
    const later = await startAgain(() => {
      for (const id of ports.secrets.secrets.keys()) ports.secrets.secrets.set(id, old);
      ports.secrets.rebind = () => Promise.reject(new Error('full'));
    });
    await synced(1, later);
    const heal = nextcloud.control.fail({ status: 401 }, { path: '/room' });
    later.refresh();
    await ports.clock.advance(1_000);
    await signInAgainShown(later);
    heal();
    later.signInAgain(account('Alice Anders', later).id);
    later.chooseSignInMethod('app-password');
    const made = nextcloud.control.createAppPassword('alice');
    later.signInWithAppPassword({ loginName: 'alice@feuerwehr.example', appPassword: made, remember: true });
    await expect.poll(left).toEqual([made]);
    const revocations = asked.filter((line) => line.startsWith('DELETE'));
    expect(revocations).toEqual([expect.stringContaining(basic('alice', old))]);
  });
});

describe('the accounts file is damaged', () => {
  /** The app sets a damaged file aside and begins a new one. */
  const damage = (): void => void ports.settings.documents.delete('accounts');

  it.each(['bound', 'stored by an earlier version'])(
    'signing in anew revokes the app password that was %s',
    async (how) => {
      await signIn();
      const [old] = left();
      const later = await startAgain(() => {
        damage();
        if (how !== 'bound') for (const id of ports.secrets.secrets.keys()) ports.secrets.secrets.set(id, old ?? '');
      });
      expect(later.state().phase.kind).toBe('signed-out');
      later.signIn(nextcloud.url);
      await until(later, ({ phase }) => phase.kind === 'signing-in' && phase.step === 'waiting');
      nextcloud.control.grant('alice');
      await ports.clock.advance(2_000);
      await synced(1, later);
      await expect.poll(left).toHaveLength(1);
      expect(left()).not.toContain(old);
      expect(kept()).toEqual(left());
    },
  );

  it('an app password for another server under the same name is revoked there, and goes nowhere else', async () => {
    await signIn();
    const [old = ''] = left();
    const later = await startAgain(() => {
      damage();
      const [entry = ''] = ports.secrets.secrets.values();
      ports.secrets.secrets.clear();
      ports.secrets.secrets.set(`alice@${new URL(elsewhere.url).host}`, entry);
    });
    later.signIn(elsewhere.url, { method: 'app-password' });
    await until(later, ({ phase }) => phase.kind === 'signing-in' && phase.step === 'app-password');
    const made = elsewhere.control.createAppPassword('alice');
    later.signInWithAppPassword({ loginName: 'alice', appPassword: made, remember: true });
    await synced(1, later);
    await expect.poll(left).toEqual([]);
    const seen = elsewhere.control.requests.map(({ headers, body }) => `${headers.authorization} ${body}`).join('\n');
    expect(Buffer.from(seen).includes(old)).toBe(false);
    expect(seen).not.toContain(Buffer.from(`alice:${old}`).toString('base64'));
    expect(kept()).toEqual([made]);
  });
});

describe('"sign in again" and Back', () => {
  const refusals = (): number => nextcloud.control.requests.filter(({ status }) => status === 401).length;
  const wipeChecks = (): number => nextcloud.control.requests.filter(({ path }) => path.includes('/wipe/')).length;

  it.each(['revoked', 'disabled'])(
    'send nothing and notify of nothing, however often: the app password is %s',
    async (how) => {
      await signIn();
      if (how === 'revoked') nextcloud.control.revoke('alice');
      else nextcloud.control.disable('alice');
      await refresh();
      await signInAgainShown(talkmelder);
      await expect.poll(wipeChecks).toBe(1);
      const before = refusals();
      const shown = [...ports.notifier.visible.values()].map(({ body }) => body);
      for (let i = 0; i < 5; i += 1) {
        talkmelder.signInAgain(accountId());
        expect(talkmelder.state().phase).toMatchObject({ kind: 'signing-in', step: 'method', again: true });
        talkmelder.stepBackInSignIn();
        await signInAgainShown(talkmelder);
        await ports.clock.advance(5_000);
      }
      expect(refusals()).toBe(before);
      expect(wipeChecks()).toBe(1);
      expect(toldToSignIn()).toBe(1);
      expect([...ports.notifier.visible.values()].map(({ body }) => body)).toEqual(shown);
      expect(talkmelder.state().phase).toMatchObject({
        kind: 'connected',
        connection: { lastSyncAt: expect.any(Number) },
      });
    },
  );

  it('leave the list on the screen', async () => {
    await endSession();
    const before = talkmelder.state().phase;
    talkmelder.signInAgain(accountId());
    talkmelder.cancelSignIn();
    expect(talkmelder.state().phase).toEqual(before);
  });

  it('do not delay a wipe that the server wants', async () => {
    const answer = Promise.withResolvers<void>();
    const { fetch } = ports;
    ports.fetch = async (input, init) => {
      const response = await fetch(input, init);
      if (response.url.endsWith('/wipe/check')) await answer.promise;
      return response;
    };
    await signIn();
    nextcloud.control.wipe('alice');
    await refresh();
    await signInAgainShown(talkmelder);
    talkmelder.signInAgain(accountId());
    answer.resolve();
    await expect.poll(() => ports.secrets.secrets.size).toBe(0);
    talkmelder.cancelSignIn();
    expect(talkmelder.state().phase).toMatchObject({ kind: 'signed-out', notice: 'wiped' });
    await expect.poll(left).toEqual([]);
  });
});

describe('a keyring that is unlocked late', () => {
  /** Starts the app while the keyring does not answer. */
  async function startLocked(meanwhile = () => {}) {
    await signIn();
    const { read } = ports.secrets;
    const later = await startAgain(() => {
      meanwhile();
      ports.secrets.read = () => Promise.reject(new Error('locked'));
    });
    expect(later.state().phase.kind).toBe('signed-out');
    const unlock = (): void => {
      ports.secrets.read = read;
    };
    return { later, unlock };
  }

  async function beginToSignIn(later: ReturnType<typeof startTalkmelder>): Promise<void> {
    later.signIn(nextcloud.url);
    await until(later, ({ phase }) => phase.kind === 'signing-in' && phase.step === 'waiting');
  }

  it('while the user signs in and then cancels: the account comes back', async () => {
    const { later, unlock } = await startLocked();
    await beginToSignIn(later);
    unlock();
    await ports.clock.advance(5_000);
    expect(later.state().phase.kind).toBe('signing-in');
    later.cancelSignIn();
    await synced(1, later);
    expect(names(later)).toEqual(['Alice Anders']);
    expect(left()).toHaveLength(1);
  });

  it('after the last retry, while the user signs in and then cancels', async () => {
    const { later, unlock } = await startLocked();
    await beginToSignIn(later);
    for (let i = 0; i < 30; i += 1) await ports.clock.advance(5_000);
    unlock();
    later.cancelSignIn();
    await synced(1, later);
  });

  it('after the user has cancelled', async () => {
    const { later, unlock } = await startLocked();
    await beginToSignIn(later);
    for (let i = 0; i < 30; i += 1) await ports.clock.advance(5_000);
    later.cancelSignIn();
    unlock();
    await ports.clock.advance(5_000);
    await synced(1, later);
  });

  it.each<[string, (later: ReturnType<typeof startTalkmelder>) => void]>([
    ['unlocks the screen', (later) => later.wake()],
    ['wakes the computer', (later) => later.resume()],
  ])('after the last retry: the account comes back when the user %s', async (_what, comeBack) => {
    const { later, unlock } = await startLocked();
    for (let i = 0; i < 30; i += 1) await ports.clock.advance(5_000);
    unlock();
    comeBack(later);
    await synced(1, later);
  });

  it('while the user signs in, with an edited accounts file: the other server gets no request', async () => {
    const { later, unlock } = await startLocked(() => editRecords({ server: elsewhere.url }));
    await beginToSignIn(later);
    unlock();
    await ports.clock.advance(5_000);
    later.cancelSignIn();
    await signInAgainShown(later);
    expect(isUntouched(elsewhere)).toBe(true);
  });

  it('notifies only once, however often the user comes back', async () => {
    const { later } = await startLocked();
    for (let i = 0; i < 30; i += 1) await ports.clock.advance(5_000);
    const asked = ports.notifier.asked.length;
    for (let i = 0; i < 3; i += 1) {
      later.wake();
      await ports.clock.advance(5_000);
    }
    expect(ports.notifier.asked.length).toBe(asked);
  });
});

it('disconnecting before the keyring answers revokes the app password when it answers', async () => {
  await signIn();
  await add(elsewhere, 'bob');
  const answer = Promise.withResolvers<void>();
  const { read } = ports.secrets;
  talkmelder.stop();
  ports.secrets.read = async (id) => {
    const text = await read(id);
    await answer.promise;
    return text;
  };
  const { later, started } = beginAgain();
  await until(later, ({ phase }) => phase.kind === 'connected');
  await later.disconnect(account('Alice Anders', later).id);
  expect(left()).toHaveLength(1);
  answer.resolve();
  await started;
  await synced(1, later);
  expect(names(later)).toEqual(['Bob Böhm']);
  await expect.poll(left).toEqual([]);
  expect(ports.secrets.secrets.size).toBe(1);
});

it('disconnecting an account that the keyring once refused revokes its app password at once', async () => {
  await signIn();
  await add(elsewhere, 'bob');
  const { read } = ports.secrets;
  const later = await startAgain(() => {
    ports.secrets.read = () => Promise.reject(new Error('locked'));
  });
  ports.secrets.read = read;
  await later.disconnect(account('Alice Anders', later).id);
  expect(left()).toEqual([]);
  expect(ports.notifier.asked.filter(({ body }) => body.includes(words('en')('appPasswordLeft')))).toEqual([]);
});

it('the end of the app revokes an app password that is only in memory, even after a 401', async () => {
  const { write } = ports.secrets;
  ports.secrets.write = async (...entry) => {
    await write(...entry);
    return 'memory';
  };
  await endSession();
  expect(left()).toHaveLength(1);
  talkmelder.stop();
  await Promise.all(talkmelder.ending());
  expect(left()).toEqual([]);
});

it('another user’s sign-in does not bring the first account back', async () => {
  await signIn();
  const { read } = ports.secrets;
  const later = await startAgain(() => {
    ports.secrets.read = () => Promise.reject(new Error('locked'));
  });
  later.signIn(elsewhere.url, { method: 'app-password' });
  await until(later, ({ phase }) => phase.kind === 'signing-in' && phase.step === 'app-password');
  ports.secrets.read = read;
  await ports.clock.advance(5_000);
  later.signInWithAppPassword({
    loginName: 'bob',
    appPassword: elsewhere.control.createAppPassword('bob'),
    remember: true,
  });
  await synced(1, later);
  await expect.poll(left).toEqual([]);
  later.wake();
  await ports.clock.advance(5_000);
  expect(names(later)).toEqual(['Bob Böhm']);
});
