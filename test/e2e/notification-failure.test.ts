import { afterEach, describe, expect, it } from 'vitest';
import { openSettings } from './settings-sheet.ts';
import { openStation, type StationPc } from './station.ts';

let pc: StationPc;
afterEach(() => pc.stop());

/** Lets Bob write a message to the shift that should ring. */
async function write(text: string): Promise<void> {
  pc.nextcloud.control.send('bob', pc.rooms.einsatzgruppe, text);
  await pc.refresh();
}

// Linux does not tell the app that notifications are switched off, so the host poses as Windows.
describe('a notification that the system does not show', () => {
  it('leads to a hint in the window until one is shown', async () => {
    pc = await openStation({ platform: 'win32' });
    const page = await pc.signIn();
    const footnote = page.getByText('Dieser PC zeigt keine Benachrichtigungen an.');
    await pc.app.notifications.allow(false);
    await write('hört mich jemand?');
    await footnote.waitFor();
    expect(await pc.app.notifications.list()).toEqual([]);
    const sheet = await openSettings(page);
    await sheet.getByText('Bitte schalte sie in den Einstellungen des Systems ein.').waitFor();
    await page.keyboard.press('Escape');

    await pc.app.notifications.allow(true);
    await write('und jetzt?');
    await footnote.waitFor({ state: 'detached' });
    expect(await pc.app.notifications.list()).toHaveLength(1);
  });
});
