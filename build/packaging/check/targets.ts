/** The packages that electron-builder.yml asks for, and what the check says of each. */
import type { System } from './stand-in.ts';

export interface Target {
  system: System;
  /** As electron-builder names it: `deb`, `nsis`. */
  target: string;
  /** `x64`, `arm64` or `universal`. */
  arch: string;
}

export interface Finding {
  /**
   * `built`: as for users, on a stand-in for Electron. `stubbed`: with stand-ins for the tools, too. `not reachable`: the
   * tools are not here.
   */
  state: 'built' | 'stubbed' | 'not reachable';
  /** What was looked at. */
  looked: string[];
  faults: string[];
}

interface Wanted {
  target?: unknown;
}
/** The part of electron-builder's configuration that counts here. */
export interface Configuration {
  win?: Wanted | null;
  linux?: Wanted | null;
  mac?: Wanted | null;
}

const SYSTEMS = { linux: 'linux', win: 'win32', mac: 'darwin' } as const;

/** Every target must say for which processors it is: electron-builder would take the one of the machine that builds. */
export function targetsOf(configuration: Configuration): Target[] {
  const names = ['linux', 'win', 'mac'] as const;
  return names.flatMap((name) => {
    const wanted = configuration[name]?.target;
    const list: unknown[] = Array.isArray(wanted) ? wanted : [wanted ?? []].flat();
    return list.flatMap((entry) => {
      const { target, arch } = typeof entry === 'string' ? { target: entry, arch: 'unknown' } : (entry as Target);
      return [arch].flat().map((one) => ({ system: SYSTEMS[name], target, arch: String(one) }));
    });
  });
}

/** The packages that are promised in the documents. */
const PROMISED: Target[] = [
  ...(['x64', 'arm64'] as const).flatMap((arch): Target[] => [
    { system: 'linux', target: 'deb', arch },
    { system: 'linux', target: 'rpm', arch },
    { system: 'linux', target: 'tar.gz', arch },
    { system: 'win32', target: 'nsis', arch },
    { system: 'win32', target: 'msi', arch },
  ]),
  { system: 'darwin', target: 'dmg', arch: 'universal' },
  { system: 'darwin', target: 'zip', arch: 'universal' },
];

const nameOf = ({ system, target, arch }: Target): string => `${system} ${target} ${arch}`;

/**
 * Returns a sentence for each promised target that electron-builder.yml does not ask for, and for each that it asks for
 * without a check.
 */
export function missingTargets(targets: readonly Target[], unchecked: readonly Target[]): string[] {
  const asked = new Set(targets.map(nameOf));
  const missing = PROMISED.filter((target) => !asked.has(nameOf(target)));
  return [
    ...missing.map((target) => `missing        ${nameOf(target)}: electron-builder.yml does not ask for it`),
    ...unchecked.map((target) => `missing        ${nameOf(target)}: this check knows no such target`),
  ];
}

/** Returns the lines about one target. */
export const printed = (target: Target, { state, looked, faults }: Finding): string =>
  [
    `${(faults.length > 0 ? 'FAULTY' : state).padEnd(14)} ${nameOf(target)}: ${looked.join('; ')}`,
    ...faults.map((fault) => `               - ${fault}`),
  ].join('\n');
