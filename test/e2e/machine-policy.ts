import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LaunchOptions } from './driver.ts';

export interface MachinePolicy {
  /** How to start an app on the machine. */
  launch: LaunchOptions;
  /** Rewrites the policy, which applies from the app's next start. */
  write(document: unknown): void;
  remove(): void;
}

/** Sets up a machine with a policy, and with the certificates for `caFile`, if any. */
export function layDown(document: unknown, authorities = ''): MachinePolicy {
  const folder = mkdtempSync(join(tmpdir(), 'machine-'));
  const file = join(folder, 'policy.json');
  const certificates = join(folder, 'authority.pem');
  const write = (content: unknown): void =>
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  write(document);
  writeFileSync(certificates, authorities);
  return {
    launch: { machineFiles: { '/etc/talkmelder/policy.json': file, [CA_FILE]: certificates } },
    write,
    remove: () => rmSync(folder, { recursive: true }),
  };
}

/** The path by which a policy names the certificates of `layDown`. */
export const CA_FILE = '/etc/talkmelder/authority.pem';
