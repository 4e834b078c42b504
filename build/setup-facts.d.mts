import type { NetworkInterfaceInfo } from 'node:os';

/** Returns the networks of the machine, because a failed download may work in another network. */
export const networksIn: (interfaces: NodeJS.Dict<NetworkInterfaceInfo[]>) => string[];
