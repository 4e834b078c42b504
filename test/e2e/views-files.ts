import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Showcase } from './showcase.ts';
import { pointAway, rowOf, type View } from './view.ts';

const BYTES = 22_000_000;

/** Drags a file over a row. @param drops it there as well */
async function drag({ page, app, rooms, language }: Showcase, drops: boolean): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'views-files-'));
  const path = join(folder, language === 'de' ? 'Übung am Gerätehaus.mp4' : 'Drill at the station.mp4');
  writeFileSync(path, Buffer.alloc(BYTES));
  await app.dragFiles([path]);
  const box = await rowOf(page, rooms.youth).boundingBox();
  if (!box) throw new Error('the row is not there');
  const place = { x: box.x + 80, y: box.y + box.height / 2 };
  const data = { items: [], files: [path], dragOperationsMask: 1 };
  const devtools = await page.context().newCDPSession(page);
  const types = ['dragEnter', 'dragOver', ...(drops ? (['drop'] as const) : [])] as const;
  for (const type of types) await devtools.send('Input.dispatchDragEvent', { type, ...place, data });
  if (drops) await page.locator('.file-item').waitFor();
  else await page.locator('[data-drop]').waitFor();
  await devtools.detach();
  // The app has opened the file by now, or never will.
  rmSync(folder, { recursive: true });
}

const button = ({ page }: Showcase) => page.locator('.file-item .file-button').last();

async function close(show: Showcase): Promise<void> {
  show.server.control.clearFaults();
  show.server.control.setQuota('alice', null);
  await button(show).click();
  await show.page.locator('.files').waitFor({ state: 'detached' });
  await pointAway(show.page);
}

/** Files on their way to a conversation. */
export const fileViews: readonly View[] = [
  { name: 'file-over-row', reach: (show) => drag(show, false) },
  {
    name: 'file-chosen',
    async reach(show) {
      await drag(show, true);
      const text = show.language === 'de' ? 'Von heute Abend' : 'From tonight';
      await show.page.locator('.file-field').fill(text);
    },
  },
  {
    name: 'file-sending',
    async reach(show) {
      show.server.control.fail('hang', { path: /\/00004$/, method: 'PUT' });
      await show.page.locator('.file-field').press('Enter');
      await show.page.getByText(/15[.,]7.MB/).waitFor();
      await pointAway(show.page);
    },
    leave: close,
  },
  {
    name: 'file-failed',
    async reach(show) {
      show.server.control.setQuota('alice', 1);
      await drag(show, true);
      await show.page.locator('.file-field').press('Enter');
      await show.page.locator('.file-item-failed').waitFor();
      await pointAway(show.page);
    },
    leave: close,
  },
];
