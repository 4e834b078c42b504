import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { electronBinary } from '../../build/electron-binary.mjs';
import { launchApp } from './launch.ts';
import { openStation, row, type StationPc } from './station.ts';

let pc: StationPc | undefined;
afterEach(async () => {
  await pc?.stop();
  pc = undefined;
});

const log = (station: StationPc): string => readFileSync(join(station.app.userData, 'logs', 'talkmelder.log'), 'utf8');

// Real Electron counts as installed only in a package.
describe.skipIf(electronBinary())('an installed app', () => {
  it('ignores switches that open it to others, and logs them without their values', async () => {
    const args = [
      '--proxy-server=http://eve:geheimes@127.0.0.1:1',
      '--remote-debugging-port=0',
      '-host-rules=MAP * eve',
    ];
    pc = await openStation({ packaged: true, args });
    const page = await pc.signIn();
    await row(page, 'Einsatzgruppe 1').waitFor();
    const lines = log(pc);
    for (const name of ['proxy-server', 'remote-debugging-port', 'host-rules'])
      expect(lines).toContain(`--${name} is not accepted by an installed app and is ignored`);
    expect(lines).not.toContain('eve');
    expect(lines).not.toContain('--server');
  });

  it('does not start with a switch that has already taken effect, and names it', async () => {
    const ended = launchApp({ packaged: true, args: ['--js-flags=--allow-natives-syntax'] }).then(
      async (app) => `${await app.ended()} ${app.output()}`,
      (error: Error) => error.message,
    );
    expect(await ended).toContain('Talkmelder startet nicht mit --js-flags.');
  });
});

it('a second start leaves a line in the log', async () => {
  pc = await openStation();
  await pc.app.secondInstance();
  expect(log(pc)).toContain('another Talkmelder of this user is already running');
});

it.skipIf(process.platform === 'win32')('the user’s data lies in folders that only the user can read', async () => {
  pc = await openStation();
  await pc.signIn();
  for (const folder of ['logs', 'cursors'])
    expect((statSync(join(pc.app.userData, folder)).mode & 0o777).toString(8)).toBe('700');
});
