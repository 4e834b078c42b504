import { type RunnerTestCase, TestRunner } from 'vitest';
import { forgetEndedApps, leaveTraces } from './traces.ts';

const folder = process.env.TALKMELDER_TRACES;

/** Writes traces of failed tests before the hooks of the file end their apps. */
export default class TracingRunner extends TestRunner {
  override onBeforeTryTask(...about: Parameters<TestRunner['onBeforeTryTask']>): void {
    super.onBeforeTryTask(...about);
    forgetEndedApps();
  }

  async onTaskFinished(test: RunnerTestCase): Promise<void> {
    if (!folder || test.result?.state !== 'fail') return;
    const errors = (test.result.errors ?? []).map(({ message, stack }) => stack ?? message);
    await leaveTraces(folder, { file: test.file.name, name: test.fullTestName, errors });
  }
}
