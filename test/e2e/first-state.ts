import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_SETTINGS, type Settings } from '../../main/core/model/settings.ts';
import type { AppDriver } from './driver.ts';

/** What an app that nobody is signed in to may have written. */
const WRITTEN = /^(accounts\.json|secrets\.json|settings\.json|shown\.json|logs|cursors|Singleton\w+)$/;

/**
 * Brings a running app back to what it was when it was first started, by its own commands: everybody is disconnected,
 * every setting is as it comes, the window is loaded anew. The server must answer.
 * @param address what stood in the field for it
 * @returns false when that did not work out; the app is then to be ended
 */
export async function backToFirstState(app: AppDriver, address: string): Promise<boolean> {
  try {
    // A box that waits for an answer belongs to the test before.
    if ((await app.dialogs.list()).length > 0) return false;
    await app.system.online();
    await app.tray.choose(/^(Talkmelder öffnen|Open Talkmelder)$/);
    const page = await app.window();
    const isFirst = await page.evaluate(leaveEverything, { settings: DEFAULT_SETTINGS, address });
    if (!isFirst || !readdirSync(app.userData).every((name) => WRITTEN.test(name))) return false;
    const cursors = join(app.userData, 'cursors');
    if (existsSync(cursors) && readdirSync(cursors).length > 0) return false;
    await app.reloadWindow();
    await page.getByRole('textbox').waitFor();
    await app.forget();
    return true;
  } catch {
    return false;
  }
}

/** Runs in the page. */
async function leaveEverything({ settings, address }: { settings: Settings; address: string }): Promise<boolean> {
  const { talkmelder } = window;
  const state = async () => {
    const answer = await talkmelder.getState();
    if (!answer.ok) throw new Error(answer.error);
    return answer.value;
  };
  await talkmelder.cancelSignIn();
  await talkmelder.unpause();
  await talkmelder.changeSettings(settings);
  const { phase } = await state();
  const accounts = phase.kind === 'connected' ? phase.accounts : [];
  // The first one last: the address that is offered then is its server's.
  for (const { id } of accounts.toReversed()) await talkmelder.disconnect({ account: id });
  const now = await state();
  const first = { kind: 'signed-out', address, error: null, detail: null, notice: null, adding: false };
  const same = Object.entries(first).every(([key, value]) => Reflect.get(now.phase, key) === value);
  return same && now.pausedUntil === null;
}
