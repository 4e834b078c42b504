import { describe, expect, it } from 'vitest';
import { allWritten, authorisedRequests, madeAppPassword, submitPassword } from '../../test/fakes/password-form.ts';
import { failed, nextcloud, openPasswordForm, ports, session, usePc, waiting } from '../../test/fakes/pc.ts';
import { untilSynced } from '../../test/fakes/surroundings.ts';
import type { Nextcloud } from '../../test/nextcloud/server.ts';
import type { ErrorCode } from './model/error-code.ts';

usePc();

describe('each way in which it can fail', () => {
  interface Failure {
    what: string;
    error: ErrorCode;
    detail?: string;
    arrange?: (server: Nextcloud) => unknown;
    typed?: string;
    loginName?: string;
  }
  const at = '/cloud/user';
  const failures: Failure[] = [
    { what: 'a wrong app password', error: 'wrong-credentials', typed: 'never-issued' },
    { what: 'a wrong name', error: 'wrong-credentials', loginName: 'nobody' },
    { what: 'no name that a server could give', error: 'wrong-credentials', loginName: '../alice' },
    { what: 'a revoked app password', error: 'wrong-credentials', arrange: ({ control }) => control.revoke('alice') },
    { what: 'a disabled account', error: 'wrong-credentials', arrange: ({ control }) => control.disable('alice') },
    {
      what: 'no API',
      error: 'no-api',
      detail: '404',
      arrange: ({ control }) => control.fail({ status: 404 }, { path: at }),
    },
    { what: 'a page in its place', error: 'no-api', arrange: ({ control }) => control.fail('html', { path: at }) },
    { what: 'no network', error: 'unreachable', arrange: ({ control }) => control.down() },
    { what: 'a cut answer', error: 'unreachable', arrange: ({ control }) => control.fail('cut-body', { path: at }) },
    { what: 'maintenance', error: 'maintenance', arrange: ({ control }) => control.setMaintenance(true) },
    {
      what: 'too many attempts',
      error: 'too-many-attempts',
      arrange: ({ control }) => control.fail({ status: 429 }, { path: at }),
    },
    ...[500, 502, 503, 504].map((status): Failure => {
      const arrange = ({ control }: Nextcloud) => control.fail({ status }, { path: at });
      return { what: `${status}`, error: 'server-error', detail: `${status}`, arrange };
    }),
    {
      what: 'an old Nextcloud that hides its age from strangers',
      error: 'nextcloud-too-old',
      detail: '27.1.11',
      arrange: ({ control }) => control.setVersions({ nextcloud: '27.1.11' }),
    },
    {
      what: 'an old Talk',
      error: 'talk-too-old',
      detail: '17.1.7',
      arrange: ({ control }) => control.setVersions({ talk: '17.1.7' }),
    },
    { what: 'no Talk', error: 'talk-missing', arrange: ({ control }) => control.setTalk('off') },
    { what: 'Talk not allowed', error: 'talk-forbidden', arrange: ({ control }) => control.setTalk('forbidden') },
  ];

  it.each(failures)('$what → $error', async ({ error, detail = null, arrange, typed, loginName = 'alice' }) => {
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

  it.each(['wrong', 'revoked'])('asks once only with an app password that is %s', async (kind) => {
    const appPassword = madeAppPassword();
    await openPasswordForm();
    if (kind === 'revoked') nextcloud.control.revoke('alice');
    submitPassword(kind === 'wrong' ? 'wrong' : appPassword);
    await failed();
    session.wake();
    session.look();
    await ports.clock.advance(24 * 3_600_000);
    expect(authorisedRequests()).toEqual(['GET /ocs/v2.php/cloud/user']);
  });

  it('lets the person try again at once', async () => {
    await openPasswordForm();
    submitPassword('wrong');
    await failed();
    submitPassword(madeAppPassword());
    await untilSynced(session);
    expect(ports.secrets.secrets.size).toBe(1);
  });

  it('takes no exchange that failed for one that was refused', async () => {
    nextcloud.control.fail({ status: 500 }, { path: '/getapppassword' });
    await openPasswordForm();
    submitPassword('alice');
    expect((await failed()).phase).toMatchObject({ error: 'server-error', detail: '500' });
    expect(ports.secrets.secrets.size).toBe(0);
  });
});

describe('a browser sign-in that the server cannot live up to', () => {
  it.each<[ErrorCode, (server: Nextcloud) => unknown]>([
    ['talk-missing', ({ control }) => control.setTalk('off')],
    ['talk-forbidden', ({ control }) => control.setTalk('forbidden')],
    ['talk-too-old', ({ control }) => control.setVersions({ talk: '17.1.7' })],
    ['server-error', ({ control }) => control.fail({ status: 500 }, { path: '/cloud/user' })],
  ])('%s: says so, and gives the app password back', async (error, arrange) => {
    await openPasswordForm();
    session.stepBackInSignIn();
    session.chooseSignInMethod('browser');
    await waiting();
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
