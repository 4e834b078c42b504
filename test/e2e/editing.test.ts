import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStation, row, type StationPc, sees } from './station.ts';

let pc: StationPc;
afterEach(() => pc.stop());

describe('the menu of a text field', () => {
  beforeEach(async () => {
    pc = await openStation();
  });

  it('pastes into the address field, and undoes it', async () => {
    const page = await pc.app.window();
    await pc.app.waitForWindow(({ focused }) => focused);
    const field = page.getByRole('textbox');
    await field.fill('');
    await pc.app.copyElsewhere('cloud.feuerwehr.example');
    await field.click({ button: 'right' });
    const entries = await pc.app.popup.waitFor();
    expect(entries.map(({ label }) => label).filter((label) => label !== '')).toEqual([
      ...['Rückgängig', 'Ausschneiden', 'Kopieren', 'Einfügen', 'Alles auswählen'],
    ]);
    // No text is selected.
    expect(entries.filter(({ enabled }) => !enabled).map(({ label }) => label)).toContain('Kopieren');
    await pc.app.popup.choose('Einfügen');
    await expect.poll(() => field.inputValue()).toBe('cloud.feuerwehr.example');

    await field.click({ button: 'right' });
    await pc.app.popup.waitFor();
    await pc.app.popup.choose('Alles auswählen');
    await field.click({ button: 'right' });
    await pc.app.popup.waitFor();
    await pc.app.popup.choose('Ausschneiden');
    await expect.poll(() => field.inputValue()).toBe('');
    expect(await pc.app.clipboard()).toBe('cloud.feuerwehr.example');
    await field.click({ button: 'right' });
    await pc.app.popup.waitFor();
    await pc.app.popup.choose('Rückgängig');
    await expect.poll(() => field.inputValue()).toBe('cloud.feuerwehr.example');
  });

  it('does not open for a row, which has its own menu, or for anything else', async () => {
    const page = await pc.signIn();
    await row(page, 'Einsatzgruppe 1').click({ button: 'right' });
    await page.getByRole('menu').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'detached' });
    await page.locator('.header').click({ button: 'right', position: { x: 2, y: 2 } });
    // A menu would be open by now, because this call to main comes after it.
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
    await page.evaluate(() => window.talkmelder.getState());
    expect(await pc.app.popup.state()).toBeNull();
  });
});

describe('the zoom', () => {
  const widthOf = async () => (await pc.app.windowState()).bounds.width;
  const roomOf = () => pc.app.window().then((page) => page.evaluate(() => [innerWidth, innerHeight]));

  it('changes with Ctrl and +, − or 0, resizes the window, and survives a restart', async () => {
    pc = await openStation();
    const page = await pc.app.window();
    await sees(page, 'Adresse deiner Nextcloud');
    await pc.app.waitForWindow(({ visible }) => visible);
    await page.keyboard.press('Control++');
    const larger = await pc.app.waitForWindow(({ bounds }) => bounds.width > 380);
    expect(larger.bounds).toMatchObject({ width: 418, height: 616 });
    await expect.poll(roomOf).toEqual([380, 560]);
    for (let presses = 0; presses < 5; presses += 1) await page.keyboard.press('Control+NumpadAdd');
    await pc.app.waitForWindow(({ bounds }) => bounds.width === 950);
    // The window stays on the screen.
    const { bounds } = await pc.app.windowState();
    expect(bounds.y).toBeGreaterThanOrEqual(0);
    expect(bounds.y + bounds.height).toBeLessThanOrEqual(1040);
    await page.keyboard.press('Control+NumpadSubtract');
    await pc.app.waitForWindow(({ bounds }) => bounds.width === 760);

    await pc.restart();
    await pc.app.waitForWindow(({ visible, bounds }) => visible && bounds.width === 760);
    const again = await pc.app.window();
    await sees(again, 'Adresse deiner Nextcloud');
    await expect.poll(async () => (await roomOf())[0]).toBe(380);
    await again.keyboard.press('Control+0');
    await pc.app.waitForWindow(({ bounds }) => bounds.width === 380);
    await expect.poll(roomOf).toEqual([380, 560]);
    expect(await widthOf()).toBe(380);
  });
});
