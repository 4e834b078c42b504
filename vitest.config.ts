import solid from 'vite-plugin-solid';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'layers', include: ['test/{layers,loose-words}.test.ts'] } },
      {
        test: {
          name: 'unit',
          include: ['{main,preload,build}/**/*.test.ts', 'test/{nextcloud,fakes,docs}/**/*.test.ts'],
        },
      },
      {
        plugins: [solid()],
        test: {
          name: 'renderer',
          include: ['renderer/**/*.test.ts'],
          environment: 'node',
          // Style sheets are empty here, but for a test that reads one.
          css: { include: /\?raw$/ },
        },
      },
      { test: { name: 'model', include: ['test/model/**/*.test.ts'], testTimeout: 1_800_000, hookTimeout: 60_000 } },
      { test: { name: 'fuzz', include: ['test/fuzz/**/*.test.ts'], testTimeout: 120_000 } },
      { test: { name: 'day', include: ['test/{day,bench}/**/*.test.ts'], testTimeout: 300_000 } },
      {
        test: {
          name: 'host',
          include: ['test/electron/**/*.test.ts'],
          // A start of Chromium takes a second, or half a minute on a machine that builds something else meanwhile.
          testTimeout: 120_000,
          hookTimeout: 120_000,
          expect: { poll: { timeout: 60_000 } },
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          // Much of a spec is waiting for a server or a window: two at a time are no slower each.
          maxWorkers: 2,
          testTimeout: 240_000,
          hookTimeout: 240_000,
          // A second, the default, is little on a machine that builds something else meanwhile.
          expect: { poll: { timeout: 60_000 } },
        },
      },
    ],
  },
});
