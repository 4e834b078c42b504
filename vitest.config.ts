import solid from 'vite-plugin-solid';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'layers', include: ['test/layers.test.ts'] } },
      {
        test: {
          name: 'unit',
          include: ['{main,preload,build}/**/*.test.ts', 'test/{nextcloud,fakes}/**/*.test.ts'],
        },
      },
      {
        plugins: [solid()],
        test: { name: 'renderer', include: ['renderer/**/*.test.ts'], environment: 'node' },
      },
      { test: { name: 'host', include: ['test/electron/**/*.test.ts'] } },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
