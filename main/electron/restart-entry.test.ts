import { execFile, execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { agentFile, launchAgent, scheduledTask, systemdUnit, throughUnit, unitFolder } from './restart-entry.ts';

/** Names of folders that a person, an administrator or a language may choose. */
const ODD = [
  'plain',
  'Talk Melder',
  'jürgen möß',
  '100% %h %n',
  'o"pt',
  "o'pt",
  'a&b <c>',
  'a$HOME $USER',
  'back\\slash',
  'semi;colon | pipe',
  '[Service]',
  '-dash @at +plus !bang',
  '#hash',
];

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'talkmelder-restart-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Makes an empty program in a folder with this name. */
function program(name: string): string {
  const path = join(folder, name, 'talkmelder');
  mkdirSync(join(folder, name));
  writeFileSync(path, '#!/bin/sh\nexit 0\n');
  chmodSync(path, 0o755);
  return path;
}

const hasSystemd = (() => {
  try {
    execFileSync('systemd-analyze', ['--version']);
    return true;
  } catch {
    return false;
  }
})();

describe('the systemd unit', () => {
  it('restarts after a failure, and not after a normal end', () => {
    const unit = systemdUnit(['/opt/Talkmelder/talkmelder', '--hidden']);
    expect(unit).toContain('"/opt/Talkmelder/talkmelder" "--hidden"\nRestart=on-failure\n');
    expect(unit).toContain('[Install]\nWantedBy=graphical-session.target\n');
    // Otherwise systemd would end the browser that the app has opened.
    expect(unit).toContain('KillMode=process');
  });

  it.runIf(hasSystemd).each(ODD)('is what systemd understands, in a folder named %s', async (name) => {
    const path = program(name);
    const file = join(folder, 'talkmelder.service');
    writeFileSync(file, systemdUnit([path, '--hidden']));
    const env = { ...process.env, XDG_RUNTIME_DIR: folder };
    const said = await new Promise<string>((resolve) => {
      execFile('systemd-analyze', ['verify', '--user', '--man=no', file], { env }, (_error, stdout, stderr) =>
        resolve(`${stdout}${stderr}`),
      );
    });
    // systemd complains of programs that it does not find, and of lines that it does not understand.
    expect(said.split('\n').filter((line) => line.includes('talkmelder'))).toEqual([]);
  });

  it('is not written for a path that could add lines', () => {
    expect(() => systemdUnit(['/a\nExecStart=/bin/evil'])).toThrow(RangeError);
    expect(() => launchAgent(['/a\u0000b'])).toThrow(RangeError);
    expect(() => scheduledTask(['C:\\a\nb.exe'], 'max')).toThrow(RangeError);
  });

  it('lies where systemd looks for units of a user', () => {
    expect(unitFolder({ XDG_CONFIG_HOME: '/etc/konfig' })).toBe('/etc/konfig/systemd/user');
    expect(unitFolder({ XDG_CONFIG_HOME: 'relative' })).toBe(join(homedir(), '.config/systemd/user'));
  });
});

describe('the autostart entry', () => {
  /** Runs the entry's command with a systemctl that succeeds or fails, and returns what was started. */
  const started = (path: string, systemctl: string): string => {
    const bin = join(folder, 'bin');
    mkdirSync(bin);
    writeFileSync(join(bin, 'systemctl'), `#!/bin/sh\necho "systemctl $*" >> "${folder}/calls"\n${systemctl}\n`);
    chmodSync(join(bin, 'systemctl'), 0o755);
    const [shell = '', ...args] = throughUnit([path, '--hidden']);
    return execFileSync(shell, args, { env: { PATH: `${bin}:/bin:/usr/bin` }, encoding: 'utf8' });
  };

  it.runIf(process.platform !== 'win32').each(ODD)('starts the unit, or the app where systemd cannot: %s', (name) => {
    const path = program(name);
    writeFileSync(path, '#!/bin/sh\necho "app $*"\n');
    expect(started(path, '[ "$2" = start ]; exit')).toBe('');
    rmSync(join(folder, 'bin'), { recursive: true });
    expect(started(path, 'exit 1')).toBe('app --hidden\n');
  });
});

/** Reads XML strictly, or fails: Python is on every machine that builds this. */
const python = (script: string, file: string): string =>
  execFileSync('python3', ['-c', script, file], { encoding: 'utf8' }).trim();

const hasPython = (() => {
  try {
    execFileSync('python3', ['--version']);
    return true;
  } catch {
    return false;
  }
})();

describe('the launch agent', () => {
  it.runIf(hasPython).each(ODD)('is a property list with the path, in a folder named %s', (name) => {
    const path = `/Applications/${name}/Talkmelder`;
    const file = join(folder, 'agent.plist');
    writeFileSync(file, launchAgent([path, '--hidden']));
    const script = 'import plistlib,json,sys; print(json.dumps(plistlib.load(open(sys.argv[1],"rb"))))';
    expect(JSON.parse(python(script, file))).toMatchObject({
      Label: 'de.talkmelder.app.restart',
      ProgramArguments: [path, '--hidden'],
      RunAtLoad: true,
      KeepAlive: { SuccessfulExit: false },
    });
  });

  it('lies where launchd looks', () => {
    expect(agentFile()).toBe(join(homedir(), 'Library/LaunchAgents/de.talkmelder.app.restart.plist'));
  });
});

describe('the scheduled task', () => {
  it('is UTF-16 with a mark', () => {
    expect([...scheduledTask(['C:\\t.exe'], 'max').subarray(0, 2)]).toEqual([0xff, 0xfe]);
  });

  it.runIf(hasPython).each(ODD)('names program, arguments and user, in a folder named %s', (name) => {
    const path = `C:\\Program Files\\${name}\\Talkmelder.exe`;
    const file = join(folder, 'task.xml');
    writeFileSync(file, scheduledTask([path, '--hidden', '--again'], `WACHE\\${name}`));
    const script = `import xml.dom.minidom as m,json,sys
d=m.parseString(open(sys.argv[1],"rb").read())
t=lambda n: d.getElementsByTagName(n)[0].firstChild.data
print(json.dumps([t("Command"),t("Arguments"),t("UserId"),t("Interval"),t("MultipleInstancesPolicy")]))`;
    expect(JSON.parse(python(script, file))).toEqual([path, '--hidden --again', `WACHE\\${name}`, 'PT1M', 'IgnoreNew']);
  });
});
