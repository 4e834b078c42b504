import type { NetworkInterfaceInfo } from 'node:os';

/** The networks that the machine is in: what a failed download depends on. */
export const networksIn: (interfaces: NodeJS.Dict<NetworkInterfaceInfo[]>) => string[];
