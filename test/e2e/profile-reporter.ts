import type { Reporter, TestCase, TestModule } from 'vitest/node';
import type { Kind } from './profile.ts';

const KINDS: readonly Kind[] = ['start', 'act', 'wait', 'stop'];
const SLOWEST = 10;

const seconds = (ms: number): string => (ms / 1_000).toFixed(2).padStart(7);

/** Prints the total of each kind of time, and the ten tests that spent most of it. */
export default class ProfileReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const tests = modules.flatMap(({ children }) => [...children.allTests()]);
    for (const kind of KINDS) {
      const of = (test: TestCase): number => test.meta().profile?.[kind] ?? 0;
      const total = tests.reduce((sum, test) => sum + of(test), 0);
      console.log(`\n${kind}: ${seconds(total).trim()} s in ${tests.length} tests; the slowest:`);
      const slowest = tests.toSorted((a, b) => of(b) - of(a)).slice(0, SLOWEST);
      for (const test of slowest)
        console.log(`${seconds(of(test))}  ${test.module.relativeModuleId} › ${test.fullName}`);
    }
  }
}
