import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { autostartFile, execLine, isSwitchedOn, removeEntry, writeEntry } from './autostart-entry.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'talkmelder-autostart-'));
  file = autostartFile({ XDG_CONFIG_HOME: folder });
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the path', () => {
  it('is below the configuration folder and ignores a relative one', () => {
    expect(autostartFile({ XDG_CONFIG_HOME: '/etc/konfig' })).toBe('/etc/konfig/autostart/de.talkmelder.app.desktop');
    const usual = join(homedir(), '.config/autostart/de.talkmelder.app.desktop');
    expect(autostartFile({ XDG_CONFIG_HOME: 'konfig' })).toBe(usual);
    expect(autostartFile({})).toBe(usual);
  });
});

describe('the command', () => {
  it('is not quoted when it has no special characters', () => {
    expect(execLine(['/opt/Talkmelder/talkmelder', '--hidden'])).toBe('Exec=/opt/Talkmelder/talkmelder --hidden');
  });

  it.each([
    ['a space', '/opt/Talk Melder/t', '"/opt/Talk Melder/t"'],
    ['an umlaut', '/home/jürgen/t', '"/home/jürgen/t"'],
    ['a quotation mark', '/o"pt/t', '"/o\\\\"pt/t"'],
    ['a dollar', '/o$pt/t', '"/o\\\\$pt/t"'],
    ['a backtick', '/o`pt/t', '"/o\\\\`pt/t"'],
    ['a backslash', '/o\\pt/t', '"/o\\\\\\\\pt/t"'],
    ['a percent sign', '/100%/t', '/100%%/t'],
    ['a line break', '/a\nExec=evil', '"/a\\nExec=evil"'],
    ['an apostrophe', "/o'pt/t", '"/o\'pt/t"'],
    ['nothing', '', '""'],
  ])('quotes %s as the specification says', (_what, path, quoted) => {
    expect(execLine([path])).toBe(`Exec=${quoted}`);
  });
});

describe('the entry', () => {
  it('is written completely and leaves no other file behind', () => {
    writeEntry(file, ['/opt/Talk Melder/t', '--hidden']);
    expect(readFileSync(file, 'utf8').split('\n')).toEqual([
      '[Desktop Entry]',
      'Type=Application',
      'Name=Talkmelder',
      'Exec="/opt/Talk Melder/t" --hidden',
      'Icon=talkmelder',
      'Terminal=false',
      '',
    ]);
    expect(readdirSync(dirname(file))).toEqual(['de.talkmelder.app.desktop']);
  });

  it('keeps what the desktop changed while the command is the same', () => {
    writeEntry(file, ['/t']);
    const switchedOff = `${readFileSync(file, 'utf8')}X-GNOME-Autostart-enabled=false\n`;
    writeFileSync(file, switchedOff);
    const { mtimeMs } = statSync(file);
    writeEntry(file, ['/t']);
    expect(readFileSync(file, 'utf8')).toBe(switchedOff);
    expect(statSync(file).mtimeMs).toBe(mtimeMs);
  });

  it('is rewritten when the app has moved', () => {
    writeEntry(file, ['/old/t']);
    writeEntry(file, ['/new/t']);
    expect(readFileSync(file, 'utf8')).toContain('\nExec=/new/t\n');
  });

  it('is removed, and removing a missing entry is no error', () => {
    removeEntry(file);
    writeEntry(file, ['/t']);
    removeEntry(file);
    expect(existsSync(file)).toBe(false);
  });
});

it.each([
  ['that the app wrote', (text: string) => text, true],
  ['that GNOME switched off', (text: string) => `${text}X-GNOME-Autostart-enabled=false\n`, false],
  ['that KDE hid', (text: string) => `${text}Hidden=true\n`, false],
  ['that was switched on again', (text: string) => `${text}X-GNOME-Autostart-enabled=true\nHidden=false\n`, true],
])('an entry %s', (_name, changed, on) => {
  expect(isSwitchedOn(file)).toBe(false);
  writeEntry(file, ['/opt/talkmelder']);
  writeFileSync(file, changed(readFileSync(file, 'utf8')));
  expect(isSwitchedOn(file)).toBe(on);
});
