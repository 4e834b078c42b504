import { afterEach, expect, it } from 'vitest';
import { openStation, type StationPc } from './station.ts';

let pc: StationPc;
afterEach(() => pc.stop());

// Each press takes the focus away from the window, which hides for that.
it('two quick clicks on the tray of Windows put the window away, and two more bring it back', async () => {
  pc = await openStation({ platform: 'win32' });
  await pc.signIn();
  await pc.app.waitForWindow(({ visible, focused }) => visible && focused);
  await pc.app.tray.doubleClick();
  expect((await pc.app.windowState()).visible).toBe(false);
  // For a moment, a click counts as the one that has hidden it.
  const isThereAfterTwoMore = async (): Promise<boolean> => {
    await pc.app.tray.doubleClick();
    return (await pc.app.windowState()).visible;
  };
  await expect.poll(isThereAfterTwoMore, { timeout: 10_000 }).toBe(true);
  expect((await pc.app.windowState()).focused).toBe(true);
});
