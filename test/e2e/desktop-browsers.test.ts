import { mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { change, contentOf, inFolder, stateOf } from './desktop.ts';
import { openStation, row, type StationPc } from './station.ts';

let pc: StationPc;
afterEach(() => pc.stop());

/** A computer with a Firefox that does this when it is started. */
async function withFirefox(folder: string, script: string): Promise<void> {
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  writeFileSync(join(bin, 'firefox'), script, { mode: 0o755 });
  pc = await openStation({
    env: { PATH: [bin, process.env.PATH].join(delimiter), ARGUMENTS: join(folder, 'arguments') },
  });
}

/** Writes down how many arguments it got, and which. */
const WRITES = `#!/bin/sh
printf '%s\\n' "$#" "$@" > "$ARGUMENTS.part" && mv "$ARGUMENTS.part" "$ARGUMENTS"
`;

// A browser can be put on the PATH for one test; on Windows and macOS it would have to be installed. Where they are looked
// for there is in main/electron/browsers.test.ts.
describe.runIf(process.platform === 'linux')('a chosen browser', () => {
  it('is found, and gets the address of the conversation as its one argument', async () => {
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

  it('gives way to the system’s when it gives up at once', async () => {
    await inFolder(async (folder) => {
      await withFirefox(folder, '#!/bin/sh\nexit 1\n');
      const page = await pc.signIn();
      await change(page, { openWith: 'firefox' });
      await pc.app.tray.choose(/^Einsatzgruppe 1/);
      await pc.app.waitForOpened((url) => url.endsWith(`/call/${pc.rooms.einsatzgruppe}`));
    });
  });
});

describe('a chosen browser that is not there', () => {
  // No other system has Safari, and every Mac has: there, no browser is sure to be missing. What a missing one leads to is
  // the same code on every system.
  it.skipIf(process.platform === 'darwin')('gives way to the system’s', async () => {
    pc = await openStation();
    const page = await pc.signIn();
    expect((await stateOf(page)).device.browsers).not.toContain('safari');
    await change(page, { openWith: 'safari' });
    await pc.app.tray.choose(/^Einsatzgruppe 1/);
    await pc.app.waitForOpened((url) => url.endsWith(`/call/${pc.rooms.einsatzgruppe}`));
  });
});
