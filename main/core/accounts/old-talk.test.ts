import { expect, it } from 'vitest';
import { group, named, nextcloud, ports, refresh, signIn, talkmelder, usePc } from '../../../test/fakes/pc.ts';
import { until, untilSynced } from '../../../test/fakes/surroundings.ts';
import type { ConversationAction } from '../model/conversation-action.ts';

// Talk 18 answers every action on a conversation with an empty list, and has no archive.
usePc();

const conversation = () => {
  const { phase } = talkmelder.state();
  const found = phase.kind === 'connected' && phase.conversations?.find(({ token }) => token === named(group));
  if (!found) throw new Error('not in the list');
  return found;
};

async function signInToOldTalk(): Promise<void> {
  nextcloud.control.setVersions({ nextcloud: '28.0.14', talk: '18.0.14' });
  await signIn();
}

/** Waits for the next list, and returns whether it is a full one. */
async function nextList(): Promise<boolean> {
  const asked = nextcloud.control.waitFor('request', ({ path }) => path.endsWith('/room'));
  const synced = untilSynced(talkmelder);
  await ports.clock.advance(1_000);
  await synced;
  return !(await asked).query.has('modifiedSince');
}

it.each<[ConversationAction, object]>([
  [{ kind: 'mark-read' }, { unread: 0 }],
  [{ kind: 'set-favourite', on: false }, { favourite: false }],
  [{ kind: 'set-level', level: 'never' }, { notificationLevel: 'never' }],
])('%o is carried out and stays so, and the next list is a full one', async (action, expected) => {
  await signInToOldTalk();
  expect(conversation()).not.toMatchObject(expected);
  await ports.clock.advance(1_000);
  await talkmelder.act(named(group), action);
  expect(conversation()).toMatchObject(expected);
  expect(await nextList()).toBe(true);
  expect(conversation()).toMatchObject(expected);
});

it('marks a conversation as unread, and the next full list gives the unread count', async () => {
  await signInToOldTalk();
  await talkmelder.act(named(group), { kind: 'mark-read' });
  await nextList();
  await talkmelder.act(named(group), { kind: 'mark-unread' });
  expect(await nextList()).toBe(true);
  expect(conversation()).toMatchObject({ unread: 1 });
});

it('offers no archive', async () => {
  await signInToOldTalk();
  const { phase } = await until(
    talkmelder,
    ({ phase }) => phase.kind === 'connected' && phase.conversations?.[0]?.archived === null,
  );
  expect(phase.kind === 'connected' && phase.conversations?.every(({ archived }) => archived === null)).toBe(true);
});

it('offers the archive once the server has been updated', async () => {
  await signInToOldTalk();
  await until(talkmelder, () => conversation().archived === null);
  nextcloud.control.setVersions({ nextcloud: '32.0.1', talk: '22.0.2' });
  await refresh();
  await until(talkmelder, () => conversation().archived === false);
});
