import { afterEach, expect, it } from 'vitest';
import { openStation, row, type StationPc } from './station.ts';

let pc: StationPc;
afterEach(() => pc.stop());

it('accounts poll and ring while the desktop has no panel yet', async () => {
  pc = await openStation();
  await pc.signIn();
  await pc.app.quit();
  pc.nextcloud.control.clearRequests();
  const list = pc.nextcloud.control.waitFor('request', ({ path }) => path.endsWith('/api/v4/room'));
  // The app starts with the session, before the panel, and waits for the panel.
  await pc.start({ args: ['--verbose', `--server=${pc.nextcloud.url}`, '--hidden'], trayAvailable: false });
  await list;
  expect((await pc.app.tray.state()).menu).toEqual([]);
  const before = (await pc.app.notifications.list()).length;
  pc.nextcloud.control.send('bob', pc.rooms.bob, 'Bist du da?');
  await pc.app.system.unlock();
  await pc.app.notifications.waitFor(before + 1);
  expect((await pc.app.tray.state()).menu).toEqual([]);
  expect((await pc.app.windowState()).visible).toBe(false);
  // A second start by the user opens the window without waiting for the panel.
  await pc.app.secondInstance();
  await pc.app.waitForWindow(({ visible }) => visible);
  await row(await pc.app.window(), 'Bist du da?').waitFor();
});
