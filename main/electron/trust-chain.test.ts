import { X509Certificate } from 'node:crypto';
import { CertificateChainValidationEngine, Certificate as Parsed } from 'pkijs';
import { describe, expect, it } from 'vitest';
import {
  type CertificateOptions,
  createCertificate,
  type Certificate as Made,
  serverCertificate,
} from '../../test/nextcloud/certificates.ts';
import { allowsNames, isUnderstood, longestPath } from './certificate-limits.ts';
import { leadsTo } from './trust-chain.ts';

const KEY_CERT_SIGN = 0x04;
const DIGITAL_SIGNATURE = 0x80;

const authority = (options: CertificateOptions): Made => createCertificate({ authority: true, ...options });
const x509 = ({ cert }: Made): X509Certificate => new X509Certificate(cert);
/** Whether the certificates, the server's first, lead to an authority. */
const trusts = (chain: Made[], ...roots: Made[]): boolean => leadsTo(chain.map(x509), roots.map(x509), Date.now());

/** A chain of authorities, each issued by the one before it; the first is the root. */
function chainOf(...all: CertificateOptions[]): Made[] {
  const made: Made[] = [];
  for (const [index, options] of all.entries()) {
    const issuer = made.at(-1);
    made.push(authority({ name: `Authority ${index}`, ...(issuer && { issuer }), ...options }));
  }
  return made;
}

/** Whether a server's certificate below these authorities is trusted with the first of them as root. */
function trustsBelow(authorities: Made[], leaf: CertificateOptions = {}): boolean {
  const [root, ...between] = authorities;
  const issuer = authorities.at(-1);
  if (!root || !issuer) throw new Error('no authority');
  return trusts([serverCertificate({ issuer, ...leaf }), ...between], root);
}

describe('the path to an authority', () => {
  it.each<[string, boolean, CertificateOptions[], CertificateOptions?]>([
    ['of several authorities', true, [{}, {}, {}]],
    ['with authorities that may sign certificates', true, [{ keyUsage: KEY_CERT_SIGN }, { keyUsage: KEY_CERT_SIGN }]],
    ['with an intermediate that may not sign certificates', false, [{}, { keyUsage: DIGITAL_SIGNATURE }]],
    ['with a root that may not sign certificates', false, [{ keyUsage: DIGITAL_SIGNATURE }, {}]],
    ['with an intermediate for clients', false, [{}, { forClients: true }]],
    ['with a root for clients', false, [{ forClients: true }]],
    ['with a server’s certificate for clients is judged elsewhere', true, [{}], { forClients: true }],
    ['within the path length', true, [{ pathLength: 1 }, { pathLength: 0 }]],
    ['beyond the path length of the root', false, [{ pathLength: 0 }, {}]],
    ['beyond the path length of an intermediate', false, [{}, { pathLength: 0 }, {}]],
    ['with an expired intermediate', false, [{}, { from: -30, to: -1 }]],
    ['with an intermediate that is not valid yet', false, [{}, { from: 1, to: 30 }]],
    ['with an expired root', false, [{ from: -30, to: -1 }]],
    ['with an intermediate that demands something unknown', false, [{}, { unknown: true }]],
    ['with a server’s certificate that demands something unknown', false, [{}], { unknown: true }],
    ['with an intermediate that is no authority', false, [{}, { authority: false }]],
  ])('%s: %s', (_what, expected, authorities, leaf) => {
    expect(trustsBelow(chainOf(...authorities), leaf)).toBe(expected);
  });

  it('is found although the first of two intermediates leads nowhere', () => {
    const root = authority({ name: 'Root' });
    const gone = authority({ name: 'Gone' });
    const good = authority({ name: 'Between', issuer: root });
    const cross = authority({ name: 'Between', issuer: gone, keyOf: good });
    const expired = authority({ name: 'Between', issuer: root, keyOf: good, from: -30, to: -1 });
    const leaf = serverCertificate({ issuer: good });
    expect(trusts([leaf, cross, good], root)).toBe(true);
    expect(trusts([leaf, expired, cross, good], root)).toBe(true);
    expect(trusts([leaf, cross, expired], root)).toBe(false);
    expect(trusts([leaf, cross], gone)).toBe(true);
  });

  it('is not searched for ever among intermediates that issue each other', () => {
    const first = authority({ name: 'A' });
    const all = Array.from({ length: 7 }, () => authority({ name: 'A', issuer: first, keyOf: first }));
    expect(trusts([serverCertificate({ issuer: first }), ...all], authority({ name: 'Root' }))).toBe(false);
  });
});

describe('name constraints', () => {
  it.each<[string, boolean, CertificateOptions, string[]]>([
    ['a host below the name', true, { permitted: ['example.org'] }, ['cloud.example.org']],
    ['the name itself', true, { permitted: ['example.org'] }, ['example.org']],
    ['a host in other letters', true, { permitted: ['Example.org'] }, ['CLOUD.example.ORG']],
    ['all hosts below the name', true, { permitted: ['example.org'] }, ['*.example.org']],
    ['below a name with a dot', true, { permitted: ['.example.org'] }, ['cloud.example.org']],
    ['a name with a dot itself', false, { permitted: ['.example.org'] }, ['example.org']],
    ['another host', false, { permitted: ['example.org'] }, ['cloud.example.com']],
    ['a host that only ends alike', false, { permitted: ['example.org'] }, ['evilexample.org']],
    ['a permitted host and another', false, { permitted: ['example.org'] }, ['cloud.example.org', 'evil.example']],
    ['one of two permitted names', true, { permitted: ['example.org', 'example.com'] }, ['a.example.com']],
    ['an excluded host', false, { excluded: ['example.org'] }, ['cloud.example.org']],
    ['not an excluded host', true, { excluded: ['example.org'] }, ['cloud.example.com']],
    ['hosts among which an excluded one is', false, { excluded: ['vpn.example.org'] }, ['*.example.org']],
    [
      'excluded below permitted',
      false,
      { permitted: ['example.org'], excluded: ['x.example.org'] },
      ['a.x.example.org'],
    ],
    ['an address in the net', true, { permitted: ['10.0.0.0/255.0.0.0'] }, ['10.1.2.3']],
    ['an address outside of the net', false, { permitted: ['10.0.0.0/255.0.0.0'] }, ['11.1.2.3']],
    ['an excluded address', false, { excluded: ['10.0.0.0/255.0.0.0'] }, ['10.1.2.3']],
    ['an address where only hosts are limited', true, { permitted: ['example.org'] }, ['10.1.2.3']],
  ])('%s: %s', (_what, expected, limits, hosts) => {
    expect(trustsBelow(chainOf({}, limits), { hosts })).toBe(expected);
    // The authority of the administrator can be limited just so.
    expect(trustsBelow(chainOf(limits), { hosts })).toBe(expected);
  });

  it('of each authority on the path count together', () => {
    const limits = [{ permitted: ['example.org'] }, { permitted: ['example.org', 'example.com'] }];
    expect(trustsBelow(chainOf({}, ...limits), { hosts: ['a.example.org'] })).toBe(true);
    expect(trustsBelow(chainOf({}, ...limits), { hosts: ['a.example.com'] })).toBe(false);
  });
});

describe('a certificate that cannot be read', () => {
  const whole = x509(authority({ name: 'Root', permitted: ['example.org'], pathLength: 0 })).raw;

  it('allows nothing, wherever it is cut or changed', () => {
    const leaf = x509(serverCertificate({ hosts: ['cloud.example.org'] })).raw;
    for (let at = 0; at < whole.length; at += 1) {
      const cut = whole.subarray(0, at);
      expect([isUnderstood(cut), allowsNames(cut, leaf), longestPath(cut)]).toEqual([false, false, 0]);
      const changed = Buffer.from(whole);
      changed[at] = 0xff;
      // Neither throws nor hangs.
      isUnderstood(changed);
      allowsNames(changed, leaf);
      longestPath(changed);
    }
  });
});

describe('pkijs, in the place of our own checks', () => {
  const parsed = (made: Made): Parsed => Parsed.fromBER(x509(made).raw);
  async function accepts(chain: Made[], root: Made): Promise<boolean> {
    const engine = new CertificateChainValidationEngine({
      certs: chain.map(parsed).reverse(),
      trustedCerts: [parsed(root)],
    });
    return (await engine.verify()).result;
  }

  /** While one of these holds, it cannot replace ours: docs/decisions/certificate-paths.md. */
  it.each<[string, CertificateOptions, CertificateOptions]>([
    [
      'a forbidden host beside a permitted one',
      { permitted: ['example.org'] },
      { hosts: ['a.example.org', 'evil.example'] },
    ],
    ['hosts among which an excluded one is', { excluded: ['vpn.example.org'] }, { hosts: ['*.example.org'] }],
  ])('accepts %s', async (_what, limits, leaf) => {
    const [root, between] = chainOf({}, limits);
    if (!root || !between) throw new Error('no authority');
    const server = serverCertificate({ issuer: between, ...leaf });
    expect(await accepts([server, between], root)).toBe(true);
    expect(trusts([server, between], root)).toBe(false);
  });
});
