import { existsSync, globSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Import, usesOf } from './layers/imports.ts';

const root = join(import.meta.dirname, '..');

/**
 * The allowed imports of each layer. The first match wins; packages have their names from package.json, and `node:`
 * stands for Node's modules.
 */
const layers = [
  {
    name: 'core',
    files: /^main\/core\//,
    own: /^main\/core\//,
    packages: ['ky', 'date-fns', 'valibot', 'ical.js', 'fast-xml-parser'],
  },
  {
    name: 'electron',
    files: /^main\/electron\//,
    own: /^main\/(electron\/|core\/(model|i18n)\/|core\/(ports|errors)\.ts$)/,
    packages: ['electron', 'keytar', 'electron-store', 'electron-log', 'electron-updater', 'node:'],
  },
  {
    name: 'ipc',
    files: /^main\/ipc\//,
    own: /^(main\/(ipc|core)\/|preload\/contract\.ts$)/,
    packages: ['electron', 'valibot'],
  },
  {
    name: 'index',
    files: /^main\/(index|doctor-command|forget-command|pin-command)\.ts$/,
    own: /^main\/|^preload\/contract\.ts$/,
    packages: ['electron', 'node:'],
  },
  { name: 'contract', files: /^preload\/contract\.ts$/, own: /^main\/core\/model\//, packages: ['valibot'] },
  { name: 'preload', files: /^preload\//, own: /^preload\/|^main\/core\/model\//, packages: ['electron'] },
  {
    name: 'renderer',
    files: /^renderer\/overlays\//,
    own: /^renderer\//,
    packages: ['solid-js', 'date-fns', '@kobalte/core'],
  },
  { name: 'renderer', files: /^renderer\//, own: /^renderer\//, packages: ['solid-js', 'date-fns'] },
];

/** The rooms of core, from the ground up. A room may use itself and the rooms on the lines before it. */
const FLOORS: readonly (readonly string[])[] = [
  ['model', 'i18n', 'ports.ts', 'errors.ts', 'listeners.ts', 'lifetime.ts'],
  ['nextcloud'],
  ['conversations', 'settings'],
  ['notify', 'alarm', 'companions', 'files', 'updates'],
  ['sync'],
  ['sign-in', 'doctor'],
  ['accounts'],
  ['talkmelder.ts'],
];
/** The ground floor is one room: its parts are types and pure functions that use each other. */
const GROUND = 0;

const roomOf = (file: string): string => /^main\/core\/([^/]+)/.exec(file)?.[1] ?? '';
const floorOf = (room: string): number => FLOORS.findIndex((rooms) => rooms.includes(room));

/** Texts and model may only use the product's pure packages. */
const groundPackages = /^(valibot|date-fns)(\/|$)/;

function roomBreach(file: string, target: string): string | null {
  const [from, to] = [roomOf(file), roomOf(target)];
  const [floor, below] = [floorOf(from), floorOf(to)];
  if (floor < 0 || below < 0) return `${floor < 0 ? file : target} is in no room of core`;
  const isAllowed = from === to || below < floor || (floor === GROUND && below === GROUND);
  return isAllowed ? null : `${file} (${from}) imports ${target} (${to})`;
}

/**
 * Main and the window translate, name accounts and fold texts in one way, and the window shows the same words of the
 * doctor as the terminal.
 */
const textsForRenderer = /^main\/core\/(i18n\/(translate|doctor\/(index|headline))|model\/(account-label|fold))\.ts$/;
/** The window may import types from these, which add nothing to its bundle. */
const typesForRenderer = /^(preload\/contract\.ts|main\/core\/model\/.+\.ts)$/;

const isPackage = (from: string, name: string): boolean =>
  name === 'node:' ? isBuiltin(from) : from === name || from.startsWith(`${name}/`);

function breach(file: string, { from, typeOnly }: Pick<Import, 'from' | 'typeOnly'>): string | null {
  const layer = layers.find(({ files }) => files.test(file));
  if (!layer) return `${file} belongs to no layer`;
  if (from === null) return `${file} imports a computed module name`;
  if (from.startsWith('.')) {
    const target = relative(root, join(root, dirname(file), from))
      .replaceAll('\\', '/')
      .replace(/\?.*$/, '');
    const forWindow = (typeOnly ? typesForRenderer : textsForRenderer).test(target);
    const allowed = layer.own.test(target) || (layer.name === 'renderer' && forWindow);
    if (!allowed) return `${file} (${layer.name}) imports ${target}`;
    return layer.name === 'core' ? roomBreach(file, target) : null;
  }
  const isGround = layer.name === 'core' && floorOf(roomOf(file)) === GROUND;
  const allowed = layer.packages.some((name) => isPackage(from, name)) && (!isGround || groundPackages.test(from));
  return allowed ? null : `${file} (${layer.name}) imports ${from}`;
}

/** Returns everything in a source text of this file that the layers forbid. */
function breachesIn(file: string, text: string): string[] {
  const { imports, globals } = usesOf(file, text);
  const ofNode = file.startsWith('main/core/') ? globals.map((name) => `${file} (core) uses Node's ${name}`) : [];
  return [...imports.flatMap((entry) => breach(file, entry) ?? []), ...ofNode];
}

const textOf = (file: string): string => readFileSync(join(root, file), 'utf8');
const importsOf = (file: string): Import[] => usesOf(file, textOf(file)).imports;

const sources = globSync('{main,preload,renderer}/**/*.{ts,tsx}', { cwd: root })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => !/\.(test|d)\.tsx?$/.test(file));

it('imports follow the layers and the rooms of core in one direction', () => {
  expect(sources.length).toBeGreaterThan(40);
  expect(sources.flatMap((file) => breachesIn(file, textOf(file)))).toEqual([]);
});

it('each room of core has a floor', () => {
  const rooms = new Set(sources.filter((file) => file.startsWith('main/core/')).map(roomOf));
  expect([...rooms].filter((room) => floorOf(room) < 0)).toEqual([]);
});

describe('finds a planted violation', () => {
  const core = 'main/core/talkmelder.ts';
  const planted: [string, string, string][] = [
    ['Electron in core', core, "import { app } from 'electron';"],
    ['Electron in core, imported later', core, "const later = () => import('electron');"],
    ['Electron in core, required', core, "const { app } = require('electron');"],
    ['only the type of an adapter in core', core, "import type { Tray } from '../electron/tray.ts';"],
    ['an adapter in core, as an import type', core, "type Tray = import('../electron/tray.ts').Tray;"],
    ['an adapter re-exported by core', core, "export { createTray } from '../electron/tray.ts';"],
    ['a whole adapter re-exported by core', core, "export * from '../electron/tray.ts';"],
    ["Node's files in core", core, "import { readFileSync } from 'node:fs';"],
    ["Node's files in core by their old name", core, "import fs from 'fs';"],
    ["Node's files in core, required", core, "const fs = require('fs');"],
    ["Node's files in core by import and require", core, "import fs = require('node:fs');"],
    ["Node's files in core by the process", core, "const fs = process.getBuiltinModule('fs');"],
    ["Node's process in core, destructured", core, 'const { env } = process;'],
    ['a computed import in core', core, 'const load = (name: string) => import(name);'],
    ['Solid in core', core, "import { createSignal } from 'solid-js';"],
    ['a package that core may not use', core, "import Store from 'electron-store';"],
    ['a package whose name begins like an allowed one', core, "import x from 'ky-universal';"],
    ['the façade in the model', 'main/core/model/settings.ts', "import { createTalkmelder } from '../talkmelder.ts';"],
    ['HTTP in the model', 'main/core/model/settings.ts', "import ky from 'ky';"],
    ['sync in notify', 'main/core/notify/collector.ts', "import { createEngine } from '../sync/engine.ts';"],
    ['notify in settings', 'main/core/settings/pause.ts', "import type { Cursor } from '../notify/cursors.ts';"],
    ['settings in conversations', 'main/core/conversations/facts.ts', "import x from '../settings/policy.ts';"],
    ['accounts in doctor', 'main/core/doctor/doctor.ts', "const x = import('../accounts/account.ts');"],
    ['sign-in in doctor', 'main/core/doctor/doctor.ts', "import { x } from '../sign-in/wizard.ts';"],
    ['conversations in nextcloud', 'main/core/nextcloud/room.ts', "import { x } from '../conversations/facts.ts';"],
    ['an unknown room', 'main/core/sync/engine.ts', "import { x } from '../utils/odds.ts';"],
    ['the façade in an adapter', 'main/electron/tray.ts', "import { createTalkmelder } from '../core/talkmelder.ts';"],
    ['an adapter in ipc', 'main/ipc/register.ts', "import { createTray } from '../electron/tray.ts';"],
    ['core in the preload', 'preload/index.ts', "import { x } from '../main/core/sync/engine.ts';"],
    ['the contract’s code in the window', 'renderer/main.tsx', "import { calls } from '../preload/contract.ts';"],
    ['the model’s code in the window', 'renderer/main.tsx', "const x = import('../main/core/model/settings.ts');"],
    ['main’s texts in the window', 'renderer/main.tsx', "import { de } from '../main/core/i18n/de.ts';"],
    ['Electron in the window', 'renderer/main.tsx', "import { ipcRenderer } from 'electron';"],
    ['menus in a view', 'renderer/views/header.tsx', "import { Menu } from '@kobalte/core/menu';"],
  ];

  it.each(planted)('%s', (_what, file, text) => {
    expect(breachesIn(file, text)).not.toEqual([]);
  });

  const allowed: [string, string, string][] = [
    ['the contract’s types in the window', 'renderer/main.tsx', "import type { State } from '../preload/contract.ts';"],
    ['a lower room', 'main/core/sync/engine.ts', "import { createAnnouncer } from '../notify/announcer.ts';"],
    ['a file named like a global', 'main/core/sync/engine.ts', 'const x = { process: 1 }; x.process;'],
    ['a comment or a string', 'main/core/sync/engine.ts', "// import fs from 'fs'\nconst x = \"require('fs')\";"],
  ];

  it.each(allowed)('and allows %s', (_what, file, text) => {
    expect(breachesIn(file, text)).toEqual([]);
  });
});

/** Returns the file and all files that are loaded together with it. */
function loadedWith(file: string, known = new Set<string>()): Set<string> {
  if (known.has(file) || !/\.tsx?$/.test(file)) return known;
  known.add(file);
  for (const { from, typeOnly, lazy } of importsOf(file)) {
    if (from?.startsWith('.') && !typeOnly && !lazy) loadedWith(join(dirname(file), from), known);
  }
  return known;
}

it('the library of menus and dialogs, companions and the doctor’s words load only on demand', () => {
  const atStart = [...loadedWith('renderer/main.tsx')];
  const heavy = (file: string): boolean => importsOf(file).some(({ from }) => from?.startsWith('@kobalte/'));
  expect(atStart.length).toBeGreaterThan(30);
  expect(atStart.filter((file) => heavy(file) || /i18n\/doctor\/|\/companions\//.test(file))).toEqual([]);
  expect(sources.filter(heavy)).not.toEqual([]);
});

it('there is no catch-all file', () => {
  expect(existsSync(join(root, 'main/utils'))).toBe(false);
});
