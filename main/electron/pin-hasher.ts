import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { PIN_HASH } from '../core/model/pin.ts';
import type { PinHasher } from '../core/ports.ts';

/** log2 of N. With r = 8 it takes 16 MiB and, on a small PC, some 100 ms. */
const COST = 14;
const SALT_BYTES = 16;
const HASH_BYTES = 32;
/** scrypt needs 128 · N · r bytes; this is twice as much for the highest cost that a hash may name. */
const MOST_MEMORY = 256 * 1024 * 1024;

/** Hashes PINs with Node's scrypt (RFC 7914). */
export const pinHasher: PinHasher = {
  async hash(pin) {
    const salt = randomBytes(SALT_BYTES);
    const hash = await derive(pin, salt, COST);
    return `scrypt:${COST}:8:1:${salt.toString('base64')}:${hash.toString('base64')}`;
  },
  async matches(pin, text) {
    const [, cost, salt = '', hash = ''] = PIN_HASH.exec(text) ?? [];
    if (cost === undefined) return false;
    const derived = await derive(pin, Buffer.from(salt, 'base64'), Number(cost));
    return timingSafeEqual(derived, Buffer.from(hash, 'base64'));
  },
};

const derive = (pin: string, salt: Buffer, cost: number): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const options = { N: 2 ** cost, r: 8, p: 1, maxmem: MOST_MEMORY };
    scrypt(pin, salt, HASH_BYTES, options, (error, key) => (error ? reject(error) : resolve(key)));
  });
