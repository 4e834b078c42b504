import { describe, expect, it } from 'vitest';
import { allWritten, authorisedRequests, madeAppPassword, submitPassword } from '../../../test/fakes/password-form.ts';
import {
  failed,
  nextcloud,
  openLoginPage,
  openPasswordForm,
  ports,
  talkmelder,
  usePc,
} from '../../../test/fakes/pc.ts';
import { signInOutcomes } from '../../../test/fakes/sign-in-outcomes.ts';
import { untilSynced } from '../../../test/fakes/surroundings.ts';
import type { Nextcloud } from '../../../test/nextcloud/server.ts';
import type { ErrorCode } from '../model/error-code.ts';

usePc();

describe('each way in which signing in can fail', () => {
  it.each(signInOutcomes)('$what → $error', async ({ error, detail = null, arrange, typed, loginName = 'alice' }) => {
    const appPassword = typed ?? madeAppPassword();
    await openPasswordForm();
    await arrange?.(nextcloud);
    submitPassword(appPassword, { loginName });
    const { phase } = await failed();
    expect(phase).toMatchObject({ step: 'app-password', error, detail, loginName, address: nextcloud.url });
    expect(ports.secrets.secrets.size).toBe(0);
    expect([...ports.settings.documents.keys()]).toEqual([]);
    expect(allWritten()).not.toContain(appPassword);
  });

  it.each(['wrong', 'revoked'])('sends only one request with an app password that is %s', async (kind) => {
    const appPassword = madeAppPassword();
    await openPasswordForm();
    if (kind === 'revoked') nextcloud.control.revoke('alice');
    submitPassword(kind === 'wrong' ? 'wrong' : appPassword);
    await failed();
    talkmelder.wake();
    talkmelder.look();
    await ports.clock.advance(24 * 3_600_000);
    expect(authorisedRequests()).toEqual(['GET /ocs/v2.php/cloud/user']);
  });

  it('lets the user try again at once', async () => {
    await openPasswordForm();
    submitPassword('wrong');
    await failed();
    submitPassword(madeAppPassword());
    await untilSynced(talkmelder);
    expect(ports.secrets.secrets.size).toBe(1);
  });

  it('does not treat a failed exchange as a refused one', async () => {
    nextcloud.control.fail({ status: 500 }, { path: '/getapppassword' });
    await openPasswordForm();
    submitPassword('alice');
    expect((await failed()).phase).toMatchObject({ error: 'server-error', detail: '500' });
    expect(ports.secrets.secrets.size).toBe(0);
  });
});

describe('a browser sign-in on an unsuitable server', () => {
  it.each<[ErrorCode, (server: Nextcloud) => unknown]>([
    ['talk-missing', ({ control }) => control.setTalk('off')],
    ['talk-forbidden', ({ control }) => control.setTalk('forbidden')],
    ['talk-too-old', ({ control }) => control.setVersions({ talk: '17.1.7' })],
    ['server-error', ({ control }) => control.fail({ status: 500 }, { path: '/cloud/user' })],
    ['session-ended', ({ control }) => control.fail({ status: 401 }, { path: '/cloud/user' })],
  ])('%s: reports it and revokes the app password', async (error, arrange) => {
    await openLoginPage();
    arrange(nextcloud);
    const revoked = nextcloud.control.waitFor('app-password-revoked');
    nextcloud.control.grant('alice');
    await ports.clock.advance(2_000);
    expect((await failed()).phase).toMatchObject({ step: 'method', error });
    await revoked;
    expect(ports.secrets.secrets.size).toBe(0);
    expect([...ports.settings.documents.keys()]).toEqual([]);
  });
});
