import { expect, it } from 'vitest';
import { hostOf } from './host.ts';

it.each([
  ['https://cloud.example.org', 'cloud.example.org'],
  ['https://example.org/nextcloud/', 'example.org/nextcloud'],
  ['http://localhost:8080', 'localhost:8080'],
  [' Cloud.Example.org ', 'Cloud.Example.org'],
  ['', ''],
])('%s reads as %s', (address, host) => {
  expect(hostOf(address)).toBe(host);
});
