import { expect, it } from 'vitest';
import { group, markAllReadNow, named, nextcloud, ports, refresh, signIn, talkmelder } from '../../../test/fakes/pc.ts';
import { until } from '../../../test/fakes/surroundings.ts';
import {
  account,
  connected,
  elsewhere,
  openFormFor,
  signInBoth,
  startAgain,
  submit,
  synced,
  useTwoServers,
} from '../../../test/fakes/two-servers.ts';

useTwoServers();

it('an account whose session has ended does not count, and no request is sent with its rejected password', async () => {
  await signInBoth();
  await markAllReadNow([account('Bob Böhm').id]);
  nextcloud.control.revoke('alice');
  await refresh();
  await until(talkmelder, ({ phase }) => phase.kind === 'connected' && phase.connection.state === 'signed-out');
  expect(account('Alice Anders').unread).toBeGreaterThan(0);
  expect(connected()).toMatchObject({ unread: 0, mentioned: false });
  nextcloud.control.clearRequests();
  await markAllReadNow(connected().accounts.map(({ id }) => id));
  expect(nextcloud.control.requests).toEqual([]);
});

it('Talk opens for an account that has no password on this PC: the browser has a session of its own', async () => {
  await signInBoth();
  const { id } = account('Bob Böhm');
  const later = await startAgain(() => ports.secrets.secrets.delete(id));
  await until(later, () => account('Bob Böhm', later).connection.state === 'signed-out');
  await later.openTalk(id);
  expect(ports.opener.opened.at(-1)?.url).toBe(`${elsewhere.url}/apps/spreed`);
  await expect(later.openTalk('unknown')).rejects.toMatchObject({ code: 'session-ended' });
});

it('two people with the same login name share nothing', async () => {
  await signIn();
  // Core must know who alice is before bob signs in.
  await until(talkmelder, ({ phase }) => phase.kind === 'connected' && phase.account.picture);
  talkmelder.keepDraft(named(group), 'geheim von alice');
  const profile = { ocs: { meta: { statuscode: 200 }, data: { id: 'zoe\u0000x', displayname: 'Zoe Zander' } } };
  nextcloud.control.fail({ body: JSON.stringify(profile) }, { path: '/cloud/user' });
  await openFormFor(nextcloud);
  submit(nextcloud, 'alice');
  await synced(2);
  nextcloud.control.clearFaults();
  expect(new Set(connected().accounts.map(({ key }) => key)).size).toBe(2);
  // A keychain may cut a name at a control character.
  expect([...ports.secrets.secrets.keys()].join()).not.toMatch(/\p{Cc}/u);
  const tokens = connected().conversations?.map(({ token }) => token) ?? [];
  const groups = tokens.filter((token) => token.startsWith(`${group}.`));
  const drafts = await Promise.all(groups.map(async (token) => (await talkmelder.openReply(token)).draft));
  expect(drafts.sort()).toEqual(['', 'geheim von alice']);
});

it('marking one account as read does not block another', async () => {
  await signInBoth();
  const endHang = nextcloud.control.fail('hang', { method: 'POST' });
  const first = markAllReadNow([account('Alice Anders').id]).catch(() => {});
  await markAllReadNow([account('Bob Böhm').id]);
  expect(account('Bob Böhm').unread).toBe(0);
  endHang();
  await ports.clock.advance(60_000);
  await first;
});
