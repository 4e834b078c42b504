import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { globSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { lookForLaunch } from '../../build/launch-facts.ts';
import { startVirtualDisplay } from '../e2e/virtual-display.ts';
import { removeFolder } from '../remove-folder.ts';
import { within } from '../within.ts';
import { optionsVariable } from './options.ts';

const { xvfbRun } = await lookForLaunch('test');
const register = new URL('register.ts', import.meta.url).href;

type Api = { fixture: { run(source: string): Promise<{ response: number }> } };

test.skipIf(xvfbRun === null)(
  'a message box is a window that a person answers, without doubles (needs xvfb-run)',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'host-person-'));
    const display = await startVirtualDisplay(xvfbRun ?? '');
    const profile = join(folder, 'chromium');
    const fixture = join(import.meta.dirname, 'fixture/main.js');
    const app = spawn(process.execPath, ['--import', register, fixture, `--user-data-dir=${join(folder, 'data')}`], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, ...display.env, [optionsVariable]: JSON.stringify({ headful: true, profile }) },
    });
    try {
      const portFile = join(profile, 'DevToolsActivePort');
      const port = () => globSync(portFile).map((file) => /^\d+(?=\n.)/.exec(readFileSync(file, 'utf8'))?.[0]);
      await expect.poll(port).toEqual([expect.any(String)]);
      const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port()[0]}`, { noDefaults: true });
      const pages = (): Page[] => browser.contexts().flatMap((context) => context.pages());
      const pageAt = async (address: RegExp): Promise<Page> => {
        await expect.poll(() => pages().filter((page) => address.test(page.url()))).toHaveLength(1);
        return pages().find((page) => address.test(page.url())) as Page;
      };
      const window = await pageAt(/fixture/);
      const ask = () =>
        window.evaluate(() =>
          (globalThis as unknown as Api).fixture.run(
            "return electron.dialog.showMessageBox({ message: 'Go <on>?', detail: 'a\\nb', buttons: ['Yes', 'Cancel'] })",
          ),
        );
      const gone = () => expect.poll(() => pages().filter((page) => page.url().startsWith('data:'))).toEqual([]);
      const yes = ask();
      const box = await pageAt(/^data:/);
      expect(await box.getByRole('alertdialog').textContent()).toContain('Go <on>?');
      // The page ends with the press, before Playwright has learned of it.
      await box
        .getByRole('button', { name: 'Yes' })
        .click()
        .catch(() => {});
      expect((await yes).response).toBe(0);

      await gone();
      const escaped = ask();
      // The key press closes the page, so Playwright cannot release the key there.
      await (await pageAt(/^data:/)).keyboard.press('Escape').catch(() => {});
      expect((await escaped).response).toBe(1);

      await gone();
      const closed = ask();
      await (await pageAt(/^data:/)).close();
      expect((await closed).response).toBe(1);

      // Without a tray, closing the window is the person's only way to quit.
      const ended = once(app, 'exit');
      await window.close();
      await within("the app's end", ended);
    } finally {
      app.kill('SIGKILL');
      await display.stop();
      await removeFolder(folder);
    }
  },
);
