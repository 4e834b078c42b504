import type { SpawnSyncOptions, SpawnSyncReturns } from 'node:child_process';

/** Runs npm in the project's folder and waits for it. `args` are plain words. */
export const npm: (args: string[], options: SpawnSyncOptions) => SpawnSyncReturns<string | Buffer>;
