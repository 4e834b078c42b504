import { expect, it } from 'vitest';
import { launchApp } from './launch.ts';

// A window that opens after the request to quit would block it, because it hides instead of closing.
it('ends when the user quits during the start', async () => {
  for (let round = 0; round < 6; round += 1) {
    const app = await launchApp({});
    await app.quit();
    expect(await app.ended()).toBe(0);
  }
});
