import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LaunchPlan } from '../../build/launch-plan.ts';
import { type AppCommand, commandFor, runApp } from '../../build/run-app.ts';
import { parseChoices } from '../../main/core/model/settings.ts';
import type { Nextcloud } from '../nextcloud/server.ts';
import { removeFolder } from '../remove-folder.ts';
import { emptyKeychain } from './keychain.ts';

export interface StayOpenOptions {
  /** How the app starts. */
  plan: LaunchPlan;
  startServer: () => Promise<{ nextcloud: Nextcloud; group: string }>;
  /** The user's own server, in place of the embedded one. */
  server: string | undefined;
  /** The language, in place of the system's. */
  language: string | undefined;
  theme: string | undefined;
  print: (line: string) => void;
}

const EVERY_MS = 20_000;
const LINES = [
  'Schlüssel für das Gerätehaus liegt bei mir',
  'Wer fährt heute Abend den MTW?',
  'Der Funk im LF 10 geht wieder 👍',
  'Bitte Atemschutzgeräte prüfen',
  'Danke an alle für den Einsatz gestern',
];

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Runs the app on the user's own desktop until it quits, or until Ctrl-C. All windows, browsers and notifications are
 * real. On the embedded server, bob writes now and then. The demo leaves nothing behind: it keeps its data in a
 * separate folder, and its app passwords in the keychain under a separate name.
 * @returns the exit code
 */
export async function stayOpen({ plan, startServer, server, print, ...chosen }: StayOpenOptions): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'talkmelder-demo-'));
  const embedded = server === undefined ? await startServer() : null;
  const url = server ?? embedded?.nextcloud.url ?? '';
  await emptyKeychain();
  let timer: NodeJS.Timeout | undefined;
  try {
    const command = demoCommand(plan, folder, url, chosen);
    print(`Talkmelder runs against ${url}. Ctrl-C ends it.`);
    if (embedded) {
      print('Sign in as alice with the password alice.');
      timer = keepWriting(embedded.nextcloud, embedded.group);
    }
    return await runApp(command);
  } finally {
    clearInterval(timer);
    await embedded?.nextcloud.close();
    await emptyKeychain();
    await removeFolder(folder);
  }
}

function keepWriting({ control }: Nextcloud, group: string): NodeJS.Timeout {
  let turn = 0;
  return setInterval(() => {
    control.send('bob', group, LINES[turn % LINES.length] ?? '');
    turn += 1;
  }, EVERY_MS);
}

type Chosen = Pick<StayOpenOptions, 'language' | 'theme'>;

function demoCommand(plan: LaunchPlan, folder: string, url: string, chosen: Chosen): AppCommand {
  const userData = join(folder, 'user-data');
  choose(userData, chosen);
  const command = commandFor(plan, root, [`--user-data-dir=${userData}`, '--demo', `--server=${url}`]);
  if (plan.binary !== null) return command;
  const host = {
    headful: true,
    // This desktop has no tray, so the window stays on the taskbar.
    trayAvailable: false,
    profile: join(folder, 'chromium'),
    ...(chosen.theme === 'dark' && { theme: 'dark' }),
  };
  return { ...command, env: { ...command.env, ELECTRON_HOST: JSON.stringify(host) } };
}

/** Writes the settings that the user would choose in the window. */
function choose(userData: string, { language, theme }: Chosen): void {
  mkdirSync(userData, { recursive: true });
  writeFileSync(join(userData, 'settings.json'), JSON.stringify(parseChoices({ language, theme })));
}
