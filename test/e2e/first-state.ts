import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_SETTINGS, type Settings } from '../../main/core/model/settings.ts';
import { within } from '../within.ts';
import type { AppDriver } from './driver.ts';

/**
 * Brings a running app back to the state of its first start by its own commands: ends the wall display, disconnects all
 * accounts, resets all settings and reloads the window. The server must answer.
 * @param address the preset server in the address field
 * @returns false if that failed; the caller must end the app then
 */
export async function backToFirstState(app: AppDriver, address: string): Promise<boolean> {
  try {
    // An open box belongs to the test before.
    if ((await app.dialogs.list()).length > 0) return false;
    await app.system.online();
    await app.system.resume();
    await app.tray.choose(/^(Talkmelder öffnen|Open Talkmelder)$/);
    const page = await app.window();
    const leaving = page.evaluate(leaveEverything, { settings: DEFAULT_SETTINGS, address });
    if (!(await within('all accounts to be disconnected', leaving)) || isAnythingKept(app.userData)) return false;
    await page.mouse.move(1, 1);
    await app.reloadWindow();
    await page.getByRole('textbox').waitFor();
    await app.forget();
    return true;
  } catch {
    return false;
  }
}

/** Returns whether the app's files hold anything of an account. */
function isAnythingKept(userData: string): boolean {
  const kept = ['accounts*.json', 'secrets*.json', 'shown*.json', 'cursors/*', 'sounds/*', 'alarms/*', 'alarm-*/*'];
  const files = globSync(kept, { cwd: userData });
  return files.some((file) => /\w/.test(readFileSync(join(userData, file), 'utf8')));
}

/** Runs in the page. Returns false if the app is in the middle of a sign-in, which keeps its input, or differs from its first state. */
async function leaveEverything({ settings, address }: { settings: Settings; address: string }): Promise<boolean> {
  const { talkmelder } = window;
  const done = async <T>(answering: Promise<{ ok: true; value: T } | { ok: false; error: string }>): Promise<T> => {
    const answer = await answering;
    if (!answer.ok) throw new Error(answer.error);
    return answer.value;
  };
  const { phase } = await done(talkmelder.getState());
  if (phase.kind === 'signing-in') return false;
  await done(talkmelder.cancelSignIn());
  await done(talkmelder.endWall());
  await done(talkmelder.unpause());
  await done(talkmelder.changeSettings(settings));
  const accounts = phase.kind === 'connected' ? phase.accounts : [];
  // The first account leaves last, so that the app then offers its server's address.
  for (const { id } of accounts.toReversed()) await done(talkmelder.disconnect({ account: id }));
  const now = await done(talkmelder.getState());
  const first = { kind: 'signed-out', address, error: null, detail: null, notice: null, adding: false };
  const isFirst = Object.entries(first).every(([key, value]) => Reflect.get(now.phase, key) === value);
  const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
  const isDefault = Object.entries(settings).every(([key, value]) => same(Reflect.get(now.settings, key), value));
  return isFirst && isDefault && now.pausedUntil === null;
}
