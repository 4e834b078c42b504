import { session } from 'electron';
import type { Fetch } from '../core/ports.ts';

/**
 * `fetch` on Chromium's stack: system proxy, the operating system's certificates, HTTP/2. In memory only: neither
 * cache nor cookies touch the disk. Only after `ready`.
 */
export function createFetch(): Fetch {
  const partition = session.fromPartition('nextcloud', { cache: false });
  return (input, init) => partition.fetch(input instanceof URL ? input.href : input, init);
}
