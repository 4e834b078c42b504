import { fileURLToPath } from 'node:url';
import { type Browser, chromium } from 'playwright-core';
import { build } from 'vite';
import solid from 'vite-plugin-solid';
import { findChromium } from '../../build/chromium.mjs';
import type { AppState } from '../../main/core/model/app-state.ts';
import type { Figures } from './budgets.ts';
import { type StaticServer, serveFolder } from './static-server.ts';
import { median } from './statistics.ts';
import { hiddenTimers } from './window-hidden.ts';
import { windowState } from './window-state.ts';
import { closeVisit, openVisit, rowUpdate, type Visit, withNews } from './window-visit.ts';

const ROUNDS = 7;
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

/** Builds the bare list with the tools and target of the window's own build. */
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

/** Measures the built window in a real Chromium, beside a bare list; null without a Chromium. */
export async function windowFigures(): Promise<Figures | null> {
  const executablePath = findChromium();
  if (executablePath === null) return null;
  await buildBareList();
  const states = { few: await windowState(200), many: await windowState(1_000) };
  const [own, bare] = [await serveFolder(WINDOW), await serveFolder(BARE)];
  const browser = await chromium.launch({ executablePath, args: FLAGS });
  try {
    return {
      ...(await firstLists(browser, own, bare, states)),
      ...(await rowUpdateFigures(browser, own, bare, states.many)),
      window_hidden_timers: await hiddenTimers(own, states.few),
    };
  } finally {
    await browser.close();
    own.close();
    bare.close();
  }
}

/** Interleaves the visits, so that a machine that becomes slower affects all of them. */
async function firstLists(
  browser: Browser,
  own: StaticServer,
  bare: StaticServer,
  states: { few: AppState; many: AppState },
): Promise<Figures> {
  const look = async (server: StaticServer, state: AppState): Promise<Visit> => {
    const visit = await openVisit(browser, server, state);
    await closeVisit(visit);
    return visit;
  };
  const visits = { bare: [] as Visit[], few: [] as Visit[], many: [] as Visit[] };
  for (let round = -1; round < ROUNDS; round += 1) {
    const one = {
      bare: await look(bare, states.few),
      few: await look(own, states.few),
      many: await look(own, states.many),
    };
    // The first round warms Chromium up.
    if (round < 0) continue;
    visits.bare.push(one.bare);
    visits.few.push(one.few);
    visits.many.push(one.many);
  }
  const ms = (of: readonly Visit[]): number => median(of.map((visit) => visit.ms));
  return {
    window_first_list_200_ms: ms(visits.few),
    window_first_list_200_bare_ms: ms(visits.bare),
    window_first_list_200_ratio_vs_bare: ms(visits.few) / ms(visits.bare),
    window_first_list_1000_ms: ms(visits.many),
    window_heap_200_mb: median(visits.few.map(({ heapMb }) => heapMb)),
  };
}

/** Alternates between the windows, for the same reason. */
async function rowUpdateFigures(
  browser: Browser,
  own: StaticServer,
  bare: StaticServer,
  state: AppState,
): Promise<Figures> {
  const visits = [await openVisit(browser, own, state), await openVisit(browser, bare, state)] as const;
  const times = { own: [] as number[], bare: [] as number[] };
  // The first round warms the code up.
  for (let round = -1; round < ROUNDS; round += 1) {
    const news = withNews(state, `Neuigkeit ${round}`);
    const one = { own: await rowUpdate(visits[0], news), bare: await rowUpdate(visits[1], news) };
    if (round < 0) continue;
    times.own.push(one.own);
    times.bare.push(one.bare);
  }
  await Promise.all(visits.map(closeVisit));
  return {
    window_row_update_ms: median(times.own),
    window_row_update_bare_ms: median(times.bare),
    window_row_update_ratio_vs_bare: median(times.own) / median(times.bare),
  };
}
