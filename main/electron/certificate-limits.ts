/**
 * The limits that an authority's certificate sets to the certificates below it. Node reads none of them. Source: RFC
 * 5280, sections 4.2 and 6.1. Whatever is odd here limits more, never less.
 */

/** A value of DER: its tag and its content. */
interface Value {
  tag: number;
  content: Buffer;
}

interface Extension {
  /** The object identifier in DER, as hex. */
  id: string;
  isCritical: boolean;
  content: Buffer;
}

const BOOLEAN = 0x01;
const INTEGER = 0x02;
const OCTETS = 0x04;
const OBJECT_ID = 0x06;
const SEQUENCE = 0x30;
const EXTENSIONS = 0xa3;
/** The kinds of a name in a certificate. */
const DNS_NAME = 0x82;
const IP_ADDRESS = 0x87;
const DIRECTORY_NAME = 0xa4;

const BASIC_CONSTRAINTS = '551d13';
const NAME_CONSTRAINTS = '551d1e';
const ALTERNATIVE_NAMES = '551d11';
/** Key usage, which Node checks; extended key usage, which trust-chain.ts checks; policies, which nothing here demands. */
const OTHERS_UNDERSTOOD = ['551d0f', '551d25', '551d20'];
const UNDERSTOOD: ReadonlySet<string> = new Set([
  BASIC_CONSTRAINTS,
  NAME_CONSTRAINTS,
  ALTERNATIVE_NAMES,
  ...OTHERS_UNDERSTOOD,
]);

/** Reads the values that follow each other in some bytes of DER. @throws when they are not whole */
function valuesIn(bytes: Buffer): Value[] {
  const found: Value[] = [];
  let at = 0;
  while (at < bytes.length) {
    const tag = bytes[at] ?? 0;
    const first = bytes[at + 1] ?? 0x80;
    // Tags of more than one byte and lengths without an end occur in no certificate.
    const more = first & 0x80 ? first & 0x7f : 0;
    if ((tag & 0x1f) === 0x1f || first === 0x80 || more > 3) throw new RangeError('no DER');
    const length = more === 0 ? first : bytes.readUIntBE(at + 2, more);
    const begin = at + 2 + more;
    const content = bytes.subarray(begin, begin + length);
    if (content.length < length) throw new RangeError('DER ends early');
    found.push({ tag, content });
    at = begin + length;
  }
  return found;
}

function only(bytes: Buffer, tag: number): Buffer {
  const [value, ...rest] = valuesIn(bytes);
  if (value?.tag !== tag || rest.length > 0) throw new RangeError('other DER than expected');
  return value.content;
}

/** @param certificate DER */
function extensionsOf(certificate: Buffer): Extension[] {
  const [body] = valuesIn(only(certificate, SEQUENCE));
  const fields = valuesIn(body?.content ?? Buffer.alloc(0));
  const wrapped = fields.find(({ tag }) => tag === EXTENSIONS);
  if (!wrapped) return [];
  const extensions = valuesIn(only(wrapped.content, SEQUENCE)).map(({ content }): Extension => {
    const parts = valuesIn(content);
    const id = parts.find(({ tag }) => tag === OBJECT_ID);
    const octets = parts.find(({ tag }) => tag === OCTETS);
    if (!id || !octets) throw new RangeError('no extension');
    const isCritical = parts.some((part) => part.tag === BOOLEAN && part.content[0] !== 0);
    return { id: id.content.toString('hex'), isCritical, content: octets.content };
  });
  if (new Set(extensions.map(({ id }) => id)).size < extensions.length) throw new RangeError('an extension twice');
  return extensions;
}

/** Whether the certificate can be read, and demands nothing critical that this app does not know. */
export function isUnderstood(certificate: Buffer): boolean {
  try {
    const extensions = extensionsOf(certificate);
    subtreesIn(extensions);
    return extensions.every(({ id, isCritical }) => !isCritical || UNDERSTOOD.has(id));
  } catch {
    return false;
  }
}

/** Returns how many authorities may stand between this one and the server; without a limit, Infinity. */
export function longestPath(certificate: Buffer): number {
  try {
    const basic = extensionsOf(certificate).find(({ id }) => id === BASIC_CONSTRAINTS);
    if (!basic) return Number.POSITIVE_INFINITY;
    const length = valuesIn(only(basic.content, SEQUENCE)).find(({ tag }) => tag === INTEGER);
    if (!length) return Number.POSITIVE_INFINITY;
    // A limit that does not fit is negative or absurd.
    return length.content.length === 1 && (length.content[0] ?? 0x80) < 0x80 ? (length.content[0] ?? 0) : 0;
  } catch {
    return 0;
  }
}

interface Subtrees {
  permitted: Value[];
  excluded: Value[];
}

/** @throws when the constraints are odd */
function subtreesIn(extensions: Extension[]): Subtrees | null {
  const constraints = extensions.find(({ id }) => id === NAME_CONSTRAINTS);
  if (!constraints) return null;
  const groups = valuesIn(only(constraints.content, SEQUENCE));
  // A subtree with a minimum or a maximum is not allowed in certificates of the web.
  const names = (tag: number): Value[] =>
    groups
      .filter((group) => group.tag === tag)
      .flatMap(({ content }) => valuesIn(content))
      .map(({ content }) => {
        const [name, ...rest] = valuesIn(content);
        if (!name || rest.length > 0) throw new RangeError('a subtree with limits');
        return name;
      });
  if (groups.some(({ tag }) => tag !== 0xa0 && tag !== 0xa1)) throw new RangeError('no name constraints');
  return { permitted: names(0xa0), excluded: names(0xa1) };
}

/** Whether the name constraints of an authority allow each name of a certificate. Both are DER. */
export function allowsNames(authority: Buffer, certificate: Buffer): boolean {
  try {
    const subtrees = subtreesIn(extensionsOf(authority));
    return subtrees === null || namesOf(certificate).every((name) => isAllowed(name, subtrees));
  } catch {
    return false;
  }
}

/** Returns the subject and the alternative names. */
function namesOf(certificate: Buffer): Value[] {
  const [body] = valuesIn(only(certificate, SEQUENCE));
  const sequences = valuesIn(body?.content ?? Buffer.alloc(0)).filter(({ tag }) => tag === SEQUENCE);
  // Algorithm, issuer, dates, subject.
  const subject = sequences[3];
  if (!subject) throw new RangeError('no subject');
  const alternative = extensionsOf(certificate).find(({ id }) => id === ALTERNATIVE_NAMES);
  const names = alternative ? valuesIn(only(alternative.content, SEQUENCE)) : [];
  return subject.content.length === 0 ? names : [{ tag: DIRECTORY_NAME, content: subject.content }, ...names];
}

function isAllowed(name: Value, { permitted, excluded }: Subtrees): boolean {
  const ofKind = (subtrees: Value[]): Value[] => subtrees.filter(({ tag }) => tag === name.tag);
  const within = ofKind(permitted);
  const without = ofKind(excluded);
  if (name.tag === DNS_NAME)
    return (
      (within.length === 0 || within.some((tree) => isBelow(name, tree))) && !without.some((tree) => meets(name, tree))
    );
  if (name.tag === IP_ADDRESS)
    return (
      (within.length === 0 || within.some((tree) => isInNet(name, tree))) &&
      !without.some((tree) => isInNet(name, tree))
    );
  // Directory names are compared byte by byte, so none can be shown to differ. Other kinds are not compared at all.
  if (name.tag === DIRECTORY_NAME)
    return (within.length === 0 || within.some((tree) => beginsWith(name, tree))) && without.length === 0;
  return within.length === 0 && without.length === 0;
}

/** @throws when the name is no ASCII, which no host name is */
function hostOf({ content }: Value): string {
  const host = content.toString('latin1').toLowerCase();
  if (!/^[\x21-\x7e]*$/.test(host)) throw new RangeError('no host name');
  return host;
}

const endsWithHost = (host: string, end: string): boolean => end === '' || host === end || host.endsWith(`.${end}`);

function isBelow(name: Value, tree: Value): boolean {
  const end = hostOf(tree);
  // Some authorities begin a constraint with a dot: everything below the name, without the name itself.
  return end.startsWith('.') ? hostOf(name).endsWith(end) : endsWithHost(hostOf(name), end);
}

/** Whether some host of the name is in the subtree: a name with `*` means many hosts. */
function meets(name: Value, tree: Value): boolean {
  const host = hostOf(name);
  const end = hostOf(tree).replace(/^\./, '');
  return endsWithHost(host, end) || (host.startsWith('*.') && endsWithHost(end, host.slice(2)));
}

/** A subtree is an address and a mask of the same length. */
function isInNet(name: Value, tree: Value): boolean {
  const { length } = name.content;
  if (tree.content.length !== 2 * length) return false;
  return name.content.every((byte, at) => ((byte ^ (tree.content[at] ?? 0)) & (tree.content[length + at] ?? 0)) === 0);
}

function beginsWith(name: Value, tree: Value): boolean {
  // The name is the content of its sequence, the subtree the sequence itself.
  const begin = only(tree.content, SEQUENCE);
  const wanted = valuesIn(begin);
  const found = valuesIn(name.content);
  return wanted.every((one, at) => found[at]?.content.equals(one.content) === true);
}
