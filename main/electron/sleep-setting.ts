import { join } from 'node:path';
import type { SleepSetting } from '../core/ports.ts';
import { answerOf } from './command.ts';

const UNKNOWN: SleepSetting = { kind: 'unknown' };
const NEVER: SleepSetting = { kind: 'never' };
const after = (seconds: number): SleepSetting => (seconds > 0 ? { kind: 'after', seconds } : NEVER);

/**
 * Asks the system whether this computer goes to sleep by itself while it is plugged in. Linux has no common setting:
 * only GNOME's is known. A command that fails means "unknown". Never rejects.
 */
export async function sleepSetting(): Promise<SleepSetting> {
  switch (process.platform) {
    case 'win32': {
      const powercfg = join(process.env.SystemRoot ?? 'C:\\Windows', 'System32', 'powercfg.exe');
      return sleepInPowercfg(await answerOf(powercfg, ['/query', 'SCHEME_CURRENT', 'SUB_SLEEP', 'STANDBYIDLE']));
    }
    case 'darwin':
      return sleepInPmset(await answerOf('/usr/bin/pmset', ['-g', 'custom']));
    default: {
      if (!/gnome/i.test(process.env.XDG_CURRENT_DESKTOP ?? '')) return UNKNOWN;
      const ask = (key: string) => answerOf('gsettings', ['get', 'org.gnome.settings-daemon.plugins.power', key]);
      const [type, timeout] = await Promise.all([ask('sleep-inactive-ac-type'), ask('sleep-inactive-ac-timeout')]);
      return sleepInGnome(type, timeout);
    }
  }
}

/**
 * Reads the output of `powercfg /query … STANDBYIDLE`. Its words are in the system's language; the last two numbers are
 * the seconds for mains and for battery. @see https://learn.microsoft.com/windows-hardware/design/device-experiences/powercfg-command-line-options
 */
export function sleepInPowercfg(text: string | null): SleepSetting {
  const [mains, battery] = [...(text ?? '').matchAll(/:\s*(0x[0-9a-f]{1,8})\s*$/gim)].slice(-2);
  return mains?.[1] === undefined || battery === undefined ? UNKNOWN : after(Number(mains[1]));
}

/** Reads the output of `pmset -g custom`, which tells minutes. A Mac without a battery has only one part. */
export function sleepInPmset(text: string | null): SleepSetting {
  const mains = /^AC Power:$([\s\S]*?)(?=^\S.*:$|(?![\s\S]))/m.exec(text ?? '')?.[1];
  const minutes = /^\s*sleep\s+(\d+)/m.exec(mains ?? '')?.[1];
  return minutes === undefined ? UNKNOWN : after(Number(minutes) * 60);
}

/** Reads what `gsettings get` tells of GNOME's power settings. */
export function sleepInGnome(type: string | null, timeout: string | null): SleepSetting {
  const action = /^'([a-z-]+)'$/.exec(type?.trim() ?? '')?.[1];
  const seconds = /^(?:u?int32 )?(\d+)$/.exec(timeout?.trim() ?? '')?.[1];
  if (action === undefined || seconds === undefined) return UNKNOWN;
  return action === 'nothing' || action === 'blank' || action === 'interactive' ? NEVER : after(Number(seconds));
}
