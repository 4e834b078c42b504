import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createCertificate, serverCertificate } from '../nextcloud/certificates.ts';
import { useAnsweringServers } from './fixture/answering-servers.ts';
import { type Fixture, launchFixture } from './fixture/launch-fixture.ts';

const root = createCertificate({ name: 'Municipal', authority: true });
const between = createCertificate({ name: 'Fire Department', authority: true, issuer: root });
const { serve } = useAnsweringServers();

let fixture: Fixture;
beforeAll(async () => {
  fixture = await launchFixture();
});
afterAll(() => fixture.app.quit());

/**
 * Returns the outcomes of `fetch` and a websocket of a session, and the questions to its verify proc, which answers
 * `result`.
 */
async function meet(address: string, result: number): Promise<{ fetch: unknown; socket: unknown; asked: unknown[] }> {
  const source = `const session = electron.session.fromPartition('judging', { cache: false });
    const asked = [];
    session.setCertificateVerifyProc((request, callback) => {
      const { certificate, hostname, errorCode, verificationResult } = request;
      const chain = [];
      for (let link = certificate; link; link = link.issuerCert) chain.push(link.data);
      asked.push([hostname, errorCode, verificationResult, chain.length]);
      callback(${result});
    });
    const fetched = await session.fetch('https://${address}/', { credentials: 'omit' })
      .then((response) => response.text(), (error) => error.message);
    const socket = new electron.net.WebSocket('wss://${address}/', { session });
    const met = await new Promise((done) => {
      socket.addEventListener('message', ({ data }) => done(data));
      socket.addEventListener('error', () => done('error'));
    });
    socket.close();
    return { fetch: fetched, socket: met, asked };`;
  return (await fixture.run(source)) as { fetch: unknown; socket: unknown; asked: unknown[] };
}

const AS_CHROMIUM_SAYS = -3;
const refused = (name: string) => ({ fetch: `net::${name}`, socket: 'error' });
const answered = { fetch: 'answered', socket: 'answered' };

describe('session.setCertificateVerifyProc', () => {
  test('gets each connection of fetch and websocket, with the whole chain', async () => {
    const address = await serve(serverCertificate({ issuer: between }));
    const asked = ['127.0.0.1', -202, 'net::ERR_CERT_AUTHORITY_INVALID', 2];
    expect(await meet(address, 0)).toEqual({ ...answered, asked: [asked, asked] });
  });

  test('can accept the verdict, or override it', async () => {
    const address = await serve(serverCertificate());
    expect(await meet(address, AS_CHROMIUM_SAYS)).toMatchObject(refused('ERR_CERT_AUTHORITY_INVALID'));
    expect(await meet(address, -2)).toMatchObject(refused('ERR_FAILED'));
    expect(await meet(address, -201)).toMatchObject(refused('ERR_CERT_DATE_INVALID'));
    expect(await meet(address, -150)).toMatchObject(refused('ERR_SSL_PINNED_KEY_NOT_IN_CERT_CHAIN'));
  });

  test('gets only one error: an unknown authority hides dates and names', async () => {
    const expired = await serve(serverCertificate({ issuer: root, from: -30, to: -1 }));
    const elsewhere = await serve(serverCertificate({ issuer: root, hosts: ['cloud.example.org'] }));
    for (const address of [expired, elsewhere])
      expect((await meet(address, AS_CHROMIUM_SAYS)).asked[0]).toEqual(['127.0.0.1', -202, expect.any(String), 1]);
  });

  test('does not affect other sessions', async () => {
    const address = await serve(serverCertificate());
    await meet(address, 0);
    const source = `return electron.session.fromPartition('another', { cache: false })
      .fetch('https://${address}/', { credentials: 'omit' }).then(() => 'answered', (error) => error.message)`;
    expect(await fixture.run(source)).toBe('net::ERR_CERT_AUTHORITY_INVALID');
  });
});

test('the verify proc gets the operating system’s verdict, and its errors by name', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'authority-'));
  writeFileSync(join(folder, 'root.pem'), root.cert);
  const other = fixture;
  fixture = await launchFixture({ env: { NODE_EXTRA_CA_CERTS: join(folder, 'root.pem') } });
  try {
    const good = await serve(serverCertificate({ issuer: between }));
    const asked = ['127.0.0.1', 0, 'net::OK', 2];
    expect(await meet(good, AS_CHROMIUM_SAYS)).toMatchObject({ ...answered, asked: [asked, asked] });
    const expired = await serve(serverCertificate({ issuer: root, from: -30, to: -1 }));
    expect(await meet(expired, AS_CHROMIUM_SAYS)).toMatchObject(refused('ERR_CERT_DATE_INVALID'));
    const elsewhere = await serve(serverCertificate({ issuer: root, hosts: ['cloud.example.org'] }));
    expect(await meet(elsewhere, AS_CHROMIUM_SAYS)).toMatchObject(refused('ERR_CERT_COMMON_NAME_INVALID'));
  } finally {
    await fixture.app.quit();
    fixture = other;
    rmSync(folder, { recursive: true });
  }
});
