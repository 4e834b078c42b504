import type { PinHasher } from '../../main/core/ports.ts';

/** Hashes in the real form that are quick, and not secure: the salt is always the same, and the hash is the PIN. */
export const fakePins: PinHasher = {
  hash: async (pin) => hashOf(pin),
  matches: async (pin, hash) => hash === hashOf(pin),
};

const hashOf = (pin: string): string =>
  `scrypt:14:8:1:${Buffer.alloc(16).toString('base64')}:${Buffer.from(pin.padEnd(32, '.')).toString('base64')}`;
