import { fileURLToPath } from 'node:url';
import { type Browser, chromium } from 'playwright-core';
import { build } from 'vite';
import solid from 'vite-plugin-solid';
import { findChromium } from '../../build/chromium.mjs';
import type { AppState } from '../../main/core/model/app-state.ts';
import type { Figures } from './budgets.ts';
import { type StaticServer, serveFolder } from './static-server.ts';
import { median } from './statistics.ts';
import { windowState } from './window-state.ts';

const CONVERSATIONS = 200;
const ROUNDS = 7;
const GIVE_UP_MS = 20_000;
const WINDOW = new URL('../../out/renderer/', import.meta.url);
const BARE = new URL('../../out/bench/bare-list/', import.meta.url);
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** The same tools and target as the window's own build. */
const buildBareList = () =>
  build({
    configFile: false,
    logLevel: 'warn',
    root: fileURLToPath(new URL('./bare-list/', import.meta.url)),
    base: './',
    plugins: [solid()],
    build: {
      target: 'chrome140',
      outDir: fileURLToPath(BARE),
      emptyOutDir: true,
      modulePreload: { polyfill: false },
    },
  });

/**
 * Runs in the page before anything else: answers for main, and notes when the window is full of painted rows. A list may
 * render only what can be seen, so rows down to the bottom edge count, not their number.
 */
function prepare({ state, giveUpMs }: { state: AppState; giveUpMs: number }): void {
  const answer = (value: unknown) => () => Promise.resolve({ ok: true, value });
  const talkmelder = new Proxy(
    {},
    {
      get: (_target, name) =>
        name === 'getState' ? answer(state) : name === 'onState' ? () => () => undefined : answer(undefined),
    },
  );
  const isFull = () =>
    document.elementFromPoint(window.innerWidth / 2, window.innerHeight - 4)?.closest('[data-token]') != null;
  const painted = new Promise<number>((resolve, reject) => {
    setTimeout(() => reject(new Error('the rows never reached the bottom of the window')), giveUpMs);
    const observer = new MutationObserver(() => {
      if (!isFull()) return;
      observer.disconnect();
      // The frame after the one that draws them has begun: they are on the screen.
      requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now())));
    });
    observer.observe(document, { childList: true, subtree: true });
  });
  Object.assign(window, { talkmelder, painted });
}

/** Runs in the page: how many conversations the list says it has. */
function listed(): number {
  const rows = document.querySelectorAll('[data-token]');
  return Number(rows[0]?.getAttribute('aria-setsize') ?? rows.length);
}

interface Visit {
  /** From navigation to a window full of painted rows. */
  ms: number;
  heapMb: number;
}

async function visit(browser: Browser, { url }: StaticServer, state: AppState): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 380, height: 600 } });
  const page = await context.newPage();
  await page.addInitScript(prepare, { state, giveUpMs: GIVE_UP_MS });
  await page.goto(`${url}index.html`);
  const ms = await page.evaluate(() => (window as unknown as { painted: Promise<number> }).painted);
  const count = await page.evaluate(listed);
  if (count !== CONVERSATIONS) throw new Error(`${count} conversations in the list`);
  const devtools = await context.newCDPSession(page);
  await devtools.send('HeapProfiler.collectGarbage');
  const { usedSize } = await devtools.send('Runtime.getHeapUsage');
  await context.close();
  return { ms, heapMb: usedSize / 1e6 };
}

/** The built window in a real Chromium, beside a bare list; null where there is no Chromium. */
export async function windowFigures(): Promise<Figures | null> {
  const executablePath = findChromium();
  if (executablePath === null) return null;
  await buildBareList();
  const state = await windowState(CONVERSATIONS);
  const [own, bare] = [await serveFolder(WINDOW), await serveFolder(BARE)];
  const browser = await chromium.launch({ executablePath, args: FLAGS });
  const visits = { own: [] as Visit[], bare: [] as Visit[] };
  try {
    for (let round = -1; round < ROUNDS; round += 1) {
      const pair = { bare: await visit(browser, bare, state), own: await visit(browser, own, state) };
      // The first pair warms Chromium up.
      if (round < 0) continue;
      visits.own.push(pair.own);
      visits.bare.push(pair.bare);
    }
  } finally {
    await browser.close();
    own.close();
    bare.close();
  }
  const ownMs = median(visits.own.map(({ ms }) => ms));
  const bareMs = median(visits.bare.map(({ ms }) => ms));
  return {
    window_first_list_200_ms: ownMs,
    window_first_list_200_bare_ms: bareMs,
    window_first_list_200_ratio_vs_bare: ownMs / bareMs,
    window_heap_200_mb: median(visits.own.map(({ heapMb }) => heapMb)),
  };
}
