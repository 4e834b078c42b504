import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { hasTrayHost } from './tray-host.ts';

// Only Linux has to ask the desktop.
describe.skipIf(process.platform !== 'linux')('the tray host', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'talkmelder-desk-'));
    vi.stubEnv('PATH', `${folder}${delimiter}${process.env.PATH}`);
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });

  /** Fakes a desktop whose session bus answers as the script does. */
  function desktop(script: string): void {
    const file = join(folder, 'dbus-send');
    writeFileSync(file, `#!/bin/sh\ncd '${folder}'\n${script}\n`);
    chmodSync(file, 0o755);
  }

  it('is reported as there or missing', async () => {
    desktop('echo "   boolean true"');
    expect(await hasTrayHost()).toBe(true);
    desktop('echo "   boolean false"');
    expect(await hasTrayHost()).toBe(false);
    desktop('exit 1');
    expect(await hasTrayHost()).toBe(false);
  });

  it('may appear after the app, which waits for it if allowed', async () => {
    desktop('if [ -e asked ]; then echo "   boolean true"; else touch asked; echo "   boolean false"; fi');
    expect(await hasTrayHost(() => true)).toBe(true);
    expect(existsSync(join(folder, 'asked'))).toBe(true);
    desktop('echo "   boolean false"');
    let isWanted = false;
    const waiting = hasTrayHost(() => !isWanted);
    isWanted = true;
    expect(await waiting).toBe(false);
  });
});
