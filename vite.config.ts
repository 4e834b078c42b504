import { mkdirSync, writeFileSync } from 'node:fs';
import { defineConfig, type Plugin, type UserConfig } from 'vite';
import solid from 'vite-plugin-solid';

/**
 * Tells Chromium to compile the whole start script while it arrives, and not function by function while the window draws
 * its first list. Source: https://v8.dev/blog/explicit-compile-hints
 */
const compiledAhead = (): Plugin => ({
  name: 'compiled-ahead',
  generateBundle: {
    order: 'post',
    handler(_options, bundle) {
      for (const chunk of Object.values(bundle))
        if (chunk.type === 'chunk' && chunk.isEntry) chunk.code = `//# allFunctionsCalledOnLoad\n${chunk.code}`;
    },
  },
});

/**
 * Writes down which files a bundle was made of: the installers carry the licences of just those packages
 * (`build/packaging/papers.ts`).
 */
const withPackageList = (bundle: string): Plugin => ({
  name: 'with-package-list',
  generateBundle(_options, output) {
    const files = Object.values(output).flatMap((chunk) => (chunk.type === 'chunk' ? Object.keys(chunk.modules) : []));
    mkdirSync('out/papers', { recursive: true });
    writeFileSync(`out/papers/modules-${bundle}.json`, JSON.stringify(files.sort(), null, 1));
  },
});

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
        // What few users need is loaded when it is switched on.
        output: { format: 'es', entryFileNames: 'index.js', chunkFileNames: '[name].js' },
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
    plugins: [solid(), compiledAhead()],
    build: {
      target: 'chrome140',
      outDir: '../out/renderer',
      emptyOutDir: true,
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      // The window starts with one script: each further one would cost a request before the first row.
      rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'start', tags: ['$initial'] }] } } },
    },
  },
};

export default defineConfig(({ mode }) => {
  const target = targets[mode];
  if (!target) throw new Error(`vite build needs --mode ${Object.keys(targets).join('|')}, not "${mode}"`);
  return { ...target, plugins: [...(target.plugins ?? []), withPackageList(mode)], publicDir: false };
});
