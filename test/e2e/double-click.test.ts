import { afterEach, expect, it } from 'vitest';
import { openStation, type StationPc } from './station.ts';

let pc: StationPc;
afterEach(() => pc.stop());

it('two quick clicks on the tray show the window once, and two more hide it', async () => {
  pc = await openStation();
  await pc.signIn();
  await pc.app.waitForWindow(({ visible, focused }) => visible && focused);
  const afterTwoMore = async (): Promise<boolean> => {
    await pc.app.tray.doubleClick();
    return (await pc.app.windowState()).visible;
  };
  // Two pairs within the time of a double click count as one.
  await expect.poll(afterTwoMore, { timeout: 10_000 }).toBe(false);
  await expect.poll(afterTwoMore, { timeout: 10_000 }).toBe(true);
});

// Each press takes the focus away from the window, and hides it.
it('two quick clicks on the Windows tray hide the window, and two more bring it back', async () => {
  pc = await openStation({ platform: 'win32' });
  await pc.signIn();
  await pc.app.waitForWindow(({ visible, focused }) => visible && focused);
  await pc.app.tray.doubleClick();
  expect((await pc.app.windowState()).visible).toBe(false);
  // For a moment the app takes a click for the one that hid the window.
  const isThereAfterTwoMore = async (): Promise<boolean> => {
    await pc.app.tray.doubleClick();
    return (await pc.app.windowState()).visible;
  };
  await expect.poll(isThereAfterTwoMore, { timeout: 10_000 }).toBe(true);
  expect((await pc.app.windowState()).focused).toBe(true);
});
