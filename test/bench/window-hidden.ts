import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { AppState } from '../../main/core/model/app-state.ts';
import { launchChromium } from '../electron/chromium/launch.ts';
import { removeFolder } from '../remove-folder.ts';
import type { StaticServer } from './static-server.ts';
import { prepare } from './window-page.ts';
import { GIVE_UP_MS, withNews } from './window-visit.ts';

/** A window that was just hidden may finish its work within this time. */
const SETTLE_MS = 2_000;

/**
 * Returns how many timers still wait in a minimised window after a new state. Needs a separate Chromium, because pages
 * that Playwright opens are never hidden.
 */
export async function hiddenTimers({ url }: StaticServer, state: AppState): Promise<number> {
  const profile = mkdtempSync(join(tmpdir(), 'bench-hidden-'));
  const running = await launchChromium({ profile, lang: 'en-GB', headful: false, lifeline: null });
  try {
    const browser = await chromium.connectOverCDP(running.endpoint, { noDefaults: true });
    const [context] = browser.contexts();
    if (!context) throw new Error('Chromium has no default context');
    const page = await context.newPage();
    await page.addInitScript(prepare, { state, giveUpMs: GIVE_UP_MS, watchTimers: true });
    await page.goto(`${url}index.html`);
    await page.evaluate(() => window.measured.painted);

    const devtools = await context.newCDPSession(page);
    const { windowId } = await devtools.send('Browser.getWindowForTarget');
    await devtools.send('Browser.setWindowBounds', { windowId, bounds: { windowState: 'minimized' } });
    await page.evaluate(
      () =>
        new Promise<void>((resolve) => {
          const look = () => document.visibilityState === 'hidden' && resolve();
          document.addEventListener('visibilitychange', look);
          look();
        }),
    );
    await page.evaluate((news) => window.measured.push(news), withNews(state, 'Ungesehen').state);

    const until = performance.now() + SETTLE_MS;
    let waiting: number;
    do waiting = await page.evaluate(() => window.measured.waiting());
    while (waiting > 0 && performance.now() < until);
    return waiting;
  } finally {
    await running.end();
    await removeFolder(profile);
  }
}
