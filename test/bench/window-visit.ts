import type { Browser, CDPSession, Page } from 'playwright-core';
import type { AppState } from '../../main/core/model/app-state.ts';
import type { Conversation } from '../../main/core/model/conversation.ts';
import type { StaticServer } from './static-server.ts';
import { listed, prepare, updateRow } from './window-page.ts';

/** The measurement gives up if a list takes longer than this. */
export const GIVE_UP_MS = 20_000;

/** A window that shows its list. */
export interface Visit {
  page: Page;
  devtools: CDPSession;
  /** Milliseconds from navigation to a window full of painted rows. */
  ms: number;
  /** Heap after garbage collection, in MB. */
  heapMb: number;
}

/** Opens the page in a fresh profile and waits for its list. */
export async function openVisit(browser: Browser, { url }: StaticServer, state: AppState): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 380, height: 560 } });
  const page = await context.newPage();
  await page.addInitScript(prepare, { state, giveUpMs: GIVE_UP_MS, watchTimers: false });
  await page.goto(`${url}index.html`);
  const ms = await page.evaluate(() => window.measured.painted);
  const [count, expected] = [await page.evaluate(listed), conversationsOf(state).length];
  if (count !== expected) throw new Error(`${count} conversations in the list, not ${expected}`);
  const devtools = await context.newCDPSession(page);
  await devtools.send('HeapProfiler.collectGarbage');
  const { usedSize } = await devtools.send('Runtime.getHeapUsage');
  return { page, devtools, ms, heapMb: usedSize / 1e6 };
}

export const closeVisit = ({ page }: Visit): Promise<void> => page.context().close();

/** Returns the state with a new message in the third conversation. */
export function withNews(state: AppState, text: string): { state: AppState; changed: Conversation } {
  if (state.phase.kind !== 'connected') throw new Error('not connected');
  const conversations = [...conversationsOf(state)];
  const [, , third] = conversations;
  if (!third) throw new Error('too few conversations');
  const changed = { ...third, unread: third.unread + 1, preview: { author: 'Carla', text, attachment: null } };
  conversations[2] = changed;
  return { state: { ...state, phase: { ...state.phase, conversations } }, changed };
}

const conversationsOf = ({ phase }: AppState): readonly Conversation[] =>
  phase.kind === 'connected' ? (phase.conversations ?? []) : [];

/** Returns the milliseconds that the window takes to show a change in one row. */
export const rowUpdate = ({ page }: Visit, news: { state: AppState; changed: Conversation }): Promise<number> =>
  page.evaluate(updateRow, news);
