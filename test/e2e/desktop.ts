import { mkdtempSync, readFileSync, rmSync, watch } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type { Page } from 'playwright-core';
import type { AppState } from '../../main/core/model/app-state.ts';
import type { SettingsChange } from '../../main/core/model/settings.ts';
import { within } from '../within.ts';
import type { StationPc } from './station.ts';

/** Returns the state that main sends to the window. */
export const stateOf = (page: Page): Promise<AppState> =>
  page.evaluate(async () => {
    const answer = await window.talkmelder.getState();
    if (!answer.ok) throw new Error(answer.error);
    return answer.value;
  });

/** Changes settings as the window does. */
export const change = (page: Page, settings: SettingsChange): Promise<void> =>
  page.evaluate(async (wanted) => {
    const answer = await window.talkmelder.changeSettings(wanted);
    if (!answer.ok) throw new Error(answer.error);
  }, settings);

/** Brings the window back, as the user does after the browser came to the front and hid it. */
export async function backFromBrowser({ app }: StationPc): Promise<void> {
  await app.waitForWindow(({ visible }) => !visible);
  await app.tray.choose('Talkmelder öffnen');
  await app.waitForWindow(({ visible }) => visible);
}

/** Starts the app anew and opens its window from the tray. */
export async function reopen(pc: StationPc): Promise<Page> {
  await pc.restart();
  await pc.app.tray.waitFor(({ menu }) => menu.length > 0);
  await pc.app.tray.choose('Talkmelder öffnen');
  return pc.app.window();
}

/** Creates a folder that is removed after `use`. */
export async function inFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'talkmelder desktop-'));
  try {
    await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 20 });
  }
}

/** Returns the content of a file as soon as another process has put it in place atomically. */
export async function contentOf(file: string): Promise<string> {
  const appeared = Promise.withResolvers<void>();
  const watcher = watch(dirname(file), (_event, name) => {
    if (name === basename(file)) appeared.resolve();
  });
  try {
    for (;;) {
      try {
        return readFileSync(file, 'utf8');
      } catch {
        await within(file, appeared.promise);
      }
    }
  } finally {
    watcher.close();
  }
}
