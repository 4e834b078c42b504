import { afterEach, beforeEach, expect, it } from 'vitest';
import { draftOf, openReply, openWindow, textsIn } from './reply-box.ts';
import { openStation, type StationPc, sees } from './station.ts';

/** The system can encrypt, although no keyring runs. */
const SAFE = { env: { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent' }, safeStorageBackend: 'gnome_libsecret' };
const TEXT = 'Komme mit dem Einsatzleitwagen';

let pc: StationPc;
beforeEach(async () => {
  pc = await openStation(SAFE);
});
afterEach(() => pc.stop());

async function sendIntoNothing(): Promise<void> {
  const page = await pc.signIn();
  const field = await openReply(page, pc.rooms.einsatzgruppe);
  pc.nextcloud.control.fail('hang', { method: 'POST', path: '/chat/' });
  const asked = pc.nextcloud.control.waitFor(
    'request',
    ({ method, path }) => method === 'POST' && /\/chat\//.test(path),
  );
  await field.fill(TEXT);
  await field.press('Enter');
  await asked;
}

it('quitting waits for a message, says so, asks, and restores the text at the next start', async () => {
  await sendIntoNothing();
  await pc.app.tray.choose('Beenden');
  await sees(await pc.app.window(), 'Talkmelder sendet noch, was unterwegs ist, und beendet sich danach.');
  expect((await pc.app.tray.state()).tooltip).toContain('sobald gesendet ist, was noch unterwegs ist');
  const { message, detail } = await pc.app.dialogs.waitFor();
  expect(message).toContain('noch nicht gesendet');
  expect(detail).toContain('verschlüsselt aufgehoben');
  await pc.app.dialogs.press('Trotzdem beenden');
  expect(await pc.app.ended()).toBe(0);
  pc.nextcloud.control.clearFaults();
  await pc.start();
  expect(await draftOf(await openWindow(pc), pc.rooms.einsatzgruppe)).toBe(TEXT);
  expect(textsIn(pc, pc.rooms.einsatzgruppe)).not.toContain(TEXT);
});

it('quitting stops when the user changes their mind', async () => {
  await sendIntoNothing();
  await pc.app.tray.choose('Beenden');
  await pc.app.dialogs.press('Nicht beenden');
  const page = await pc.app.window();
  await page.locator('.list .row').first().waitFor();
  pc.nextcloud.control.clearFaults();
  await pc.app.tray.waitFor(({ tooltip }) => !tooltip.includes('gesendet'));
});
