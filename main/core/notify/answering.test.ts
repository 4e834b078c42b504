import { expect, it } from 'vitest';
import {
  expectNotifications,
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

usePc();

const previewIs = (text: string) =>
  expect
    .poll(() => {
      const { phase } = talkmelder.state();
      return (
        phase.kind === 'connected' && phase.conversations?.find(({ token }) => token === named(group))?.preview?.text
      );
    })
    .toBe(text);
async function arrive(text: string): Promise<void> {
  nextcloud.control.send('bob', group, text);
  await refresh();
}

it('a conversation that is being answered does not ring, and nothing old rings when the reply closes', async () => {
  await signIn();
  talkmelder.answer(named(group));
  await arrive('Gesehen');
  await previewIs('Gesehen');
  talkmelder.answer(null);
  await arrive('Neu');
  await expectNotifications(['Einsatzgruppe 1: Bob Böhm: Neu']);
  await restart(() => {});
  await refresh();
  await expectNotifications(['Einsatzgruppe 1: Bob Böhm: Neu']);
});

it('every other conversation rings', async () => {
  const other = nextcloud.control.addRoom({ type: 'group', name: 'Zug 7', members: ['carla', 'alice'] });
  nextcloud.control.setLevel('alice', other, 1);
  await signIn();
  talkmelder.answer(named(group));
  nextcloud.control.send('carla', other, 'Hörst du mich?');
  nextcloud.control.send('bob', group, 'Gesehen');
  await refresh();
  await previewIs('Gesehen');
  await expect
    .poll(() => ports.notifier.asked.map(({ body }) => body))
    .toEqual([expect.stringContaining('Hörst du mich?')]);
});

it('it rings again when the window loses the user from sight', async () => {
  await signIn();
  talkmelder.answer(named(group));
  talkmelder.unlook();
  await arrive('Neu');
  await expectNotifications(['Einsatzgruppe 1: Bob Böhm: Neu']);
});

it('it rings again after a minute without a word from the window: the user may have left', async () => {
  await signIn();
  talkmelder.answer(named(group));
  await ports.clock.advance(60_000);
  await arrive('Neu');
  await expectNotifications(['Einsatzgruppe 1: Bob Böhm: Neu']);
});

it('a call rings all the same', async () => {
  await signIn();
  talkmelder.answer(named(group));
  nextcloud.control.startCall('bob', group);
  await refresh();
  await expect
    .poll(() => ports.notifier.asked.map(({ title }) => title))
    .toEqual([expect.stringContaining('Einsatzgruppe 1')]);
});
