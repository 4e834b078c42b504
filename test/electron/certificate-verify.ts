import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { connect, getCACertificates, type TLSSocket } from 'node:tls';
import type { Agent, buildConnector, Dispatcher } from 'undici-types';
import { notImplemented } from './strict.ts';

type VerifyProc = NonNullable<Parameters<Electron.Session['setCertificateVerifyProc']>[0]>;

/** Chromium's errors that a verdict can have; source: net_error_list.h. */
const names: Record<number, string> = {
  [-2]: 'ERR_FAILED',
  [-150]: 'ERR_SSL_PINNED_KEY_NOT_IN_CERT_CHAIN',
  [-200]: 'ERR_CERT_COMMON_NAME_INVALID',
  [-201]: 'ERR_CERT_DATE_INVALID',
  [-202]: 'ERR_CERT_AUTHORITY_INVALID',
  [-206]: 'ERR_CERT_REVOKED',
};
const numbers: Record<string, number> = {
  CERT_HAS_EXPIRED: -201,
  CERT_NOT_YET_VALID: -201,
  ERR_TLS_CERT_ALTNAME_INVALID: -200,
  CERT_REVOKED: -206,
};
const AS_CHROMIUM_SAYS = -3;

const builtIn = Symbol.for('undici.globalDispatcher.1');

/** Returns a dispatcher whose certificates the app judges, for `fetch` and WebSocket of one session. */
export function verifyingDispatcher(proc: VerifyProc): Dispatcher {
  // Node does not export its own Agent, which exists only after the first access to a part of its fetch.
  void globalThis.WebSocket;
  const known = (globalThis as unknown as Record<symbol, { constructor: typeof Agent } | undefined>)[builtIn];
  if (!known) throw notImplemented('setCertificateVerifyProc on this version of Node');
  return new known.constructor({ connect: (options, callback) => connectTo(options, proc, callback) });
}

function connectTo(options: buildConnector.Options, proc: VerifyProc, callback: buildConnector.Callback): void {
  const host = options.hostname.replace(/^\[(.*)\]$/, '$1');
  // A session with a verify proc uses TLS in this app; plain connections have no certificates.
  if (options.protocol !== 'https:') throw notImplemented('setCertificateVerifyProc with connections without TLS');
  const socket = connect({
    host,
    port: Number(options.port || 443),
    servername: isIP(host) ? '' : host,
    ALPNProtocols: ['http/1.1'],
    // The app judges below, before a byte of the request is sent.
    rejectUnauthorized: false,
  });
  const failed = (error: Error): void => callback(error, null);
  socket.once('error', failed);
  socket.once('secureConnect', () => {
    // Node returns the certificate with its chain only the first time.
    const leaf = socket.getPeerX509Certificate();
    if (!leaf) return void socket.destroy(new Error('a server without a certificate'));
    const errorCode = chromiumVerdict(socket, leaf);
    const certificate = electronCertificate(leaf);
    let answered = false;
    const answer = (result: number): void => {
      if (answered) throw new Error('the certificate has been judged already');
      answered = true;
      const verdict = result === AS_CHROMIUM_SAYS ? errorCode : result;
      if (verdict === 0) {
        socket.off('error', failed);
        callback(null, socket);
      } else {
        const name = names[verdict] ?? 'ERR_FAILED';
        socket.destroy(Object.assign(new Error(name), { code: `net::${name}` }));
      }
    };
    const verificationResult = errorCode === 0 ? 'net::OK' : `net::${names[errorCode]}`;
    const asked = { hostname: host, certificate, validatedCertificate: certificate, isIssuedByKnownRoot: false };
    proc({ ...asked, verificationResult, errorCode }, answer);
  });
}

/** Returns only the gravest error, as Chromium does, so that an unknown authority hides dates and names. */
function chromiumVerdict(socket: TLSSocket, leaf: X509Certificate): number {
  // Node's types say Error, but the value is the code.
  const code = socket.authorizationError as unknown as string | null;
  if (!code) return 0;
  const number = numbers[code];
  return number !== undefined && isAnchored(leaf) ? number : -202;
}

let roots: X509Certificate[] | undefined;

function isAnchored(leaf: X509Certificate): boolean {
  roots ??= getCACertificates('default').map((pem) => new X509Certificate(pem));
  const known = roots;
  for (let link: X509Certificate | undefined = leaf; link; link = link.issuerCertificate) {
    const current = link;
    if (known.some((root) => root.raw.equals(current.raw))) return true;
    if (known.some((root) => current.checkIssued(root) && current.verify(root.publicKey))) return true;
  }
  return false;
}

/** Returns the certificates as the server sent them, each with its issuer; access to other fields throws by name. */
function electronCertificate(certificate: X509Certificate): Electron.Certificate {
  const { issuerCertificate: issuer } = certificate;
  const known = {
    data: certificate.toString(),
    fingerprint: `sha256/${certificate.fingerprint256}`,
    serialNumber: certificate.serialNumber,
    validStart: certificate.validFromDate.getTime() / 1_000,
    validExpiry: certificate.validToDate.getTime() / 1_000,
    ...(issuer && !issuer.raw.equals(certificate.raw) && { issuerCert: electronCertificate(issuer) }),
  };
  for (const name of ['issuer', 'issuerName', 'subject', 'subjectName'])
    Object.defineProperty(known, name, {
      get: () => {
        throw notImplemented(`Certificate.${name}`);
      },
    });
  return known as unknown as Electron.Certificate;
}
