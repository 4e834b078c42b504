import { expect, it } from 'vitest';
import { group, nextcloud, refresh, talkmelder } from '../../../test/fakes/pc.ts';
import { sampleConversation } from '../../../test/fakes/samples.ts';
import { connected, signInBoth, useTwoServers } from '../../../test/fakes/two-servers.ts';
import type { Conversation } from '../model/conversation.ts';
import { createNaming } from './view.ts';

useTwoServers();

const rows = (): Conversation[] => connected().conversations ?? [];
const byToken = (): Map<string, Conversation> => new Map(rows().map((row) => [row.token, row]));

it('keeps the identity of each conversation that did not change, across accounts', async () => {
  await signInBoth();
  const before = byToken();
  nextcloud.control.send('bob', group, 'Einsatz');
  await refresh();
  await expect.poll(() => rows().some(({ preview }) => preview?.text === 'Einsatz')).toBe(true);
  const changed = [...byToken()].filter(([token, row]) => row !== before.get(token));
  expect(before.size).toBeGreaterThan(4);
  expect(changed.map(([, { preview }]) => preview?.text)).toEqual(['Einsatz']);
});

it('combines the accounts once per change', async () => {
  await signInBoth();
  const { phase } = talkmelder.overview();
  expect(talkmelder.state().phase).toBe(phase);
  expect(talkmelder.overview().phase).toBe(phase);
  nextcloud.control.send('bob', group, 'Einsatz');
  await refresh();
  await expect.poll(() => talkmelder.overview().phase).not.toBe(phase);
});

it('names a list once, and anew when the server can archive', () => {
  const named = createNaming('0123456789ab');
  const list = [sampleConversation({ token: 'one', archived: false })];
  expect(named(list, true)).toMatchObject([{ token: 'one.0123456789ab', archived: false }]);
  expect(named(list, true)).toBe(named(list, true));
  expect(named([...list], true)[0]).toBe(named(list, true)[0]);
  expect(named(list, false)).toMatchObject([{ archived: null }]);
});
