import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { withPlan } from '../../build/launch-plan.ts';
import { within } from '../within.ts';
import { change, inFolder, stateOf } from './desktop.ts';
import { type Keyring, startKeyring } from './keyring.ts';
import { howAppsStart } from './launch.ts';
import { openStation, type StationPc } from './station.ts';

const root = join(import.meta.dirname, '../..');
const register = new URL('../electron/register.ts', import.meta.url).href;

let pc: StationPc | undefined;
let keyring: Keyring | undefined;
afterEach(async () => {
  await pc?.stop();
  await keyring?.stop();
  pc = keyring = undefined;
});

describe('an app from a checkout', () => {
  it('does not start with the session', async () => {
    await inFolder(async (folder) => {
      pc = await openStation({ packaged: false, env: { XDG_CONFIG_HOME: folder } });
      const page = await pc.signIn();
      await change(page, { autostart: true });
      expect((await stateOf(page)).device.autostart).toBe(false);
      expect(existsSync(join(folder, 'autostart'))).toBe(false);
      await pc.stop();
      pc = undefined;
    });
  });

  // A test can only have its own keyring on Linux.
  it.runIf(process.platform === 'linux')('keeps its secrets apart from the installed app’s', async () => {
    keyring = await startKeyring();
    pc = await openStation({ packaged: false, env: keyring.env });
    await pc.signIn();
    expect(keyring.secrets('Talkmelder')).toEqual([]);
    expect(keyring.secrets('Talkmelder Development')).toHaveLength(1);
  });
});

describe('the demo', () => {
  it.runIf(process.platform === 'linux')('revokes its app password when it quits', async () => {
    keyring = await startKeyring();
    pc = await openStation({ packaged: false, args: ['--demo'], env: keyring.env });
    await pc.signIn();
    expect(keyring.secrets('Talkmelder Demo')).toHaveLength(1);
    expect(pc.nextcloud.control.appPasswords('alice')).toHaveLength(1);
    await pc.app.quit();
    expect(keyring.secrets('Talkmelder Demo')).toEqual([]);
    expect(pc.nextcloud.control.appPasswords('alice')).toEqual([]);
  });
});

// On Electron a development run belongs to `npm start`, and has no display of its own here.
describe.runIf(process.platform === 'linux')('a start without a data folder', () => {
  it('has its own folder beside the installed app, and ends by a second start with --quit', async () => {
    await inFolder(async (folder) => {
      const { plan, display } = howAppsStart();
      const command = plan.binary
        ? [plan.binary, ...plan.switches, root]
        : [process.execPath, '--import', register, `${root}/out/main/index.js`];
      const start = (args: string[]): ChildProcess => {
        const [program = '', ...first] = command;
        const env = {
          ...withPlan(plan),
          ...display,
          XDG_CONFIG_HOME: folder,
          DBUS_SESSION_BUS_ADDRESS: 'unix:path=/x',
        };
        return spawn(program, [...first, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
      };
      const app = start(['--hidden']);
      let output = '';
      app.stderr?.on('data', (text) => (output += text));
      const ended = once(app, 'exit');
      await expect
        .poll(() => existsSync(join(folder, 'Talkmelder Development/logs/talkmelder.log')), { message: output })
        .toBe(true);
      expect(existsSync(join(folder, 'Talkmelder'))).toBe(false);
      await within('the second start', once(start(['--quit']), 'exit'));
      const [code] = await within("the app's end", ended, () => output);
      expect(code).toBe(0);
    });
  });
});
