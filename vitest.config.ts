import solid from 'vite-plugin-solid';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { electronBinary } from './build/electron-binary.mjs';
import { lookForLaunch } from './build/launch-facts.ts';
import { planLaunch } from './build/launch-plan.ts';
import { isFull } from './test/full.ts';

/** The defaults, five seconds and one, are little on a machine that builds something else meanwhile. */
const patient = { testTimeout: 60_000, hookTimeout: 60_000, expect: { poll: { timeout: 30_000 } } };
/** Several things are waited for in one test, each for 45 seconds at most (test/within.ts). */
const veryPatient = { testTimeout: 240_000, hookTimeout: 240_000, expect: { poll: { timeout: 45_000 } } };

/**
 * Files share a worker's modules, which is most of what a file costs. Only e2e keeps something in a module, the app that
 * waits for the next test, and test/e2e/each-file.ts ends it with each file.
 */
const shared = { isolate: false };

/** On a screen, one window at a time has the focus; the host's windows share none. */
const isOnScreen = electronBinary() !== null && planLaunch(await lookForLaunch('test')).where === 'electron';
const oneByOne = isOnScreen ? { maxWorkers: 1, sequence: { groupOrder: 1 } } : {};

/** A single file of these takes minutes. Begun last, it would keep one core busy when all else is done. */
const LONG: ReadonlySet<string> = new Set(['model', 'fuzz', 'day']);

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ project }: TestSpecification): boolean => LONG.has(project.name);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

const everyTime: TestProjectInlineConfiguration[] = [
  { test: { name: 'layers', include: ['test/{layers,loose-words,machine}.test.ts'], ...patient } },
  {
    test: {
      name: 'unit',
      include: ['{main,preload,build}/**/*.test.ts', 'test/{nextcloud,fakes,docs,demo}/**/*.test.ts'],
      ...patient,
      ...shared,
    },
  },
  {
    plugins: [solid()],
    test: {
      name: 'renderer',
      include: ['renderer/**/*.test.ts'],
      environment: 'node',
      ...patient,
      // Style sheets are empty here, but for a test that reads one.
      css: { include: /\?raw$/ },
    },
  },
  { test: { name: 'hostile', include: ['test/hostile/**/*.test.ts'], ...patient, testTimeout: 240_000, ...shared } },
  { test: { name: 'model', include: ['test/model/**/*.test.ts'], ...patient, testTimeout: 3_600_000 } },
  { test: { name: 'fuzz', include: ['test/fuzz/**/*.test.ts'], ...patient, testTimeout: 300_000 } },
  { test: { name: 'day', include: ['test/{day,bench}/**/*.test.ts'], ...patient, testTimeout: 600_000 } },
  {
    test: {
      name: 'e2e',
      include: ['test/e2e/**/*.test.ts'],
      exclude: isFull ? [] : ['**/*.full.test.ts'],
      globalSetup: 'test/e2e/chromiums.ts',
      setupFiles: 'test/e2e/each-file.ts',
      runner: 'test/e2e/tracing-runner.ts',
      ...oneByOne,
      ...veryPatient,
      ...shared,
    },
  },
];
const whenAllIsTested: TestProjectInlineConfiguration[] = [
  { test: { name: 'host', include: ['test/electron/**/*.test.ts'], ...veryPatient } },
];

export default defineConfig({
  test: {
    // Much of a test is waiting for a server or a window: half as many again as there are cores.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    reporters: ['default', './test/e2e/skipped-reporter.ts'],
    // Not by Vite's mode, which decides which of Solid's builds the renderer's tests get.
    projects: isFull ? [...everyTime, ...whenAllIsTested] : everyTime,
  },
});
