import { defineConfig, type UserConfig } from 'vite';
import solid from 'vite-plugin-solid';

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
    plugins: [solid()],
    build: {
      target: 'chrome140',
      outDir: '../out/renderer',
      emptyOutDir: true,
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
    },
  },
};

export default defineConfig(({ mode }) => {
  const target = targets[mode];
  if (!target) throw new Error(`vite build needs --mode ${Object.keys(targets).join('|')}, not "${mode}"`);
  return { ...target, publicDir: false };
});
