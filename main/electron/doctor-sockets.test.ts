import { createServer as createTcpServer } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createCertificate } from '../../test/nextcloud/certificates.ts';
import { selfSignedCertificate } from '../../test/nextcloud/self-signed.ts';
import { type Nextcloud, startNextcloud } from '../../test/nextcloud/server.ts';
import { sockets } from './doctor-sockets.ts';

let nextcloud: Nextcloud;
let port = 0;
beforeEach(async () => {
  nextcloud = await startNextcloud({ tls: selfSignedCertificate() });
  port = Number(new URL(nextcloud.url).port);
});
afterEach(() => nextcloud.close());

it('reads an untrusted certificate and sends nothing but a handshake', async () => {
  const shown = await sockets.certificate('127.0.0.1', port);
  expect(shown).toMatchObject({ issuer: 'localhost', isForHost: true });
  expect(shown.validFrom).toBeLessThan(Date.now());
  expect(shown.validTo - Date.now()).toBeGreaterThan(300 * 86_400_000);
  expect(nextcloud.control.requests).toEqual([]);
});

it('detects a certificate for another host', async () => {
  const elsewhere = await startNextcloud({ tls: createCertificate({ hosts: ['cloud.example.org'] }) });
  try {
    const shown = await sockets.certificate('127.0.0.1', Number(new URL(elsewhere.url).port));
    expect(shown.isForHost).toBe(false);
  } finally {
    await elsewhere.close();
  }
});

it('connects and hangs up, or rejects with the error code', async () => {
  await sockets.connect('127.0.0.1', port);
  await nextcloud.control.down();
  await expect(sockets.connect('127.0.0.1', port)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  await expect(sockets.certificate('127.0.0.1', port)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});

it('rejects with an error code when the answer is not TLS', async () => {
  const plain = createTcpServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
  await new Promise<void>((resolve) => plain.listen(0, '127.0.0.1', resolve));
  const address = plain.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  await expect(sockets.certificate('127.0.0.1', address.port)).rejects.toMatchObject({ code: expect.any(String) });
  plain.close();
});

it('finds the addresses of a name', async () => {
  expect(await sockets.resolve('localhost')).toEqual(expect.arrayContaining([expect.stringMatching(/^(127\.|::1$)/)]));
  await expect(sockets.resolve('no-such-name.invalid')).rejects.toHaveProperty('code');
});
