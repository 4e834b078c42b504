import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Chromium, joinChromium, launchChromium } from './chromium/launch.ts';
import { options } from './options.ts';

type Phase = 'first-tick' | 'starting' | 'ready' | 'ending';

let phase: Phase = 'first-tick';
let chromium: Promise<Chromium> | undefined;
let profile: string | undefined;
const beforeEnd: (() => Promise<unknown>)[] = [];

export const isReady = (): boolean => phase === 'ready' || phase === 'ending';
export const isEnding = (): boolean => phase === 'ending';

/** Throws unless the app is ready, as Electron does for calls that need a running browser. */
export function assertReady(what: string): void {
  if (!isReady()) throw new Error(`host: ${what} before app is ready`);
}

/**
 * Throws once the app's first tick is over. Electron only demands "before ready", but code after an `await` meets that
 * only by luck.
 */
export function assertFirstTick(what: string): void {
  if (phase !== 'first-tick') throw new Error(`host: ${what} must be called before app is ready, in the first tick`);
}

/** Resolves with the browser behind the windows. */
export function browser(): Promise<Chromium> {
  if (!chromium) throw new Error('host: no Chromium before the first tick is over');
  return chromium;
}

function start(): Promise<Chromium> {
  if (options.chromium) return joinChromium(options.chromium);
  profile = options.profile ?? mkdtempSync(join(tmpdir(), 'electron-host-'));
  return launchChromium({ ...options, profile, lang: options.locale });
}

/**
 * Runs the app's start: its first tick, then Chromium, then `onReady`.
 * An app that ended itself in the first tick (a second instance) never starts a browser.
 */
export async function startLifecycle(onReady: () => void): Promise<void> {
  const tick = (): Promise<void> => new Promise((done) => setImmediate(done));
  await tick();
  if (phase === 'first-tick') phase = 'starting';
  await tick();
  if (phase !== 'starting') return;
  chromium = start();
  const { gone, version } = await chromium;
  // Electron names its built-in Chromium; the host names the one that it started.
  Object.defineProperty(process, 'versions', { value: Object.freeze({ ...process.versions, chrome: version }) });
  void gone.then(() => {
    if (!isEnding()) console.error('host: Chromium has ended by itself');
    return end(1);
  });
  if (phase !== 'starting') return;
  phase = 'ready';
  onReady();
}

/** Delays the end of the process until `task` is done. */
export const runBeforeEnd = (task: () => Promise<unknown>): void => {
  beforeEnd.push(task);
};

/** Ends Chromium, then the process. */
export async function end(code: number): Promise<void> {
  if (phase === 'ending') return;
  phase = 'ending';
  await Promise.allSettled([...beforeEnd.map((task) => task()), chromium?.then(({ end }) => end())]);
  process.exit(code);
}

/** Ends the host, and cleans up, after the process that started it is gone. */
export function abandoned(): void {
  const { temporary } = options;
  if (temporary) process.on('exit', () => rmSync(temporary, { recursive: true, force: true, maxRetries: 20 }));
  void end(1);
}

// This also cleans up after a crash, as far as an ending process can: Chromium itself notices that its pipe is closed.
// Its other processes end a moment later, and may write until then.
process.on('exit', () => {
  if (profile) rmSync(profile, { recursive: true, force: true, maxRetries: 20 });
});
