import { scryptSync } from 'node:crypto';
import { expect, it } from 'vitest';
import { PIN_HASH } from '../core/model/pin.ts';
import { pinHasher } from './pin-hasher.ts';

it('makes a new salt each time, and hides the PIN', async () => {
  const [one, other] = [await pinHasher.hash('2468'), await pinHasher.hash('2468')];
  expect(one).toMatch(PIN_HASH);
  expect(one).not.toBe(other);
  expect(one).not.toContain('2468');
});

it('knows the right PIN and no other', async () => {
  const hash = await pinHasher.hash('2468');
  expect(await pinHasher.matches('2468', hash)).toBe(true);
  for (const wrong of ['2469', '24680', '', '02468']) expect(await pinHasher.matches(wrong, hash), wrong).toBe(false);
});

it('accepts a hash with another cost that was made elsewhere', async () => {
  const salt = Buffer.from('0123456789abcdef');
  const key = scryptSync('13579', salt, 32, { N: 2 ** 15, r: 8, p: 1, maxmem: 128 * 1024 * 1024 });
  const hash = `scrypt:15:8:1:${salt.toString('base64')}:${key.toString('base64')}`;
  expect(await pinHasher.matches('13579', hash)).toBe(true);
});

it.each([
  '',
  'reset',
  'scrypt:30:8:1:AAAAAAAAAAAAAAAAAAAAAA==:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=',
  'scrypt:14:8:1::',
  'scrypt:14:8:1:AAAAAAAAAAAAAAAAAAAAAA==:AAAA',
])('matches nothing with an unusable hash: %s', async (hash) => {
  expect(await pinHasher.matches('1234', hash)).toBe(false);
});
