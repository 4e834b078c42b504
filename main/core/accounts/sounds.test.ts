import { expect, it } from 'vitest';
import {
  accountId,
  group,
  named,
  nextcloud,
  ports,
  refresh,
  restart,
  signIn,
  talkmelder,
  usePc,
} from '../../../test/fakes/pc.ts';
import { NotSaved } from '../errors.ts';

usePc();

const rang = () => ports.notifier.asked.map(({ sound, silent }) => [sound, silent]);
const shown = () => {
  const { phase } = talkmelder.state();
  if (phase.kind !== 'connected') throw new Error(phase.kind);
  const row = phase.conversations?.find(({ token }) => token === named(group));
  return [phase.accounts[0]?.sound, row?.sound];
};

it('a notification has the sound of its conversation, else of its account', async () => {
  await signIn();
  nextcloud.control.send('bob', group, 'eins');
  await refresh();
  await expect.poll(rang).toEqual([['system', false]]);
  talkmelder.chooseAccountSound(accountId(), 'bell');
  expect(shown()).toEqual(['bell', undefined]);
  nextcloud.control.send('bob', group, 'zwei');
  await refresh();
  await expect.poll(() => rang().at(-1)).toEqual(['bell', false]);
  talkmelder.chooseConversationSound(named(group), 'knock');
  expect(shown()).toEqual(['bell', 'knock']);
  nextcloud.control.send('bob', group, 'drei');
  await refresh();
  await expect.poll(() => rang().at(-1)).toEqual(['knock', false]);
});

it('silent messages stay silent, and so does everything when sounds are off', async () => {
  await signIn();
  talkmelder.chooseAccountSound(accountId(), 'bell');
  talkmelder.changeSettings({ sound: false });
  nextcloud.control.send('bob', group, 'eins');
  await refresh();
  await expect.poll(rang).toEqual([['bell', true]]);
});

it('the choices survive a restart, and leave with the account', async () => {
  await signIn();
  talkmelder.chooseAccountSound(accountId(), 'bell');
  talkmelder.chooseConversationSound(named(group), 'knock');
  await restart(() => {});
  await expect.poll(shown).toEqual(['bell', 'knock']);
  const kept = () => [...ports.settings.documents.keys()].filter((name) => name.startsWith('sounds/'));
  expect(kept()).toHaveLength(1);
  await talkmelder.disconnect(accountId());
  expect(kept()).toEqual([]);
});

it('a choice that cannot be stored counts until the end, which is reported', async () => {
  await signIn();
  ports.settings.write = () => false;
  expect(() => talkmelder.chooseAccountSound(accountId(), 'chime')).toThrow(NotSaved);
  expect(shown()).toEqual(['chime', undefined]);
});
