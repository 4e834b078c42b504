import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TrustOptions } from '../../main/electron/trust.ts';
import { type Certificate, createCertificate, serverCertificate } from '../nextcloud/certificates.ts';
import { useAnsweringServers } from './fixture/answering-servers.ts';
import { type Fixture, launchFixture } from './fixture/launch-fixture.ts';

/** The app's own adapter to the network, on the host. */
const adapter = new URL('../../main/electron/network.ts', import.meta.url).href;

const root = createCertificate({ name: 'Municipal', authority: true });
const stranger = createCertificate({ name: 'Municipal', authority: true });
const between = createCertificate({ name: 'Fire Department', authority: true, issuer: root });
const good = serverCertificate({ issuer: between });
const self = serverCertificate();

const { serve, reached } = useAnsweringServers();

let fixture: Fixture;
beforeAll(async () => {
  fixture = await launchFixture();
});
afterAll(() => fixture.app.quit());

/** Returns the outcomes of a request and a websocket. */
async function meet(certificate: Certificate, trusted: TrustOptions): Promise<[http: string, socket: string]> {
  const address = await serve(certificate);
  const source = `const { createNetwork } = await import('${adapter}');
    // What an earlier test laid down must not count.
    electron.session.fromPartition('nextcloud', { cache: false }).setCertificateVerifyProc(null);
    const { fetch, openSocket } = createNetwork(${JSON.stringify(trusted)});
    const http = await fetch('https://${address}/', { credentials: 'omit' })
      .then((response) => response.text(), (error) => error.message);
    const socket = await new Promise((done) => {
      const opened = openSocket('wss://${address}/', {
        onOpen() {},
        onMessage(text) { opened.close(); done(text); },
        onClose: done,
      });
    });
    return [http, socket];`;
  return (await fixture.run(source)) as [string, string];
}

const NOTHING: TrustOptions = { authorities: [], pins: null };
const OWN: TrustOptions = { authorities: [root.cert], pins: null };
const pinned = (...pins: string[]): TrustOptions => ({ ...OWN, pins });

describe('over https and websocket', () => {
  test.for<[string, Certificate, TrustOptions]>([
    ['an authority of the administrator, with an intermediate', good, OWN],
    ['an authority among others', good, { authorities: [stranger.cert, root.cert], pins: null }],
    ['a server’s own certificate as authority', self, { authorities: [self.cert], pins: null }],
    ['a pinned key', good, pinned(good.pin)],
    ['one of several pinned keys', good, pinned(self.pin, good.pin)],
  ])('answers: %s', async ([, certificate, trusted]) => {
    expect(await meet(certificate, trusted)).toEqual(['answered', 'answered']);
  });

  test.for<[string, Certificate, TrustOptions, string]>([
    ['an unknown authority', self, NOTHING, 'CERT_AUTHORITY_INVALID'],
    ['an unknown authority, although another one is trusted', self, OWN, 'CERT_AUTHORITY_INVALID'],
    ['without the authority', good, NOTHING, 'CERT_AUTHORITY_INVALID'],
    ['a namesake of the authority', good, { authorities: [stranger.cert], pins: null }, 'CERT_AUTHORITY_INVALID'],
    ['expired', serverCertificate({ issuer: root, from: -30, to: -1 }), OWN, 'CERT_DATE_INVALID'],
    ['not valid yet', serverCertificate({ issuer: root, from: 2 }), OWN, 'CERT_DATE_INVALID'],
    ['another host name', serverCertificate({ issuer: root, hosts: ['a.example'] }), OWN, 'CERT_COMMON_NAME_INVALID'],
    ['another key than the pinned one', good, pinned(root.pin), 'SSL_PINNED_KEY_NOT_IN_CERT_CHAIN'],
    ['only malformed pins', good, pinned(), 'SSL_PINNED_KEY_NOT_IN_CERT_CHAIN'],
    ['a pinned key of an unknown authority', self, pinned(self.pin), 'CERT_AUTHORITY_INVALID'],
  ])('refuses before sending anything: %s', async ([, certificate, trusted, name]) => {
    const before = reached();
    expect(await meet(certificate, trusted)).toEqual([`net::ERR_${name}`, 'connection failed']);
    expect(reached()).toBe(before);
  });
});
