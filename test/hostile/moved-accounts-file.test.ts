import { describe, expect, it } from 'vitest';
import {
  basic,
  editAccounts,
  editRecords,
  hearRequests,
  isUntouched,
  revocationsAt,
  signInAgainShown,
  toldToSignIn,
} from '../fakes/accounts-file.ts';
import { nextcloud, ports, signIn, talkmelder } from '../fakes/pc.ts';
import { until } from '../fakes/surroundings.ts';
import {
  account,
  beginAgain,
  elsewhere,
  names,
  signInBoth,
  startAgain,
  synced,
  useTwoServers,
} from '../fakes/two-servers.ts';

useTwoServers();

const portOf = (url: string): string => new URL(url).port;
const left = (): string[] => nextcloud.control.appPasswords('alice').map(({ password }) => password);
const onlyLeft = (): string => left()[0] ?? 'none';

/** Triggers what the app does by itself when a person comes back to the PC. */
async function comeBack(later: Awaited<ReturnType<typeof startAgain>>): Promise<void> {
  later.look();
  later.wake();
  later.suspend();
  later.resume();
  later.refresh();
  await ports.clock.advance(120_000);
}

describe('the accounts file names another server for an account', () => {
  const foreign: [string, () => string][] = [
    ['another port', () => elsewhere.url],
    ['another name of this computer', () => `http://localhost:${portOf(nextcloud.url)}`],
    ['another scheme', () => nextcloud.url.replace('http:', 'https:')],
    ['a folder of the same server', () => `${nextcloud.url}/nextcloud`],
    ['another server on the internet', () => 'https://cloud.example.org'],
  ];

  it.each(foreign)('%s: sends nothing, and tells the user to sign in again', async (_what, server) => {
    await signIn();
    nextcloud.control.clearRequests();
    const asked = hearRequests();
    const later = await startAgain(() => editRecords({ server: server() }));
    await signInAgainShown(later);
    await comeBack(later);
    expect(asked).toEqual([]);
    expect(isUntouched(elsewhere)).toBe(true);
    expect(toldToSignIn()).toBe(1);
    expect(account('Alice Anders', later)).toMatchObject({
      server: nextcloud.url,
      connection: { error: 'account-moved', detail: server() },
    });
    // The notification and the window name both addresses.
    const [told] = ports.notifier.asked;
    expect(told?.body).toContain(nextcloud.url);
    expect(told?.body).toContain(server());
    expect(ports.log.lines.join('\n')).toMatch(/error accounts: an app password for .+ nothing is sent/);
    expect(left()).toHaveLength(1);
  });

  const senseless: [string, () => string][] = [
    ['with a user in it', () => nextcloud.url.replace('http://', 'http://alice@')],
    ['with a query', () => `${nextcloud.url}/?to=elsewhere`],
    ['with a fragment', () => `${nextcloud.url}/#elsewhere`],
    ['over plain http', () => 'http://cloud.example.org'],
    ['with another scheme', () => 'javascript:alert(1)'],
  ];

  it.each(senseless)(
    'an address %s: sends nothing until the account leaves, and then revokes',
    async (_what, server) => {
      await signIn();
      const appPassword = onlyLeft();
      const asked = hearRequests();
      const later = await startAgain(() => editRecords({ server: server() }));
      await signInAgainShown(later);
      await comeBack(later);
      expect(asked).toEqual([]);
      const shown = account('alice', later);
      expect(shown.connection).toMatchObject({ state: 'signed-out', error: 'account-moved' });
      await later.disconnect(shown.id);
      expect(asked).toEqual([`DELETE ${nextcloud.url}/ocs/v2.php/core/apppassword ${basic('alice', appPassword)}`]);
      expect(left()).toEqual([]);
      expect(ports.secrets.secrets.size).toBe(0);
    },
  );

  const odd: [string, Record<string, unknown>, string?][] = [
    ['a name that is a number', { displayName: 7 }, 'alice'],
    ['an invalid colour', { colour: 'url(https://cloud.example.org/)' }],
    ['a user id that is an object', { userId: {} }],
    ['an answer that is a text', { indexPhp: 'no' }],
  ];

  it.each(odd)('%s: the account goes on', async (_what, part, name = 'Alice Anders') => {
    await signIn();
    const later = await startAgain(() => editRecords(part));
    await synced(1, later);
    expect(names(later)).toEqual([name]);
  });

  it('everything works again when the file is repaired', async () => {
    await signIn();
    await startAgain(() => editRecords({ server: elsewhere.url }));
    const later = await startAgain(() => editRecords({ server: nextcloud.url }));
    await synced(1, later);
    expect(names(later)).toEqual(['Alice Anders']);
    expect(isUntouched(elsewhere)).toBe(true);
  });

  it('disconnecting revokes the app password where it was made, and sends the other server nothing', async () => {
    await signIn();
    const appPassword = onlyLeft();
    const asked = hearRequests();
    const later = await startAgain(() => editRecords({ server: elsewhere.url }));
    await signInAgainShown(later);
    await later.disconnect(account('Alice Anders', later).id);
    expect(later.state().phase).toMatchObject({ kind: 'signed-out', notice: null });
    expect(asked).toEqual([`DELETE ${nextcloud.url}/ocs/v2.php/core/apppassword ${basic('alice', appPassword)}`]);
    expect(left()).toEqual([]);
    expect(ports.secrets.secrets.size).toBe(0);
  });

  it('signing in again uses the server that made the app password, and repairs the file', async () => {
    await signIn();
    const old = onlyLeft();
    const later = await startAgain(() => editRecords({ server: elsewhere.url }));
    await signInAgainShown(later);
    later.signInAgain(account('Alice Anders', later).id);
    expect(later.state().phase).toMatchObject({ kind: 'signing-in', address: nextcloud.url, again: true });
    later.chooseSignInMethod('browser');
    await until(later, ({ phase }) => phase.kind === 'signing-in' && phase.step === 'waiting');
    expect(ports.opener.opened.at(-1)).toMatchObject({ origin: nextcloud.url });
    nextcloud.control.grant('alice');
    await ports.clock.advance(2_000);
    await synced(1, later);
    await expect.poll(left).toHaveLength(1);
    expect(left()).not.toContain(old);
    await synced(1, await startAgain());
    expect(isUntouched(elsewhere)).toBe(true);
  });

  it('another login name: signing in again uses the name that the app password was made for', async () => {
    await signIn();
    const later = await startAgain(() => editRecords({ loginName: 'bob' }));
    await signInAgainShown(later);
    later.signInAgain(account('Alice Anders', later).id);
    expect(later.state().phase).toMatchObject({ kind: 'signing-in', loginName: 'alice' });
  });

  it('another user’s sign-in leaves it alone', async () => {
    await signIn();
    const later = await startAgain(() => editRecords({ server: elsewhere.url }));
    await signInAgainShown(later);
    later.addAccount();
    later.signIn(nextcloud.url, { method: 'app-password' });
    await until(later, ({ phase }) => phase.kind === 'signing-in' && phase.step === 'app-password');
    const appPassword = nextcloud.control.createAppPassword('bob');
    later.signInWithAppPassword({ loginName: 'bob', appPassword, remember: true });
    await synced(1, later);
    expect(names(later)).toEqual(['Alice Anders', 'Bob Böhm']);
    expect(isUntouched(elsewhere)).toBe(true);
    expect(left()).toHaveLength(1);
  });
});

describe('other edits of the accounts file', () => {
  it('two accounts swapped: neither app password goes to the other server', async () => {
    await signInBoth();
    const asked = hearRequests();
    const later = await startAgain(() =>
      editAccounts((accounts) => {
        const [[one, first] = ['', {}], [two, second] = ['', {}]] = Object.entries(accounts);
        return { [one]: second, [two]: first };
      }),
    );
    await signInAgainShown(later);
    await comeBack(later);
    expect(asked).toEqual([]);
    expect(toldToSignIn()).toBe(2);
  });

  it('one of two moved: the other goes on', async () => {
    await signInBoth();
    const asked = hearRequests();
    const id = account('Bob Böhm').id;
    const later = await startAgain(() =>
      editAccounts((accounts) => ({ ...accounts, [id]: { ...accounts[id], server: nextcloud.url } })),
    );
    await synced(1, later);
    expect(account('Bob Böhm', later).connection).toMatchObject({ state: 'signed-out', error: 'account-moved' });
    expect(asked.filter((line) => line.includes(elsewhere.url))).toEqual([]);
    const appPassword = elsewhere.control.appPasswords('bob')[0]?.password ?? '';
    expect(asked.filter((line) => line.endsWith(basic('bob', appPassword)))).toEqual([]);
  });

  it('another login name: sends nothing', async () => {
    await signIn();
    const asked = hearRequests();
    const later = await startAgain(() => editRecords({ loginName: 'bob' }));
    await signInAgainShown(later);
    await comeBack(later);
    expect(asked).toEqual([]);
  });

  it('another id: has no app password, and sends nothing', async () => {
    await signIn();
    const asked = hearRequests();
    const later = await startAgain(() =>
      editAccounts((accounts) => {
        const [record] = Object.values(accounts);
        return { [`alice@${new URL(elsewhere.url).host}`]: { ...record, server: elsewhere.url } };
      }),
    );
    await comeBack(later);
    expect(later.state().phase.kind).toBe('signed-out');
    expect(asked).toEqual([]);
  });
});

describe('an app password that an earlier version stored', () => {
  /** Rewrites the entry into the form that an earlier version left in the keychain. */
  function unbind(): void {
    for (const [id, appPassword] of ports.secrets.appPasswords()) ports.secrets.secrets.set(id, appPassword);
  }

  it('is bound to its server once, and cannot be moved after that', async () => {
    await signIn();
    const first = await startAgain(unbind);
    await synced(1, first);
    const [entry = ''] = ports.secrets.secrets.values();
    expect(entry).toContain(nextcloud.url);
    expect(entry).toContain(onlyLeft());
    const later = await startAgain(() => editRecords({ server: elsewhere.url }));
    await signInAgainShown(later);
    expect(isUntouched(elsewhere)).toBe(true);
  });

  it('stays put when the file was edited before, because its entry names its server', async () => {
    await signIn();
    const asked = hearRequests();
    const later = await startAgain(() => {
      unbind();
      editRecords({ server: elsewhere.url });
    });
    await signInAgainShown(later);
    expect(asked).toEqual([]);
    const [entry = ''] = ports.secrets.secrets.values();
    expect(entry).toBe(onlyLeft());
  });

  it('works unchanged when the keychain cannot be written', async () => {
    await signIn();
    const { rebind } = ports.secrets;
    const later = await startAgain(() => {
      unbind();
      ports.secrets.rebind = () => Promise.reject(new Error('full'));
    });
    await synced(1, later);
    expect([...ports.secrets.secrets.values()]).toEqual(left());
    ports.secrets.rebind = rebind;
    await synced(1, await startAgain());
    expect([...ports.secrets.secrets.values()].join()).toContain(nextcloud.url);
  });

  it.each(['{"v":1}', '{"server":"https://cloud.example.org","appPassword":"x"}', '"x"', '{', '42'])(
    'works unchanged when it looks like something else: %s',
    async (appPassword) => {
      // A login password can be any text, and is stored where the server issues no app password for it.
      nextcloud.control.addUser({ id: 'dora', displayName: 'Dora Dorn', password: appPassword });
      nextcloud.control.fail({ status: 404 }, { path: '/getapppassword' });
      await talkmelder.start();
      await signInAs('dora', appPassword);
      const bound = await startAgain();
      await synced(1, bound);
      const bare = await startAgain(unbind);
      await synced(1, bare);
      expect([...ports.secrets.appPasswords().values()]).toEqual([appPassword]);
    },
  );

  it('works during a slow write to the keyring, and the user may disconnect meanwhile', async () => {
    await signIn();
    const later = await startAgain(() => {
      unbind();
      ports.secrets.rebind = () => new Promise(() => {});
    });
    await synced(1, later);
    await later.disconnect(account('Alice Anders', later).id);
    expect(left()).toEqual([]);
    expect(ports.secrets.secrets.size).toBe(0);
  });

  it('is not bound before its account is used, while the user signs in anew', async () => {
    await signIn();
    const answer = Promise.withResolvers<void>();
    const { read } = ports.secrets;
    talkmelder.stop();
    unbind();
    const [old] = left();
    ports.secrets.read = async (id) => {
      const text = await read(id);
      await answer.promise;
      return text;
    };
    const { later, started } = beginAgain();
    later.signIn(nextcloud.url);
    await until(later, ({ phase }) => phase.kind === 'signing-in' && phase.step === 'waiting');
    answer.resolve();
    await started;
    await ports.clock.advance(10_000);
    expect([...ports.secrets.secrets.values()]).toEqual([old]);
    later.cancelSignIn();
    await synced(1, later);
    expect([...ports.secrets.secrets.values()].join()).toContain(nextcloud.url);
  });

  it('from a later version is left alone', async () => {
    await signIn();
    nextcloud.control.clearRequests();
    const asked = hearRequests();
    const entry = JSON.stringify({ talkmelderSecret: 2, everything: 'else' });
    const later = await startAgain(() => {
      for (const id of ports.secrets.secrets.keys()) ports.secrets.secrets.set(id, entry);
    });
    await signInAgainShown(later);
    expect(asked).toEqual([]);
    expect([...ports.secrets.secrets.values()]).toEqual([entry]);
  });
});

async function signInAs(loginName: string, appPassword: string): Promise<void> {
  talkmelder.signIn(nextcloud.url, { method: 'app-password' });
  await until(talkmelder, ({ phase }) => phase.kind === 'signing-in' && phase.step === 'app-password');
  talkmelder.signInWithAppPassword({ loginName, appPassword, remember: true });
  await synced(1);
}

it('dropping an unused account revokes its app password on the server that made it', async () => {
  await signIn();
  const appPassword = onlyLeft();
  const asked = hearRequests();
  const { read } = ports.secrets;
  const later = await startAgain(() => {
    editRecords({ server: elsewhere.url });
    ports.secrets.read = () => Promise.reject(new Error('locked'));
  });
  expect(later.state().phase.kind).toBe('signed-out');
  ports.secrets.read = read;
  later.signIn(nextcloud.url, { method: 'app-password' });
  await until(later, ({ phase }) => phase.kind === 'signing-in' && phase.step === 'app-password');
  later.signInWithAppPassword({
    loginName: 'bob',
    appPassword: nextcloud.control.createAppPassword('bob'),
    remember: true,
  });
  await synced(1, later);
  await expect.poll(left).toEqual([]);
  expect(asked).toContain(`DELETE ${nextcloud.url}/ocs/v2.php/core/apppassword ${basic('alice', appPassword)}`);
  expect(isUntouched(elsewhere)).toBe(true);
  expect(revocationsAt(nextcloud)).toBe(1);
});
