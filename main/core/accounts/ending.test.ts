import { describe, expect, it } from 'vitest';
import { madeAppPassword, submitPassword } from '../../../test/fakes/password-form.ts';
import {
  nextcloud,
  openPasswordForm,
  ports,
  refresh,
  signIn,
  talkmelder,
  usePc,
  waiting,
} from '../../../test/fakes/pc.ts';
import { until, untilSynced } from '../../../test/fakes/surroundings.ts';

usePc();

const left = () => nextcloud.control.appPasswords('alice').map(({ password }) => password);
const revocations = () => nextcloud.control.requests.filter(({ method }) => method === 'DELETE').length;

async function signInWithPassword(password: string, remember: boolean): Promise<void> {
  await openPasswordForm();
  submitPassword(password, { remember });
  await untilSynced(talkmelder);
}

/** Ends the app and waits for everything that delays the end. */
const end = () => {
  talkmelder.stop();
  return Promise.all(talkmelder.ending());
};

describe('when the app ends', () => {
  it.each(['a login password', 'the browser'])(
    'it revokes an app password that came from %s and is not kept',
    async (how) => {
      await openPasswordForm();
      if (how === 'the browser') {
        talkmelder.stepBackInSignIn({ loginName: '', remember: false });
        talkmelder.signIn(nextcloud.url);
        await waiting();
        nextcloud.control.grant('alice');
        await ports.clock.advance(2_000);
      } else submitPassword('alice', { remember: false });
      await untilSynced(talkmelder);
      expect(left()).toHaveLength(1);
      await end();
      expect(left()).toEqual([]);
      expect(ports.log.lines).toContain(`info audit: app password revoked on ${new URL(nextcloud.url).host}`);
      // A second quit sends no further request.
      talkmelder.stop();
      expect(talkmelder.ending()).toEqual([]);
    },
  );

  it('it revokes an app password that was kept only in memory', async () => {
    ports.secrets.write = async () => 'memory';
    await signIn();
    await end();
    expect(left()).toEqual([]);
  });

  it('it waits for a revocation that is under way', async () => {
    await signIn();
    const { phase } = talkmelder.state();
    if (phase.kind !== 'connected') throw new Error(phase.kind);
    const leaving = talkmelder.disconnect(phase.account.id);
    await until(talkmelder, (state) => state.phase.kind !== 'connected' || left().length === 1);
    await end();
    expect(left()).toEqual([]);
    await leaving;
  });

  it('it leaves a remembered app password alone', async () => {
    await signIn();
    await end();
    expect(left()).toHaveLength(1);
  });

  it('it leaves alone an app password that the user made, even if the app does not keep it', async () => {
    const made = madeAppPassword();
    await signInWithPassword(made, false);
    await end();
    expect(left()).toEqual([made]);
  });

  it('it does not fail when the server is unreachable', async () => {
    await signInWithPassword('alice', false);
    await nextcloud.control.down();
    await end();
    expect(ports.log.lines).toContain('warn not revoked: unreachable');
  });

  it('it also revokes a rejected app password, because a proxy may have caused the rejection', async () => {
    await signInWithPassword('alice', false);
    nextcloud.control.revoke('alice');
    await refresh();
    await until(talkmelder, ({ phase }) => phase.kind === 'connected' && phase.connection.state === 'signed-out');
    await end();
    expect(revocations()).toBe(1);
    expect(ports.log.lines).toContain(`info audit: app password not known on ${new URL(nextcloud.url).host}`);
  });
});
