import { expect, it } from 'vitest';
import { group, named, nextcloud, ports, refresh, restart, signIn, talkmelder, usePc } from '../../../test/fakes/pc.ts';

usePc();

const preview = () => {
  const { phase } = talkmelder.state();
  return phase.kind === 'connected' && phase.conversations?.find(({ token }) => token === named(group))?.preview?.text;
};
/** Refreshes until the conversation shows the message; the window repeats meanwhile that it is being answered. */
const seesWhileAnswering = (text: string) =>
  expect
    .poll(async () => {
      talkmelder.answer(named(group));
      await refresh();
      return preview();
    })
    .toBe(text);
/** Refreshes until these notifications have come. */
const rings = (expected: string[]) =>
  expect
    .poll(async () => {
      await refresh();
      return ports.notifier.asked.map(({ title, body }) => `${title}: ${body}`);
    })
    .toEqual(expected);
const arrive = (text: string) => nextcloud.control.send('bob', group, text);

it('a conversation that is being answered does not ring, and nothing old rings when the reply closes', async () => {
  await signIn();
  arrive('Gesehen');
  await seesWhileAnswering('Gesehen');
  talkmelder.answer(null);
  arrive('Neu');
  await rings(['Einsatzgruppe 1: Bob Böhm: Neu']);
  await restart(() => {});
  await rings(['Einsatzgruppe 1: Bob Böhm: Neu']);
});

it('every other conversation rings', async () => {
  const other = nextcloud.control.addRoom({ type: 'group', name: 'Zug 7', members: ['carla', 'alice'] });
  nextcloud.control.setLevel('alice', other, 1);
  await signIn();
  nextcloud.control.send('carla', other, 'Hörst du mich?');
  arrive('Gesehen');
  await seesWhileAnswering('Gesehen');
  await expect
    .poll(() => ports.notifier.asked.map(({ body }) => body))
    .toEqual([expect.stringContaining('Hörst du mich?')]);
});

it('it rings again when the window loses the user from sight', async () => {
  await signIn();
  talkmelder.answer(named(group));
  talkmelder.unlook();
  arrive('Neu');
  await rings(['Einsatzgruppe 1: Bob Böhm: Neu']);
});

it('it rings again after a minute without a word from the window: the user may have left', async () => {
  await signIn();
  talkmelder.answer(named(group));
  await ports.clock.advance(60_000);
  arrive('Neu');
  await rings(['Einsatzgruppe 1: Bob Böhm: Neu']);
});

it('a call rings all the same', async () => {
  await signIn();
  talkmelder.answer(named(group));
  nextcloud.control.startCall('bob', group);
  await seesWhileAnswering(String(preview()));
  await expect
    .poll(() => ports.notifier.asked.map(({ title }) => title))
    .toEqual([expect.stringContaining('Einsatzgruppe 1')]);
});
