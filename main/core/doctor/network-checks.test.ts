import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/clock.ts';
import { createFakeProbe } from '../../../test/fakes/probe.ts';
import { CertificateUntrusted, PinMismatch, Unreachable } from '../errors.ts';
import type { ShownCertificate } from '../ports.ts';
import { checkCertificate, placeOf } from './network-checks.ts';

const DAY_MS = 86_400_000;
const clock = createFakeClock();
const now = clock.now();
const PLACE = { host: 'cloud.example.org', port: 443, secure: true };
const FINE: ShownCertificate = {
  issuer: 'Example Authority',
  validFrom: now - DAY_MS,
  validTo: now + 60 * DAY_MS,
  isForHost: true,
};

const look = (shown: Partial<ShownCertificate>, trial: Promise<unknown> = Promise.resolve()) =>
  checkCertificate(createFakeProbe({ certificate: async () => ({ ...FINE, ...shown }) }), PLACE, clock, trial);

describe('a certificate', () => {
  it.each([
    ['60 days left', {}, 'ok', 'doctor.tls.ok'],
    ['14 days left', { validTo: now + 14 * DAY_MS }, 'ok', 'doctor.tls.ok'],
    ['13 days left', { validTo: now + 13.9 * DAY_MS }, 'warning', 'doctor.tls.soon'],
    ['hours left', { validTo: now + 0.9 * DAY_MS }, 'warning', 'doctor.tls.today'],
    ['expired', { validTo: now - 1 }, 'failed', 'doctor.tls.expired'],
    ['not valid yet', { validFrom: now + 1 }, 'failed', 'doctor.tls.early'],
    ['of another host', { isForHost: false }, 'failed', 'doctor.tls.host'],
  ])('%s', async (_name, shown, status, message) => {
    expect(await look(shown)).toMatchObject({ status, message });
  });

  it.each([
    ['of an unknown authority', new CertificateUntrusted('x'), 'failed', 'doctor.tls.untrusted'],
    ['with a key that is not pinned', new PinMismatch('x'), 'failed', 'doctor.tls.pin'],
    ['that is valid, while something else is wrong', new Unreachable('x'), 'ok', 'doctor.tls.ok'],
  ])('%s, as the client found', async (_name, error, status, message) => {
    expect(await look({}, Promise.reject(error))).toMatchObject({ status, message });
  });

  it('is not checked without encryption', async () => {
    const place = placeOf('http://127.0.0.1:8080/nextcloud');
    expect(await checkCertificate(createFakeProbe(), place, clock, Promise.resolve())).toMatchObject({
      status: 'skipped',
      blocks: false,
    });
  });
});

it.each([
  ['https://cloud.example.org', { host: 'cloud.example.org', port: 443, secure: true }],
  ['https://cloud.example.org:8443/nextcloud', { host: 'cloud.example.org', port: 8443, secure: true }],
  ['http://localhost', { host: 'localhost', port: 80, secure: false }],
  ['https://[2001:db8::7]', { host: '2001:db8::7', port: 443, secure: true }],
])('%s is at %j', (server, place) => {
  expect(placeOf(server)).toEqual(place);
});
