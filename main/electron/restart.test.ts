import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createFakeLogger, type FakeLogger } from '../../test/fakes/logger.ts';
import { createEndedMark } from './ended-mark.ts';
import { createRestart, type RestartOptions } from './restart.ts';

let folder: string;
let log: FakeLogger;
let ran: string[];
let refuses: boolean;
let changes: number;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'talkmelder-restart-'));
  log = createFakeLogger();
  ran = [];
  refuses = false;
  changes = 0;
});
afterEach(() => rmSync(folder, { recursive: true }));

const file = () => join(folder, 'systemd/user/talkmelder.service');
const link = () => join(folder, 'systemd/user/graphical-session.target.wants/talkmelder.service');

/** Plays systemctl: makes and removes the link as the real one does. */
async function run(program: string, args: readonly string[]): Promise<void> {
  ran.push([program, ...args].join(' '));
  if (refuses) throw new Error('Failed to connect to bus');
  if (args.includes('enable')) {
    mkdirSync(join(link(), '..'), { recursive: true });
    rmSync(link(), { force: true });
    symlinkSync(file(), link());
  }
  if (args.includes('disable')) rmSync(link(), { force: true });
}

const open = (options: Partial<RestartOptions> = {}) =>
  createRestart({
    log,
    command: ['/opt/Talkmelder/talkmelder', '--hidden'],
    onChange: () => {
      changes += 1;
    },
    platform: 'linux',
    env: { XDG_CONFIG_HOME: folder },
    run,
    ...options,
  });

it('writes the unit, enables it, and removes everything again', async () => {
  const restart = open();
  await restart.use(true);
  expect(readFileSync(file(), 'utf8')).toContain('"/opt/Talkmelder/talkmelder" "--hidden"');
  expect(ran).toEqual(['systemctl --user daemon-reload', 'systemctl --user enable talkmelder.service']);
  expect([restart.startsApp(), changes]).toEqual([true, 1]);
  await restart.use(false);
  expect([existsSync(file()), existsSync(link()), restart.startsApp(), changes]).toEqual([false, false, false, 2]);
});

it('asks nothing of the system at a start on which nothing has changed', async () => {
  await open().use(true);
  ran = [];
  const restart = open();
  expect(restart.startsApp()).toBe(true);
  await restart.use(true);
  expect([ran, changes]).toEqual([[], 1]);
});

it('writes the unit anew when the app lies elsewhere', async () => {
  await open().use(true);
  await open({ command: ['/home/max/Talk Melder/t', '--hidden'] }).use(true);
  expect(readFileSync(file(), 'utf8')).toContain('"/home/max/Talk Melder/t"');
});

it('leaves nothing behind where systemd does not answer, so that the autostart stays', async () => {
  refuses = true;
  const restart = open();
  await restart.use(true);
  expect([existsSync(file()), restart.startsApp(), changes]).toEqual([false, false, 0]);
  expect(log.lines).toEqual([expect.stringContaining('error restart:')]);
});

it('touches nothing of a system that never had it', async () => {
  await open().use(false);
  expect([ran, log.lines]).toEqual([[], []]);
});

it('carries out quick changes in their order', async () => {
  const restart = open();
  await Promise.all([restart.use(true), restart.use(false), restart.use(true)]);
  expect([lstatSync(link()).isSymbolicLink(), existsSync(file())]).toEqual([true, true]);
});

it('on Windows, makes and deletes a task of this user, by the path of the system', async () => {
  const env = { SystemRoot: 'C:\\Windows', USERDOMAIN: 'WACHE' };
  const files: string[] = [];
  const restart = open({
    platform: 'win32',
    env,
    command: ['C:\\Talkmelder.exe', '--hidden'],
    run: async (program, args) => {
      ran.push(`${program} ${args[0]} ${args[1]}`);
      const xml = args[args.indexOf('/XML') + 1];
      if (args.includes('/XML') && xml !== undefined) files.push(readFileSync(xml, 'utf16le'));
    },
  });
  await restart.use(true);
  expect(files[0]).toContain('<Arguments>--hidden --again</Arguments>');
  expect(restart.startsApp()).toBe(false);
  await restart.use(false);
  const schtasks = 'C:\\Windows\\System32\\schtasks.exe';
  expect(ran).toEqual([`${schtasks} /Create /TN`, `${schtasks} /Delete /TN`]);
});

it('does not start the app when a person has ended it', () => {
  const mark = createEndedMark(folder);
  expect(mark.isThere()).toBe(false);
  mark.make();
  expect(createEndedMark(folder).isThere()).toBe(true);
  mark.remove();
  expect(mark.isThere()).toBe(false);
  writeFileSync(join(folder, 'file'), '');
  expect(() => createEndedMark(join(folder, 'file')).make()).not.toThrow();
});
