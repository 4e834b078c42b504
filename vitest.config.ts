import solid from 'vite-plugin-solid';
import { defineConfig } from 'vitest/config';

/** The defaults, five seconds and one, are little on a machine that builds something else meanwhile. */
const PATIENT = { testTimeout: 60_000, hookTimeout: 60_000, expect: { poll: { timeout: 30_000 } } };
/** A start of Chromium takes a second, or half a minute there. */
const VERY_PATIENT = { testTimeout: 240_000, hookTimeout: 240_000, expect: { poll: { timeout: 60_000 } } };

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'layers', include: ['test/{layers,loose-words}.test.ts'], ...PATIENT } },
      {
        test: {
          name: 'unit',
          include: ['{main,preload,build}/**/*.test.ts', 'test/{nextcloud,fakes,docs}/**/*.test.ts'],
          ...PATIENT,
        },
      },
      {
        plugins: [solid()],
        test: {
          name: 'renderer',
          include: ['renderer/**/*.test.ts'],
          environment: 'node',
          ...PATIENT,
          // Style sheets are empty here, but for a test that reads one.
          css: { include: /\?raw$/ },
        },
      },
      { test: { name: 'hostile', include: ['test/hostile/**/*.test.ts'], ...PATIENT } },
      { test: { name: 'model', include: ['test/model/**/*.test.ts'], ...PATIENT, testTimeout: 1_800_000 } },
      { test: { name: 'fuzz', include: ['test/fuzz/**/*.test.ts'], ...PATIENT, testTimeout: 300_000 } },
      { test: { name: 'day', include: ['test/{day,bench}/**/*.test.ts'], ...PATIENT, testTimeout: 600_000 } },
      { test: { name: 'host', include: ['test/electron/**/*.test.ts'], ...VERY_PATIENT } },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: 'test/e2e/chromiums.ts',
          setupFiles: 'test/e2e/each-file.ts',
          // Much of a spec is waiting for a server or a window: two at a time are no slower each.
          maxWorkers: 2,
          ...VERY_PATIENT,
        },
      },
    ],
  },
});
