import { writeFileSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { app } from 'electron';

/** The switch with which a release is tried as users get it, where no test can reach into the app. */
export const SMOKE = 'smoke-report';
/** A cold start on a busy machine that builds releases. */
const PATIENCE_MS = 60_000;

/** What the started app says of itself. */
interface Facts {
  secretBackend: string;
  /** Why there are no updates, or who installs them. */
  updates: string;
}

/**
 * Writes whether the app has started: page, preload and calls work, because the window has asked for its state. Then ends
 * the app, with 0 if it has. @param facts asked then @returns null without the switch
 */
export function createSmokeReport(facts: () => Promise<Facts>) {
  const file = app.commandLine.getSwitchValue(SMOKE);
  if (!app.commandLine.hasSwitch(SMOKE) || !isAbsolute(file)) return null;
  let isDone = false;

  function finish(report: object, code: number): void {
    if (isDone) return;
    isDone = true;
    clearTimeout(limit);
    writeFileSync(file, `${JSON.stringify({ ok: code === 0, ...about(), ...report }, null, 2)}\n`);
    app.exit(code);
  }

  const limit = setTimeout(() => finish({ reason: 'the window has not asked for its state' }, 1), PATIENCE_MS);
  return {
    /** The window has asked for its state. */
    async asked(): Promise<void> {
      try {
        finish(await facts(), 0);
      } catch (error) {
        finish({ reason: error instanceof Error ? error.name : 'unknown' }, 1);
      }
    },
  };
}

const about = () => ({
  version: app.getVersion(),
  electron: process.versions.electron,
  platform: process.platform,
  arch: process.arch,
  isPackaged: app.isPackaged,
});
