import { expect, it } from 'vitest';
import { launchApp } from './launch.ts';

// A window that opens after the question to quit would hold the app back: it hides where others close.
it('ends when it is quit while it is still starting', async () => {
  for (let round = 0; round < 6; round += 1) {
    const app = await launchApp({});
    await app.quit();
    expect(await app.ended()).toBe(0);
  }
});
