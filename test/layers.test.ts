import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');

/** Who may import whom. First match wins; packages are named as in package.json, `node:` stands for Node's modules. */
const layers = [
  {
    name: 'core/model',
    files: /^main\/core\/(model|i18n)\//,
    own: /^main\/core\/(model|i18n)\//,
    packages: ['valibot', 'date-fns'],
  },
  { name: 'core', files: /^main\/core\//, own: /^main\/core\//, packages: ['ky', 'date-fns', 'valibot'] },
  {
    name: 'electron',
    files: /^main\/electron\//,
    own: /^main\/(electron\/|core\/(model|i18n)\/|core\/(ports|errors)\.ts$)/,
    packages: ['electron', 'keytar', 'electron-store', 'electron-log', 'node:'],
  },
  {
    name: 'ipc',
    files: /^main\/ipc\//,
    own: /^(main\/(ipc|core)\/|preload\/contract\.ts$)/,
    packages: ['electron', 'valibot'],
  },
  { name: 'index', files: /^main\/(index|doctor)\.ts$/, own: /^main\//, packages: ['electron', 'node:'] },
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

/**
 * Words that the window and the terminal share: the doctor's, and lengths of time. The window may import them where its own
 * words stand.
 */
const wordsForRenderer = /^main\/core\/i18n\/(doctor\/(de|en)|duration)\.ts$/;
/** The window takes types from these, which leave nothing behind in its bundle. */
const typesForRenderer = /^(preload\/contract\.ts|main\/core\/model\/.+\.ts)$/;

const IMPORT = /^(?:import|export)\s+(type\s)?[^;]*?from\s+'([^']+)'|^import\s+'([^']+)'|import\('([^']+)'\)/gm;

interface Import {
  from: string;
  typeOnly: boolean;
  /** Loaded when it is wanted: `import('…')`. */
  lazy: boolean;
}

function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8');
  return [...text.matchAll(IMPORT)].map((match) => ({
    from: match[2] ?? match[3] ?? match[4] ?? '',
    typeOnly: match[1] !== undefined,
    lazy: match[4] !== undefined,
  }));
}

const isWords = (file: string): boolean => /^renderer\/i18n\/((de|en)\/doctor|index)\.ts$/.test(file);

function breach(file: string, { from, typeOnly }: Pick<Import, 'from' | 'typeOnly'>): string | null {
  const layer = layers.find(({ files }) => files.test(file));
  if (!layer) return `${file} belongs to no layer`;
  if (from.startsWith('.')) {
    const target = relative(root, join(root, dirname(file), from)).replaceAll('\\', '/');
    const forWindow = typeOnly ? typesForRenderer.test(target) : isWords(file) && wordsForRenderer.test(target);
    const allowed = layer.own.test(target) || (layer.name === 'renderer' && forWindow);
    return allowed ? null : `${file} (${layer.name}) imports ${target}`;
  }
  const allowed = layer.packages.some(
    (name) => from === name || from.startsWith(name.endsWith(':') ? name : `${name}/`),
  );
  return allowed ? null : `${file} (${layer.name}) imports ${from}`;
}

const sources = globSync('{main,preload,renderer}/**/*.{ts,tsx}', { cwd: root })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => !/\.test\.tsx?$/.test(file));

it('keeps to the layers: imports point one way', () => {
  expect(sources.length).toBeGreaterThan(40);
  const breaches = sources.flatMap((file) => importsOf(file).map((entry) => breach(file, entry)));
  expect(breaches.filter((text) => text !== null)).toEqual([]);
});

it('finds a breach when there is one', () => {
  expect(breach('main/core/talkmelder.ts', { from: 'electron', typeOnly: false })).not.toBeNull();
  expect(breach('main/core/talkmelder.ts', { from: '../electron/tray.ts', typeOnly: true })).not.toBeNull();
  expect(breach('main/core/model/settings.ts', { from: '../session.ts', typeOnly: false })).not.toBeNull();
  expect(breach('main/electron/tray.ts', { from: '../core/session.ts', typeOnly: false })).not.toBeNull();
  expect(breach('renderer/main.tsx', { from: '../preload/contract.ts', typeOnly: false })).not.toBeNull();
  expect(breach('renderer/main.tsx', { from: '../preload/contract.ts', typeOnly: true })).toBeNull();
  expect(breach('renderer/main.tsx', { from: '../main/core/i18n/doctor/de.ts', typeOnly: false })).not.toBeNull();
  expect(importsOf('main/core/talkmelder.ts').length).toBeGreaterThan(5);
});

/** The file and all that is loaded together with it. */
function loadedWith(file: string, known = new Set<string>()): Set<string> {
  if (known.has(file) || !/\.tsx?$/.test(file)) return known;
  known.add(file);
  for (const { from, typeOnly, lazy } of importsOf(file)) {
    if (from.startsWith('.') && !typeOnly && !lazy) loadedWith(join(dirname(file), from), known);
  }
  return known;
}

it('loads the library of menus and dialogs only when one is wanted', () => {
  const atStart = [...loadedWith('renderer/main.tsx')];
  const heavy = (file: string): boolean => importsOf(file).some(({ from }) => from.startsWith('@kobalte/'));
  expect(atStart.length).toBeGreaterThan(30);
  expect(atStart.filter(heavy)).toEqual([]);
  expect(sources.filter(heavy)).not.toEqual([]);
});

it('has no drawer for odds and ends', () => {
  expect(existsSync(join(root, 'main/utils'))).toBe(false);
});
