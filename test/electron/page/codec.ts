/** Returns a replacement for a value that cannot be copied (a function, a promise), or undefined to copy it. */
export type Replace = (value: unknown) => unknown;
/** Turns a replacement back into a value. */
export type Restore = (replacement: unknown) => unknown;

/** Turns values into JSON and back, with the results of the structured clone algorithm. */
export type Codec = {
  /** @throws Error "An object could not be cloned.", Electron's message */
  encode(value: unknown, replace?: Replace): string;
  decode(text: string, restore?: Restore): unknown;
};

/**
 * Self-contained: its source text also runs in the page, in both worlds. Plain data stays unchanged; other values
 * become `{"$": [type, content]}`.
 */
export function makeCodec(): Codec {
  const uncloneable = (): never => {
    throw new Error('An object could not be cloned.');
  };
  const bytesToText = (bytes: Uint8Array): string => btoa(Array.from(bytes, (b) => String.fromCharCode(b)).join(''));
  const textToBytes = (text: string): Uint8Array => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  const tag = (type: string, content: unknown): unknown => ({ $: [type, content] });
  const arrays: Record<string, new (buffer: ArrayBuffer) => unknown> = {
    Int8Array,
    Uint8Array,
    Uint8ClampedArray,
    Int16Array,
    Uint16Array,
    Int32Array,
    Uint32Array,
    Float32Array,
    Float64Array,
    BigInt64Array,
    BigUint64Array,
    DataView,
  };

  const packObject = (value: object, replace: Replace, above: object[]): unknown => {
    if (above.includes(value)) throw new Error('host: sending a cyclic object is not implemented');
    const inside = [...above, value];
    const pack = (v: unknown): unknown => packValue(v, replace, inside);
    if (Array.isArray(value)) return value.map(pack);
    if (value instanceof Date) return tag('date', value.getTime());
    if (value instanceof Map)
      return tag(
        'map',
        [...value].map(([k, v]) => [pack(k), pack(v)]),
      );
    if (value instanceof Set) return tag('set', [...value].map(pack));
    if (value instanceof RegExp) return tag('regexp', [value.source, value.flags]);
    if (value instanceof Error) return tag('error', [value.name, value.message, value.stack]);
    if (value instanceof ArrayBuffer) return tag('buffer', bytesToText(new Uint8Array(value)));
    if (ArrayBuffer.isView(value)) {
      const kind = Object.prototype.toString.call(value).slice(8, -1);
      return tag('view', [kind, bytesToText(new Uint8Array(value.buffer, value.byteOffset, value.byteLength))]);
    }
    // Other special objects (a DOM node, a WeakMap, a promise) are more than their properties.
    if (Object.prototype.toString.call(value) !== '[object Object]') return uncloneable();
    const entries = Object.entries(value).map(([k, v]) => [k, pack(v)] as const);
    const packed = Object.fromEntries(entries);
    return '$' in packed ? tag('object', entries) : packed;
  };

  const packValue = (value: unknown, replace: Replace, above: object[]): unknown => {
    const replacement = replace(value);
    if (replacement !== undefined) return tag('replaced', replacement);
    switch (typeof value) {
      case 'undefined':
        return tag('undefined', 0);
      case 'number':
        return Number.isFinite(value) && !Object.is(value, -0)
          ? value
          : tag('number', Object.is(value, -0) ? '-0' : String(value));
      case 'bigint':
        return tag('bigint', String(value));
      case 'symbol':
      case 'function':
        return uncloneable();
      case 'object':
        return value === null ? null : packObject(value, replace, above);
      default:
        return value;
    }
  };

  const unpackTagged = (type: string, content: never, restore: Restore): unknown => {
    const unpack = (v: unknown): unknown => unpackValue(v, restore);
    const pairs = (): [unknown, unknown][] => (content as unknown[][]).map(([k, v]) => [unpack(k), unpack(v)]);
    switch (type) {
      case 'replaced':
        return restore(content);
      case 'undefined':
        return undefined;
      case 'number':
        return Number(content);
      case 'bigint':
        return BigInt(content);
      case 'date':
        return new Date(content);
      case 'map':
        return new Map(pairs());
      case 'set':
        return new Set((content as unknown[]).map(unpack));
      case 'regexp':
        return new RegExp(content[0], content[1]);
      case 'error': {
        const error = new Error(content[1]);
        Object.defineProperties(error, { name: { value: content[0] }, stack: { value: content[2] } });
        return error;
      }
      case 'buffer':
        return textToBytes(content).buffer;
      case 'view': {
        const View = arrays[content[0]];
        return View ? new View(textToBytes(content[1]).buffer as ArrayBuffer) : uncloneable();
      }
      default:
        return Object.fromEntries((content as [string, unknown][]).map(([k, v]) => [k, unpack(v)]));
    }
  };

  const unpackValue = (value: unknown, restore: Restore): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map((v) => unpackValue(v, restore));
    if ('$' in value) {
      const [type, content] = value.$ as [string, never];
      return unpackTagged(type, content, restore);
    }
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, unpackValue(v, restore)]));
  };

  return {
    encode: (value, replace = () => undefined) => JSON.stringify(packValue(value, replace, [])),
    decode: (text, restore = () => undefined) => unpackValue(JSON.parse(text), restore),
  };
}
