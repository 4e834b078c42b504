import type { CompanionKind } from './companion.ts';

/** All companions, in the order in which the window shows them. Each is a chunk of its own. */
export const COMPANIONS: readonly CompanionKind[] = [];
