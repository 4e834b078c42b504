import { expect, it } from 'vitest';
import { doctorWords } from '../../main/core/i18n/doctor/index.ts';
import { trayModel } from '../../main/core/model/tray-model.ts';
import { afterPoll, group, nextcloud, ports, refresh, signIn, talkmelder } from '../fakes/pc.ts';
import { until } from '../fakes/surroundings.ts';
import { account, add, connected, useTwoServers } from '../fakes/two-servers.ts';

/* Two people are signed in on one server. Its address does not tell them apart, so every text must name the person. */

useTwoServers();

async function signInBoth(): Promise<void> {
  await signIn();
  await add(nextcloud, 'bob');
}

const titles = () => [...ports.notifier.visible.values()].map(({ title }) => title).sort();

it('notifications name their account', async () => {
  await signInBoth();
  nextcloud.control.setLevel('bob', group, 1);
  await afterPoll();
  nextcloud.control.send('carla', group, 'An beide');
  await afterPoll();
  await expect.poll(titles).toEqual(['Einsatzgruppe 1 · Alice Anders', 'Einsatzgruppe 1 · Bob Böhm']);
});

it('two accounts of the same name are told apart by their login names, in notifications and in the tray', async () => {
  const rooms = ['wache1', 'wache2'].map((id) => {
    nextcloud.control.addUser({ id, displayName: 'Wache Mitte', password: id });
    return nextcloud.control.addRoom({ type: 'one-to-one', members: ['bob', id] });
  });
  await signIn();
  for (const id of ['wache1', 'wache2']) await add(nextcloud, id);
  for (const token of rooms) nextcloud.control.send('bob', token, 'Hallo');
  await afterPoll();
  await expect.poll(titles).toEqual(['Bob Böhm · Wache Mitte (wache1)', 'Bob Böhm · Wache Mitte (wache2)']);
  const { accounts, conversations, talks } = trayModel(talkmelder.overview(), ports.clock.now());
  const { host } = new URL(nextcloud.url);
  expect(accounts.map(({ label }) => label)).toEqual([
    `Alice Anders · ${host}`,
    `Wache Mitte (wache1) · ${host}`,
    `Wache Mitte (wache2) · ${host}`,
  ]);
  expect(conversations.map(({ label }) => label)).toContain('Bob Böhm (1) · Wache Mitte (wache2)');
  expect(talks).toEqual([{ id: accounts[0]?.id, label: host }]);
  await talkmelder.openTalk(accounts[2]?.id ?? '');
  expect(ports.opener.opened.at(-1)?.url).toMatch(/^http:\/\/[^/]+\/(index\.php\/)?apps\/spreed$/);
});

it('the tray names the account that is not connected, and a notification the one that must sign in again', async () => {
  await signInBoth();
  nextcloud.control.revoke('bob');
  await refresh();
  await until(talkmelder, () => account('Bob Böhm').connection.state === 'signed-out');
  const { tooltip } = trayModel(talkmelder.overview(), ports.clock.now());
  expect(tooltip).toContain('not connected: Bob Böhm');
  await expect.poll(titles).toContain('Talkmelder · Bob Böhm');
});

it('the notification about a leftover app password names the account that has left', async () => {
  await signInBoth();
  const { id } = account('Bob Böhm');
  await nextcloud.control.down();
  await talkmelder.disconnect(id);
  expect(ports.notifier.asked.at(-1)).toMatchObject({ title: 'Talkmelder · Bob Böhm' });
});

it('the doctor names the account that it checks', async () => {
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
