import { X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  type CertificateOptions,
  createCertificate,
  type Certificate as Made,
  serverCertificate,
} from '../../test/nextcloud/certificates.ts';
import { trust, verdict } from './trust.ts';

const AS_CHROMIUM_SAYS = -3;
const AUTHORITY_INVALID = -202;
const PIN_MISMATCH = -150;

const root = createCertificate({ name: 'Municipal', authority: true });
const between = createCertificate({ name: 'Fire Department', authority: true, issuer: root });
const leafOf = (options: CertificateOptions = {}) => serverCertificate({ issuer: root, ...options });

/** Nests the certificates as Electron does: each with its issuer, the last one without. */
function shown(pems: string[]): Electron.Certificate {
  const [data = '', ...rest] = pems;
  return { data, ...(rest.length > 0 && { issuerCert: shown(rest) }) } as unknown as Electron.Certificate;
}

interface Ask {
  errorCode?: number;
  hostname?: string;
  authorities?: Made[];
  pins?: string[] | null;
  /** Further certificates that the server shows. */
  more?: Made[];
  now?: number;
}

const ask = (
  leaf: Made,
  { errorCode = AUTHORITY_INVALID, hostname = '127.0.0.1', authorities = [root], more = [], ...rest }: Ask = {},
): number =>
  verdict(
    { hostname, errorCode, certificate: shown([leaf, ...more].map(({ cert }) => cert)) },
    authorities.map(({ cert }) => new X509Certificate(cert)),
    rest.pins ?? null,
    rest.now ?? Date.now(),
  );

describe('a certificate that the operating system does not trust', () => {
  it("is trusted when the administrator's authority signed it", () => {
    expect(ask(leafOf())).toBe(0);
    expect(ask(leafOf(), { hostname: 'localhost' })).toBe(0);
    expect(ask(leafOf({ issuer: between }), { more: [between] })).toBe(0);
    expect(ask(leafOf({ issuer: between }), { more: [leafOf(), root, between] })).toBe(0);
    expect(ask(leafOf({ issuer: between }), { authorities: [between] })).toBe(0);
  });

  it('is trusted when it is itself among the authorities', () => {
    const self = serverCertificate();
    expect(ask(self, { authorities: [self] })).toBe(0);
    expect(ask(self, { authorities: [self], hostname: 'other.example' })).toBe(-200);
  });

  it('stays untrusted without a signature of a known authority', () => {
    const namesake = createCertificate({ name: 'Municipal', authority: true });
    expect(ask(serverCertificate())).toBe(AS_CHROMIUM_SAYS);
    expect(ask(leafOf({ issuer: namesake }))).toBe(AS_CHROMIUM_SAYS);
    expect(ask(leafOf({ issuer: between }))).toBe(AS_CHROMIUM_SAYS);
    expect(ask(leafOf(), { authorities: [] })).toBe(AS_CHROMIUM_SAYS);
  });

  it('stays untrusted when its issuer is no authority, has expired, or is for other names only', () => {
    const server = leafOf();
    expect(ask(leafOf({ issuer: server }), { more: [server] })).toBe(AS_CHROMIUM_SAYS);
    expect(ask(leafOf({ issuer: server }), { authorities: [server] })).toBe(AS_CHROMIUM_SAYS);
    const old = createCertificate({ name: 'Old', authority: true, issuer: root, from: -30, to: -2 });
    expect(ask(leafOf({ issuer: old }), { more: [old] })).toBe(AS_CHROMIUM_SAYS);
    const narrow = createCertificate({ name: 'Narrow', authority: true, issuer: root, constrained: true });
    expect(ask(leafOf({ issuer: narrow }), { more: [narrow] })).toBe(AS_CHROMIUM_SAYS);
    expect(ask(leafOf({ issuer: narrow }), { authorities: [narrow] })).toBe(AS_CHROMIUM_SAYS);
  });

  it('is refused for another name, outside its dates, and when it is for clients', () => {
    expect(ask(leafOf({ hosts: ['cloud.example.org'] }))).toBe(-200);
    expect(ask(leafOf({ hosts: [] }), { hostname: 'localhost' })).toBe(-200);
    expect(ask(leafOf({ from: -30, to: -1 }))).toBe(-201);
    expect(ask(leafOf({ from: 1, to: 30 }))).toBe(-201);
    expect(ask(leafOf({ forClients: true }))).toBe(AS_CHROMIUM_SAYS);
  });

  it('does not block the app, however long its chain is', () => {
    const ring = Array.from({ length: 40 }, () => between);
    expect(ask(serverCertificate({ issuer: between }), { authorities: [], more: ring })).toBe(AS_CHROMIUM_SAYS);
  });
});

describe("the operating system's verdict, which only Chromium knows", () => {
  it.each([0, -200, -201, -206, -208, -213])('stands: %i', (errorCode) => {
    expect(ask(leafOf(), { errorCode })).toBe(AS_CHROMIUM_SAYS);
  });
});

describe('pinned keys', () => {
  const leaf = leafOf();

  it('accept a chain that has one of them', () => {
    expect(ask(leaf, { pins: ['x', leaf.pin], errorCode: 0 })).toBe(AS_CHROMIUM_SAYS);
    expect(ask(leaf, { pins: [leaf.pin] })).toBe(0);
  });

  it('refuse other keys, even if the operating system or the authority trusts them', () => {
    expect(ask(leaf, { pins: [root.pin], errorCode: 0 })).toBe(PIN_MISMATCH);
    expect(ask(leaf, { pins: [root.pin] })).toBe(PIN_MISMATCH);
    expect(ask(leaf, { pins: [], errorCode: 0 })).toBe(PIN_MISMATCH);
  });

  it('do not make anything trusted', () => {
    const self = serverCertificate();
    expect(ask(self, { pins: [self.pin] })).toBe(AS_CHROMIUM_SAYS);
    expect(ask(leaf, { pins: [leaf.pin], errorCode: -201 })).toBe(AS_CHROMIUM_SAYS);
  });
});

it('leaves Chromium alone without any policy', () => {
  const asked: unknown[] = [];
  const session = { setCertificateVerifyProc: (proc: unknown) => void asked.push(proc) };
  trust(session, { authorities: [], pins: null });
  expect(asked).toEqual([]);
  trust(session, { authorities: [], pins: [] });
  expect(asked).toHaveLength(1);
});
