import type { Reporter, TestModule } from 'vitest/node';

/** Prints the tests that were skipped on this machine: their number, names and reasons. */
export default class SkippedReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const byReason = new Map<string, string[]>();
    for (const test of modules.flatMap(({ children }) => [...children.allTests('skipped')])) {
      const { note } = test.result() as { note?: string };
      if (note === undefined) continue;
      byReason.set(note, [...(byReason.get(note) ?? []), `${test.module.relativeModuleId} › ${test.fullName}`]);
    }
    const count = [...byReason.values()].flat().length;
    if (count > 0) console.log(`\n${count} tests were skipped here:`);
    for (const [reason, names] of byReason) {
      console.log(`${names.length} × ${reason}`);
      for (const name of names) console.log(`  ${name}`);
    }
  }
}
