import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { app } from 'electron';
import { type Forgotten, forgetAccounts } from './core/accounts/forget.ts';
import { createRevocations } from './core/accounts/revocations.ts';
import { describeError } from './core/errors.ts';
import { type Say, words } from './core/i18n/index.ts';
import { parseChoices, parseSettings, resolveLanguage } from './core/model/settings.ts';
import type { Logger } from './core/ports.ts';
import { loadPolicy } from './core/settings/policy.ts';
import { createAutostart, hiddenStart } from './electron/autostart.ts';
import { deviceName } from './electron/device-name.ts';
import { createMachineFiles } from './electron/policy-file.ts';
import { createSilentPorts } from './electron/ports.ts';
import { FORGET } from './electron/quit.ts';
import { createRestart, restartsAfterCrash } from './electron/restart.ts';
import { systemLanguage } from './electron/system-language.ts';
import { eraseUpdates } from './electron/updates/engine.ts';

/** How often the command tries, half a second apart, while another Talkmelder of this user ends. */
const ATTEMPTS = 20;
const PAUSE_MS = 500;

/** What the command did. Scripts and the uninstallers read it. */
const DONE = 0;
/** Something is left: the output says what, and what to do. */
const SOMETHING_LEFT = 1;
/** Nothing was done, because another Talkmelder of this user did not end. */
const STILL_RUNNING = 2;

/**
 * `--forget`: revokes the app passwords on their servers, and erases all that Talkmelder keeps of this user on this
 * device: accounts, settings, keychain entries, the start with the session. Prints what it did and what it could not.
 * @param isAlone no other Talkmelder of this user runs; a running one has just been told to end
 */
export function runForget(isAlone: boolean): void {
  void (isAlone ? app.whenReady().then(forget) : tryAgain())
    .catch((error: unknown) => {
      process.stderr.write(`${describeError(error)}\n`);
      return SOMETHING_LEFT;
    })
    .then((code) => app.exit(code));
}

/** Only a new process can ask again whether it is alone. Resolves with that one's exit code. */
async function tryAgain(): Promise<number> {
  const left = Number(app.commandLine.getSwitchValue(FORGET) || ATTEMPTS);
  if (left <= 1) {
    await print(words(resolveLanguage('system', systemLanguage()))('forgetRunning'));
    return STILL_RUNNING;
  }
  await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  const args = process.argv.slice(1).filter((arg) => !arg.startsWith(`--${FORGET}`));
  const command = [...process.execArgv, ...args, `--${FORGET}=${left - 1}`];
  const [code] = await once(spawn(process.execPath, command, { stdio: 'inherit' }), 'exit');
  return code ?? SOMETHING_LEFT;
}

/** A log would lie in the folder that is erased. */
const quiet: Logger = {
  debug() {},
  info() {},
  warn: (text) => void (app.commandLine.hasSwitch('verbose') && process.stderr.write(`${text}\n`)),
  error: (text) => void (app.commandLine.hasSwitch('verbose') && process.stderr.write(`${text}\n`)),
};

async function forget(): Promise<number> {
  app.dock?.hide();
  const userData = app.getPath('userData');
  const policy = loadPolicy(createMachineFiles(), quiet);
  const ports = createSilentPorts({ log: quiet, userData, trust: policy.trust });
  await ports.secrets.settled;
  const chosen = { ...policy.defaults, ...parseChoices(ports.settings.read('settings')), ...policy.locked };
  const language = resolveLanguage(parseSettings(chosen).language, systemLanguage());
  const say = words(language);
  const about = { ...ports, policy, userAgent: `Talkmelder (${deviceName()})`, language: () => language };

  const accounts = await forgetAccounts({ ...ports, log: quiet, revocations: createRevocations(about) });
  const lines = accounts.map((account) => lineOf(account, say));
  if (lines.length === 0) lines.push({ text: say('forgetNoAccount'), isDone: true });
  lines.push(removeAutostart(say), ...(await removeRestart(say)));
  eraseUpdates(quiet);
  lines.push(eraseFolder(userData, say));
  for (const { text } of lines) await print(text);
  return lines.every(({ isDone }) => isDone) ? DONE : SOMETHING_LEFT;
}

interface Line {
  text: string;
  isDone: boolean;
}

function lineOf({ id, appPassword, isErased }: Forgotten, say: Say): Line {
  const account = { account: id };
  if (!isErased) return { text: say('forgetKeychainStays', account), isDone: false };
  if (appPassword === 'left') return { text: say('forgetLeft', account), isDone: false };
  if (appPassword === 'unclear') return { text: say('forgetUnclear', account), isDone: false };
  if (appPassword === 'revoked') return { text: say('forgetRevoked', account), isDone: true };
  return { text: say('forgetNothingToRevoke', account), isDone: true };
}

function removeAutostart(say: Say): Line {
  const autostart = createAutostart(quiet);
  autostart.use(false, false);
  const isDone = autostart.possible() || !app.isPackaged;
  return { text: say(isDone ? 'forgetAutostart' : 'forgetAutostartStays'), isDone };
}

/** Removes what station mode has told the system. Returns a line only when it is still there. */
async function removeRestart(say: Say): Promise<Line[]> {
  await createRestart({ log: quiet, command: hiddenStart(), onChange: () => {} }).use(false);
  return (await restartsAfterCrash()) ? [{ text: say('forgetRestartStays'), isDone: false }] : [];
}

function eraseFolder(folder: string, say: Say): Line {
  try {
    // Chromium of this very process may write meanwhile.
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    return { text: say('forgetErased', { folder }), isDone: true };
  } catch (error) {
    quiet.error(`not erased: ${describeError(error)}`);
    return { text: say('forgetNotErased', { folder }), isDone: false };
  }
}

/** Resolves when the terminal or the pipe has taken the text. */
const print = (text: string): Promise<void> =>
  new Promise((resolve) => process.stdout.write(`${text}\n`, () => resolve()));
