import { describeError } from '../errors.ts';
import { CheckId, type DoctorProgress, type Finding, helpFor } from '../model/doctor-report.ts';
import type { Clock, Logger } from '../ports.ts';
import { failed, type Outcome, skipped, warning } from './outcome.ts';
import { turnFor } from './turns.ts';

/** The slowest check sends two requests and waits for a socket, but the user must not wait forever. */
const LIMIT_MS = 20_000;

/** A check under way, on which others can depend. */
export interface Line {
  /** Never rejects. */
  done: Promise<{ finding: Finding; blocks: boolean }>;
}

export type AddLine = (id: CheckId, needs: readonly Line[], check: () => Outcome | Promise<Outcome>) => Line;

/**
 * Runs checks in parallel, each as soon as the checks that it needs are done; a check that needs a failed one is
 * skipped. Each has a time limit, and none can make the others fail.
 * @param onProgress called when all lines are known, and again with each finished line
 */
export function createLines(
  clock: Clock,
  log: Pick<Logger, 'warn'>,
  onProgress: (progress: DoctorProgress) => void = () => {},
): { add: AddLine; all: () => Promise<Finding[]> } {
  const lines = new Map<CheckId, Line>();
  const findings = new Map<CheckId, Finding>();

  async function examine(id: CheckId, needs: readonly Line[], check: () => Outcome | Promise<Outcome>) {
    const before = await Promise.all(needs.map(({ done }) => done));
    const outcome = before.some(({ blocks }) => blocks) ? skipped('doctor.skipped.before') : await limited(id, check);
    const { status, message, values, details, blocks } = outcome;
    const finding = { id, status, message, help: helpFor(message), turn: turnFor(message), values };
    return { finding: details ? { ...finding, details } : finding, blocks };
  }

  async function limited(id: CheckId, check: () => Outcome | Promise<Outcome>): Promise<Outcome> {
    let cancel = (): void => {};
    const late = new Promise<Outcome>((resolve) => {
      cancel = clock.after(LIMIT_MS, () => resolve(failed('doctor.timeout')));
    });
    try {
      return await Promise.race([Promise.resolve().then(check), late]);
    } catch (error) {
      // The check itself broke, so nothing is known about what it checks.
      log.warn(`doctor: ${id} broke off: ${describeError(error)}`);
      return { ...warning('doctor.broken'), blocks: true };
    } finally {
      cancel();
    }
  }

  return {
    add(id, needs, check) {
      const line = { done: examine(id, needs, check) };
      lines.set(id, line);
      return line;
    },
    /**
     * Waits for every line and returns the findings in the report's order. Must be called once, right after the last
     * line was added.
     */
    async all() {
      const ids = CheckId.options.filter((id) => lines.has(id));
      const report = (): void => onProgress(ids.map((id) => ({ id, finding: findings.get(id) ?? null })));
      report();
      await Promise.all(
        [...lines].map(async ([id, { done }]) => {
          findings.set(id, (await done).finding);
          report();
        }),
      );
      return ids.flatMap((id) => findings.get(id) ?? []);
    },
  };
}
