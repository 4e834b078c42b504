import { beforeEach, describe, expect, it } from 'vitest';
import {
  accountId,
  group,
  named,
  nextcloud,
  ports,
  refresh,
  signIn,
  talkmelder,
  usePc,
} from '../../../test/fakes/pc.ts';
import { until } from '../../../test/fakes/surroundings.ts';
import { words } from '../i18n/index.ts';

usePc();

const stored = () => [...ports.settings.documents].map(([name, text]) => `${name}: ${text}`).join('\n');
const wipeRequests = (what = '') =>
  nextcloud.control.requests.filter(({ path }) => path.includes(`/core/wipe/${what}`));
/** Resolves when the server has been asked and the app has received the answer. */
async function answered(): Promise<void> {
  await expect.poll(() => wipeRequests('check').map(({ status }) => status)).not.toContain(0);
  await expect.poll(() => ports.log.lines.filter((line) => line.includes('/core/wipe/check')).length).toBe(1);
}
const signedOutOnServer = () =>
  until(talkmelder, ({ phase }) => phase.kind === 'connected' && phase.connection.state === 'signed-out');

let appPassword = '';
beforeEach(async () => {
  await signIn();
  appPassword = [...ports.secrets.appPasswords().values()].join();
  talkmelder.keepDraft(named(group), 'Halbfertig');
});

describe('a remote wipe', () => {
  it('deletes everything of the account and reports it', async () => {
    nextcloud.control.send('bob', group, 'Übung um 18 Uhr');
    await refresh();
    await expect.poll(() => ports.notifier.visible.size).toBe(1);
    nextcloud.control.wipe('alice');
    await refresh();
    const { phase } = await until(talkmelder, (state) => state.phase.kind === 'signed-out');
    expect(phase).toMatchObject({ notice: 'wiped', error: null });
    await expect.poll(() => wipeRequests('success').map(({ status }) => status)).toEqual([200]);
    expect(ports.secrets.secrets.size).toBe(0);
    expect(ports.settings.read('accounts')).toEqual({});
    expect(stored()).not.toContain('cursors/');
    expect(stored()).not.toContain('alice');
    expect(nextcloud.control.appPasswords('alice')).toEqual([]);
    // The notification that stays says what happened, and nothing about the conversations.
    await expect
      .poll(() => [...ports.notifier.visible.values()].map(({ body }) => body))
      .toEqual([words('en')('wiped')]);
  });

  it('leaves nothing behind for the next user', async () => {
    nextcloud.control.wipe('alice');
    await refresh();
    await until(talkmelder, (state) => state.phase.kind === 'signed-out');
    await signIn();
    expect((await talkmelder.openReply(named(group))).draft).toBe('');
  });

  it('sends the app password in the form without Authorization, so that no failed login is counted', async () => {
    nextcloud.control.wipe('alice');
    await refresh();
    await expect.poll(() => wipeRequests('success')).toHaveLength(1);
    expect(wipeRequests().map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /index.php/core/wipe/check',
      'POST /index.php/core/wipe/success',
    ]);
    for (const { headers, body } of wipeRequests()) {
      expect(headers.authorization).toBeUndefined();
      expect(body).toBe(`token=${appPassword}`);
    }
    // The server receives the report before the app logs its success.
    await expect.poll(() => ports.log.lines).toContain(`info audit: wiped as asked by ${new URL(nextcloud.url).host}`);
    expect(ports.log.lines.join('\n')).not.toContain(appPassword);
  });

  it('is not reported while something stays', async () => {
    ports.secrets.remove = () => Promise.reject(new Error('the keyring is locked'));
    nextcloud.control.wipe('alice');
    await refresh();
    await until(talkmelder, (state) => state.phase.kind === 'signed-out');
    await expect.poll(() => ports.log.lines.join('\n')).toContain('wipe incomplete');
    expect(wipeRequests('success')).toEqual([]);
  });
});

describe('no remote wipe', () => {
  const odd: [string, () => void][] = [
    ['revoked: 404', () => nextcloud.control.revoke('alice')],
    ['disabled: 404', () => nextcloud.control.disable('alice')],
    ['404 as HTML', () => answer({ status: 404 })],
    ['500', () => answer({ status: 500 })],
    ['429', () => answer({ status: 429 })],
    ['wipe: false', () => answer({ body: '{"wipe":false}' })],
    ['wipe: "true"', () => answer({ body: '{"wipe":"true"}' })],
    ['another shape', () => answer({ body: '[true]' })],
    ['no JSON', () => answer({ body: 'wipe' })],
    ['an empty body', () => answer({ body: '' })],
    ['a login page', () => answer('html')],
    ['cut off', () => answer('cut-body')],
    ['no answer', () => answer('drop')],
    ['sent elsewhere', () => answer({ redirect: 'https://evil.example/' })],
  ];
  function answer(fault: Parameters<typeof nextcloud.control.fail>[0]): void {
    nextcloud.control.revoke('alice');
    nextcloud.control.fail(fault, { path: '/core/wipe/check' });
  }

  it.each(odd)('%s → "sign in again"; nothing is deleted, and no request is repeated', async (_name, fail) => {
    const before = stored();
    fail();
    await refresh();
    await signedOutOnServer();
    await answered();
    // The user refreshes, and the server answers 401 again.
    await ports.clock.advance(60_000);
    await refresh();
    await expect
      .poll(
        () => nextcloud.control.requests.filter(({ path, status }) => path.endsWith('/room') && status === 401).length,
      )
      .toBe(2);
    expect(wipeRequests()).toHaveLength(1);
    expect(ports.secrets.secrets.size).toBe(1);
    expect(stored()).toBe(before);
    expect((await until(talkmelder, () => true)).phase).toMatchObject({ kind: 'connected' });
  });

  it('is checked again when a later session ends', async () => {
    nextcloud.control.disable('alice');
    await refresh();
    await signedOutOnServer();
    await answered();
    nextcloud.control.enable('alice');
    await ports.clock.advance(60_000);
    await refresh();
    await until(talkmelder, ({ phase }) => phase.kind === 'connected' && phase.connection.state === 'polling');
    nextcloud.control.wipe('alice');
    await refresh();
    await until(talkmelder, ({ phase }) => phase.kind === 'signed-out');
    expect(wipeRequests('check')).toHaveLength(2);
  });

  it('comes too late for an account that was disconnected meanwhile', async () => {
    const hung = nextcloud.control.fail('hang', { path: '/core/wipe/check' });
    nextcloud.control.wipe('alice');
    const asked = nextcloud.control.waitFor('request', ({ path }) => path.endsWith('/core/wipe/check'));
    await refresh();
    await asked;
    await talkmelder.disconnect(accountId());
    hung();
    expect(talkmelder.state().phase).toMatchObject({ kind: 'signed-out', notice: null });
    expect(wipeRequests('success')).toEqual([]);
  });
});
