import { createHash, createPublicKey, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

/** DER: a tag, a length, the content. */
const der = (tag: number, ...content: Buffer[]): Buffer => {
  const body = Buffer.concat(content);
  const length =
    body.length < 128
      ? Buffer.from([body.length])
      : body.length < 256
        ? Buffer.from([0x81, body.length])
        : Buffer.from([0x82, body.length >> 8, body.length & 0xff]);
  return Buffer.concat([Buffer.from([tag]), length, body]);
};
const sequence = (...content: Buffer[]): Buffer => der(0x30, ...content);
const oid = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'));
const octets = (content: Buffer): Buffer => der(0x04, content);
const utcTime = (ms: number): Buffer =>
  der(0x17, Buffer.from(`${new Date(ms).toISOString().replace(/\D/g, '').slice(2, 14)}Z`));
const TRUE = der(0x01, Buffer.from([0xff]));

const ECDSA_WITH_SHA256 = sequence(oid('2a8648ce3d040302'));
const COMMON_NAME = '550403';
const SUBJECT_ALT_NAME = '551d11';
const BASIC_CONSTRAINTS = '551d13';
const KEY_USAGE = '551d0f';
const NAME_CONSTRAINTS = '551d1e';
const EXTENDED_KEY_USAGE = '551d25';
const CLIENT_AUTHENTICATION = '2b06010505070302';
const DAY_MS = 86_400_000;

export interface Certificate {
  /** PEM. */
  key: string;
  /** PEM: the certificate alone. */
  cert: string;
  /** PEM: the certificate and its intermediates, as a server sends them. */
  chain: string;
  /** SHA-256 of the public key (SPKI), base64. */
  pin: string;
  name: string;
  /** The certificate is self-signed. */
  isRoot: boolean;
  privateKey: KeyObject;
}

export interface CertificateOptions {
  /** The common name. */
  name?: string;
  /** The issuer; the certificate itself by default. */
  issuer?: Certificate;
  authority?: boolean;
  /** Host names of the certificate; an address such as `127.0.0.1` counts as one. */
  hosts?: string[];
  /** Validity in days from now; negative days have passed. Default: from yesterday, for a year. */
  from?: number;
  to?: number;
  /** Constrains the authority to `.example` names. */
  constrained?: boolean;
  /** The certificate is for clients, not for servers. */
  forClients?: boolean;
  /** How many authorities may stand below this one. */
  pathLength?: number;
  /** The bytes of the key usage; `0x04` signs certificates. */
  keyUsage?: number;
  /** The names that an authority may and may not certify: hosts, or nets such as `10.0.0.0/255.0.0.0`. */
  permitted?: string[];
  excluded?: string[];
  /** Demands something critical that no app knows. */
  unknown?: boolean;
  /** An existing key in the place of a fresh one: two certificates for one authority. */
  keyOf?: Certificate;
}

const nameOf = (text: string): Buffer => sequence(der(0x31, sequence(oid(COMMON_NAME), der(0x0c, Buffer.from(text)))));
const altName = (host: string): Buffer =>
  /^[\d.]+$/.test(host) ? der(0x87, Buffer.from(host.split('.').map(Number))) : der(0x82, Buffer.from(host));

const net = (text: string): Buffer => der(0x87, Buffer.from(text.split(/[./]/).map(Number)));
const subtrees = (tag: number, names: string[]): Buffer =>
  names.length === 0
    ? Buffer.alloc(0)
    : der(tag, ...names.map((name) => sequence(/^[\d./]+$/.test(name) ? net(name) : altName(name))));

function extensionsOf(options: CertificateOptions): Buffer {
  const { authority, hosts = [], constrained, forClients, pathLength, keyUsage, unknown } = options;
  const { permitted = constrained ? ['example'] : [], excluded = [] } = options;
  const length = pathLength === undefined ? [] : [der(0x02, Buffer.from([pathLength]))];
  const names = octets(sequence(subtrees(0xa0, permitted), subtrees(0xa1, excluded)));
  const extensions = [
    ...(authority ? [sequence(oid(BASIC_CONSTRAINTS), TRUE, octets(sequence(TRUE, ...length)))] : []),
    ...(keyUsage === undefined ? [] : [sequence(oid(KEY_USAGE), TRUE, octets(der(0x03, Buffer.from([0, keyUsage]))))]),
    ...(unknown ? [sequence(oid('2a0304'), TRUE, octets(sequence()))] : []),
    ...(hosts.length > 0 ? [sequence(oid(SUBJECT_ALT_NAME), octets(sequence(...hosts.map(altName))))] : []),
    ...(forClients ? [sequence(oid(EXTENDED_KEY_USAGE), octets(sequence(oid(CLIENT_AUTHENTICATION))))] : []),
    ...(permitted.length + excluded.length > 0 ? [sequence(oid(NAME_CONSTRAINTS), TRUE, names)] : []),
  ];
  return extensions.length > 0 ? der(0xa3, sequence(...extensions)) : Buffer.alloc(0);
}

/**
 * Creates a fresh key and a certificate for it. Built by hand because Node can read certificates but not create them.
 */
export function createCertificate(options: CertificateOptions): Certificate {
  const { name = 'Test', issuer, from = -1, to = 365 } = options;
  const privateKey = options.keyOf?.privateKey ?? generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).privateKey;
  const publicKey = createPublicKey(privateKey);
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  const now = Date.now();
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    // A serial number must be positive.
    der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    ECDSA_WITH_SHA256,
    nameOf(issuer?.name ?? name),
    sequence(utcTime(now + from * DAY_MS), utcTime(now + to * DAY_MS)),
    nameOf(name),
    spki,
    extensionsOf(options),
  );
  const signature = sign('sha256', body, issuer?.privateKey ?? privateKey);
  const bytes = sequence(body, ECDSA_WITH_SHA256, der(0x03, Buffer.from([0]), signature));
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? [];
  const cert = `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert,
    chain: cert + (issuer && !issuer.isRoot ? issuer.chain : ''),
    isRoot: issuer === undefined,
    pin: createHash('sha256').update(spki).digest('base64'),
    name,
    privateKey,
  };
}

/** Creates the PEM texts for a TLS server on this computer. */
export function serverCertificate(options: CertificateOptions = {}): Certificate {
  return createCertificate({ name: 'localhost', hosts: ['localhost', '127.0.0.1'], ...options });
}
