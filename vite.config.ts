import { fileURLToPath } from 'node:url';
import { defineConfig, normalizePath, type Plugin, type Rolldown, type UserConfig } from 'vite';
import solid from 'vite-plugin-solid';

type Modules = Pick<Rolldown.PluginContext, 'getModuleInfo'>;
const PAGE = normalizePath(fileURLToPath(new URL('renderer/index.html', import.meta.url)));

/** What is imported, not just when it is wanted, from the window's page on. */
const loadedAtStart = (modules: Modules, id: string, found = new Set<string>()): Set<string> => {
  if (found.has(id)) return found;
  found.add(id);
  for (const imported of modules.getModuleInfo(id)?.importedIds ?? []) loadedAtStart(modules, imported, found);
  return found;
};

let atStart = new Set<string>();

/** Looks once in each build, when all modules are known and not yet put into chunks. */
const findStart: Plugin = {
  name: 'find-start',
  buildEnd() {
    atStart = loadedAtStart(this, PAGE);
  },
};

/** All that is loaded at the start in one file: in several, as it comes by itself, it is larger. */
const startChunk = (id: string): string | null => (!id.endsWith('.css') && atStart.has(id) ? 'start' : null);

/**
 * Three bundles, one per process: `vite build --mode main|preload|renderer`.
 * Everything is bundled except Electron itself and keytar (a native module, loaded lazily).
 */
const targets: Record<string, UserConfig> = {
  main: {
    build: {
      ssr: 'main/index.ts',
      target: 'node24',
      outDir: 'out/main',
      minify: true,
      rolldownOptions: {
        external: ['electron', 'keytar'],
        output: { format: 'es', entryFileNames: 'index.js', codeSplitting: false },
      },
    },
    ssr: { noExternal: true },
  },
  preload: {
    build: {
      // A sandboxed preload must be one CommonJS file that requires only `electron`.
      lib: { entry: 'preload/index.ts', formats: ['cjs'], fileName: () => 'index.cjs' },
      target: 'node24',
      outDir: 'out/preload',
      rolldownOptions: { external: ['electron'], output: { codeSplitting: false } },
    },
  },
  renderer: {
    root: 'renderer',
    base: './',
    plugins: [solid(), findStart],
    build: {
      target: 'chrome140',
      outDir: '../out/renderer',
      emptyOutDir: true,
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      rolldownOptions: { output: { codeSplitting: { groups: [{ debugName: 'start', name: startChunk }] } } },
    },
  },
};

export default defineConfig(({ mode }) => {
  const target = targets[mode];
  if (!target) throw new Error(`vite build needs --mode ${Object.keys(targets).join('|')}, not "${mode}"`);
  return { ...target, publicDir: false };
});
