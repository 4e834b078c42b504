import { afterAll, beforeAll, expect, it } from 'vitest';
import { openStation, type StationPc } from './station.ts';

const MANY = 1_000;

let pc: StationPc;
beforeAll(async () => {
  pc = await openStation();
  pc.nextcloud.control.inThePast(100, () => {
    for (let i = 0; i < MANY; i += 1)
      pc.nextcloud.control.addRoom({ type: 'group', name: `Wache ${i}`, members: ['bob', 'alice'] });
  });
  await pc.signIn();
});
afterAll(() => pc.stop());

/**
 * Runs in the page: scrolls to each place, and looks for gaps without a row right after the next frame is painted.
 * @param places as shares of the way down the list
 */
async function blanksAt(content: HTMLElement, places: number[]): Promise<string[]> {
  const painted = () =>
    new Promise<void>((resolve) => {
      requestAnimationFrame(() => {
        // This message arrives after the frame is painted.
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve();
        port2.postMessage(null);
      });
    });
  const list = content.querySelector('.list');
  if (!list) throw new Error('there is no list');
  const found: string[] = [];
  for (const place of places) {
    content.scrollTop = place * (content.scrollHeight - content.clientHeight);
    await painted();
    const { left, right, top, bottom } = content.getBoundingClientRect();
    // The list's padding and the content after the list lie above and below the rows.
    const rows = list.getBoundingClientRect();
    for (let y = Math.max(top, rows.top + 12); y < Math.min(bottom, rows.bottom - 12); y += 16) {
      const there = document.elementFromPoint((left + right) / 2, y);
      if (!there?.closest('[data-token]')) found.push(`${place}: nothing at ${Math.round(y)}`);
    }
  }
  return found;
}

it('1,000 conversations scroll without blank rows: by wheel notches, by leaps, and back', async () => {
  const content = (await pc.app.window()).locator('.content');
  const notch = 100 / (MANY * 64);
  const places = [
    ...Array.from({ length: 120 }, (_, index) => index * notch),
    ...[0.5, 0.1, 0.9, 0.25, 1, 0, 0.333, 0.667, 1],
    ...Array.from({ length: 120 }, (_, index) => 1 - index * notch),
  ];
  expect(await content.evaluate(blanksAt, places)).toEqual([]);
});
