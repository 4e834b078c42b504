import { expect, it } from 'vitest';
import { accountId, nextcloud, signIn, talkmelder, usePc } from '../fakes/pc.ts';

usePc();

const mine = () => talkmelder.ownStatus(accountId());
const STATUS = /\/user_status\/status$/;

it('the own status is chosen on the server, and read from there', async () => {
  await signIn();
  expect(await mine()).toBeNull();
  await talkmelder.setOwnStatus(accountId(), 'dnd');
  expect(await mine()).toBe('dnd');
  nextcloud.control.setStatus('alice', 'away');
  expect(await mine()).toBe('away');
  nextcloud.control.setStatus('alice', 'invisible');
  expect(await mine()).toBeNull();
});

it.each([
  [{ status: 400, message: 'Status-type "dnd" is not supported' }, 'server-error'],
  [{ status: 500 }, 'server-error'],
  [{ status: 503 }, 'server-error'],
] as const)('a refusal is told, and changes nothing: %j', async (fault, code) => {
  await signIn();
  nextcloud.control.fail(fault, { path: STATUS });
  await expect(talkmelder.setOwnStatus(accountId(), 'dnd')).rejects.toMatchObject({ code });
  expect(await mine()).toBeNull();
});

it('an account that is gone has no status', async () => {
  await signIn();
  await expect(talkmelder.setOwnStatus('nobody', 'dnd')).rejects.toMatchObject({ code: 'session-ended' });
});
