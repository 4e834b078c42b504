import { assertFirstTick } from './lifecycle.ts';
import { strict } from './strict.ts';

const surface = ['appendSwitch', 'getSwitchValue', 'hasSwitch', 'removeSwitch'] as const;

/**
 * Parses switches like Chromium: one dash or two, up to a lone "--". Only Windows accepts names in capitals. Source:
 * base/command_line.cc.
 */
function parse(args: readonly string[]): Map<string, string> {
  const end = args.indexOf('--');
  return new Map(
    (end < 0 ? args : args.slice(0, end)).flatMap((arg) => {
      const [, name, value] = /^--?([^=]+)(?:=(.*))?$/s.exec(arg) ?? [];
      return name ? [[process.platform === 'win32' ? name.toLowerCase() : name, value ?? ''] as const] : [];
    }),
  );
}

/** `app.commandLine`. It stores and returns the app's switches; the host's Chromium gets its own flags, not these. */
class HostCommandLine implements Pick<Electron.CommandLine, (typeof surface)[number]> {
  readonly #switches = parse(process.argv.slice(2));

  appendSwitch(name: string, value = ''): void {
    assertFirstTick('app.commandLine.appendSwitch()');
    this.#switches.set(name.toLowerCase(), value);
  }

  /** Removes a switch. Electron only demands that its reader has not read it yet, which usually holds until `ready`. */
  removeSwitch(name: string): void {
    assertFirstTick('app.commandLine.removeSwitch()');
    this.#switches.delete(name.toLowerCase());
  }

  getSwitchValue(name: string): string {
    return this.#switches.get(name.toLowerCase()) ?? '';
  }

  hasSwitch(name: string): boolean {
    return this.#switches.has(name.toLowerCase());
  }
}

export const commandLine = strict(new HostCommandLine(), { name: 'app.commandLine', surface });
