import { mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { change, contentOf, inFolder, stateOf } from './desktop.ts';
import { openStation, row, type StationPc } from './station.ts';

let pc: StationPc;
afterEach(() => pc.stop());

/** Sets up a computer whose Firefox runs this script. */
async function withFirefox(folder: string, script: string): Promise<void> {
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  writeFileSync(join(bin, 'firefox'), script, { mode: 0o755 });
  pc = await openStation({
    env: { PATH: [bin, process.env.PATH].join(delimiter), ARGUMENTS: join(folder, 'arguments') },
  });
}

/** Records the number of its arguments and the arguments. */
const WRITES = `#!/bin/sh
printf '%s\\n' "$#" "$@" > "$ARGUMENTS.part" && mv "$ARGUMENTS.part" "$ARGUMENTS"
`;

// A test can put a browser on the PATH; on Windows and macOS it would have to install one.
// main/electron/browsers.test.ts covers where the app looks there.
describe.runIf(process.platform === 'linux')('a chosen browser', () => {
  it('is found, and gets the address of the conversation as its only argument', async () => {
    await inFolder(async (folder) => {
      await withFirefox(folder, WRITES);
      const page = await pc.signIn();
      expect((await stateOf(page)).device.browsers).toContain('firefox');
      const before = await pc.app.opened();
      await change(page, { openWith: 'firefox' });
      await row(page, 'Wehrführung').getByRole('button').first().click();
      const address = `${pc.nextcloud.url}/call/${pc.rooms.wehrfuehrung}`;
      expect(await contentOf(join(folder, 'arguments'))).toBe(`1\n${address}\n`);
      expect(await pc.app.opened()).toEqual(before);
    });
  });

  it('gives way to the system’s browser when it exits at once', async () => {
    await inFolder(async (folder) => {
      await withFirefox(folder, '#!/bin/sh\nexit 1\n');
      const page = await pc.signIn();
      await change(page, { openWith: 'firefox' });
      await pc.app.tray.choose(/^Einsatzgruppe 1/);
      await pc.app.waitForOpened((url) => url.endsWith(`/call/${pc.rooms.einsatzgruppe}`));
    });
  });
});

describe('a chosen browser that is missing', () => {
  // Only Macs have Safari, so it is missing on all other systems. On a Mac no browser is sure to be missing. The code
  // for a missing browser is the same on every system.
  it.skipIf(process.platform === 'darwin')('gives way to the system’s browser', async () => {
    pc = await openStation();
    const page = await pc.signIn();
    expect((await stateOf(page)).device.browsers).not.toContain('safari');
    await change(page, { openWith: 'safari' });
    await pc.app.tray.choose(/^Einsatzgruppe 1/);
    await pc.app.waitForOpened((url) => url.endsWith(`/call/${pc.rooms.einsatzgruppe}`));
  });
});
