import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

export const STEPS = [
  'server-started',
  'app-started',
  'address-entered',
  'browser-granted',
  'connected',
  'rooms-shown',
  'message-notified',
  'conversation-opened',
  'read-elsewhere-withdrawn',
  'list-held-still',
  'undo-worked',
  'alarm-rings',
  'alarm-acknowledged',
  'self-test-passed',
  'appointment-shown',
  'offline-shown',
  'recovered',
  'disconnected',
  'app-password-revoked',
] as const;
export type StepName = (typeof STEPS)[number];

interface StepResult {
  name: StepName;
  ok: boolean;
  ms: number;
}

export interface Report {
  host: 'electron' | 'chromium-host';
  passed: boolean;
  steps: StepResult[];
}

/** Collects the steps of a tour. The tour has passed only if every step ran and succeeded. */
export function createReport(host: Report['host']) {
  const steps: StepResult[] = [];
  return {
    add: (name: StepName, ok: boolean, ms: number): void => void steps.push({ name, ok, ms: Math.round(ms) }),
    result: (): Report => ({
      host,
      passed: STEPS.every((name) => steps.some((step) => step.name === name && step.ok)),
      steps,
    }),
  };
}

/** Writes the report as JSON, and creates its folder. */
export function writeReport(file: string, report: Report): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
}
