import { expect, it } from 'vitest';
import { doctorWords } from '../../main/core/i18n/doctor/index.ts';
import { trayModel } from '../../main/core/model/tray-model.ts';
import { afterPoll, group, nextcloud, ports, refresh, signIn, talkmelder } from '../fakes/pc.ts';
import { until } from '../fakes/surroundings.ts';
import { account, add, connected, useTwoServers } from '../fakes/two-servers.ts';

/* Two people are signed in on one server: its name tells nothing, so that everything names the person. */

useTwoServers();

async function signInBoth(): Promise<void> {
  await signIn();
  await add(nextcloud, 'bob');
}

const titles = () => [...ports.notifier.visible.values()].map(({ title }) => title).sort();

it('notifications say for whom they are', async () => {
  await signInBoth();
  nextcloud.control.setLevel('bob', group, 1);
  await afterPoll();
  nextcloud.control.send('carla', group, 'An beide');
  await afterPoll();
  await expect.poll(titles).toEqual(['Einsatzgruppe 1 · Alice Anders', 'Einsatzgruppe 1 · Bob Böhm']);
});

it('the tray says who is not connected, and the notice who has to sign in again', async () => {
  await signInBoth();
  nextcloud.control.revoke('bob');
  await refresh();
  await until(talkmelder, () => account('Bob Böhm').connection.state === 'signed-out');
  const { tooltip } = trayModel(talkmelder.overview(), ports.clock.now());
  expect(tooltip).toContain('not connected: Bob Böhm');
  await expect.poll(titles).toContain('Talkmelder · Bob Böhm');
});

it('the notice of an app password that is left names the person who has gone', async () => {
  await signInBoth();
  const { id } = account('Bob Böhm');
  await nextcloud.control.down();
  await talkmelder.disconnect(id);
  expect(ports.notifier.asked.at(-1)).toMatchObject({ title: 'Talkmelder · Bob Böhm' });
});

it('the doctor says whose account it looks at', async () => {
  await signInBoth();
  for (const name of ['Alice Anders', 'Bob Böhm']) {
    talkmelder.showAccount(account(name).id);
    expect(connected().accounts).toHaveLength(2);
    const { findings } = await talkmelder.runDoctor();
    const [first] = findings;
    expect(first && doctorWords('de')(first.message, first.values)).toBe(
      `Geprüft wird das Konto von ${name} auf ${nextcloud.url}.`,
    );
  }
});
