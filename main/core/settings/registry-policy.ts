import type * as v from 'valibot';
import { PolicyDocument } from './policy-schema.ts';

/** One key of the registry with its values; names are as Windows stores them. */
export interface RegistryKey {
  values: Map<string, RegistryValue>;
  keys: Map<string, RegistryKey>;
}
/** `number`: REG_DWORD and REG_QWORD. `list`: REG_MULTI_SZ. `other`: a kind that no policy uses. */
export type RegistryValue =
  | { kind: 'text'; text: string }
  | { kind: 'number'; number: number }
  | { kind: 'list'; list: string[] }
  | { kind: 'other' };

/**
 * The reactions as the registry names them: `reg.exe` prints texts in the code page of the console, which has no emoji.
 */
export const NAMES_WITHOUT_EMOJI: Readonly<Record<string, string>> = {
  'thumbs-up': '👍',
  'check-mark': '✅',
  eyes: '👀',
  'ok-hand': '👌',
  'fire-engine': '🚒',
};

const MOST_LINES = 20_000;
const VALUE = /^ {4}(.*?) {4}(REG_[A-Z_]+)(?: {4}(.*))?$/;

const emptyKey = (): RegistryKey => ({ values: new Map(), keys: new Map() });

/**
 * Parses what `reg.exe query KEY /s` prints; never throws. What cannot be a line of it is left out.
 * @param root the name of the key that was asked for, as in the output: `HKEY_LOCAL_MACHINE\Software\Policies\Talkmelder`
 */
export function parseQuery(output: string, root: string): RegistryKey {
  const found = emptyKey();
  let current: RegistryKey | null = null;
  let last: RegistryValue | null = null;
  for (const line of output.split(/\r?\n/).slice(0, MOST_LINES)) {
    const key = keyOf(line, root);
    const [, name, type, data = ''] = VALUE.exec(line) ?? [];
    if (key !== null) {
      current = key.reduce(below, found);
      last = null;
    } else if (name !== undefined && type !== undefined && current) {
      last = registryValue(type, data);
      current.values.set(name, last);
    } else if (last?.kind === 'text' && line !== '') {
      // A text with a line break.
      last.text += `\n${line}`;
    }
  }
  return found;
}

function below(key: RegistryKey, name: string): RegistryKey {
  const existing = key.keys.get(name) ?? emptyKey();
  key.keys.set(name, existing);
  return existing;
}

/** Returns the names below the root that a line leads to; null: the line names no key. */
function keyOf(line: string, root: string): string[] | null {
  if (line.toLowerCase() === root.toLowerCase()) return [];
  if (!line.toLowerCase().startsWith(`${root.toLowerCase()}\\`)) return null;
  return line.slice(root.length + 1).split('\\');
}

function registryValue(type: string, data: string): RegistryValue {
  if (type === 'REG_SZ' || type === 'REG_EXPAND_SZ') return { kind: 'text', text: data };
  if (type === 'REG_MULTI_SZ') return { kind: 'list', list: data.split('\\0').filter((entry) => entry !== '') };
  if ((type === 'REG_DWORD' || type === 'REG_QWORD') && /^0x[\da-f]{1,16}$/i.test(data))
    return { kind: 'number', number: Number(data) };
  return { kind: 'other' };
}

/**
 * Returns a policy's values as JSON could have them. The registry knows neither truth values nor nested lists, so the
 * schema says how to read each: `1` and `0`, numbers as texts, lists as REG_MULTI_SZ, as a key with the values `1`,
 * `2` … (as group policies write them) or as keys `1`, `2` …. What does not fit stays as it is, for the check that
 * follows. Names count in any case, as everywhere in the registry.
 */
export const valuesOf = (key: RegistryKey): unknown => objectOf(key, PolicyDocument);

function objectOf(key: RegistryKey, schema: v.GenericSchema): Record<string, unknown> {
  const entries: Record<string, v.GenericSchema> = Object(Reflect.get(schema, 'entries'));
  const rightNames = new Map(Object.keys(entries).map((name) => [name.toLowerCase(), name]));
  const rightName = (name: string): string => rightNames.get(name.toLowerCase()) ?? name;
  const found: [string, unknown][] = [];
  for (const [name, value] of key.values) {
    // The key's own value, which has no name. Windows shows one in brackets.
    if (/^\(.*\)$/.test(name)) continue;
    const right = rightName(name);
    found.push([right, fromValue(value, entries[right])]);
  }
  for (const [name, inner] of key.keys) {
    const right = rightName(name);
    found.push([right, fromKey(inner, entries[right])]);
  }
  return Object.fromEntries(found);
}

/** Leaves the wrappers of a schema away. */
function bare(schema: v.GenericSchema | undefined): v.GenericSchema | undefined {
  if (schema === undefined) return undefined;
  const wrapped: v.GenericSchema | undefined = Reflect.get(schema, 'wrapped');
  return wrapped === undefined ? schema : bare(wrapped);
}

function fromKey(key: RegistryKey, wanted: v.GenericSchema | undefined): unknown {
  const schema = bare(wanted);
  if (schema?.type === 'array') return listOf(key, Reflect.get(schema, 'item'));
  return schema?.type === 'strict_object' ? objectOf(key, schema) : {};
}

/** Group policies number the entries of a list. */
function listOf(key: RegistryKey, item: v.GenericSchema): unknown[] {
  const entries: [string, unknown][] = [
    ...[...key.values].map(([name, value]): [string, unknown] => [name, fromValue(value, item)]),
    ...[...key.keys].map(([name, inner]): [string, unknown] => [name, fromKey(inner, item)]),
  ];
  return entries
    .filter(([name]) => !/^\(.*\)$/.test(name))
    .sort(([one], [other]) => Number(one) - Number(other) || one.localeCompare(other))
    .map(([, entry]) => entry);
}

function fromValue(value: RegistryValue, wanted: v.GenericSchema | undefined): unknown {
  const schema = bare(wanted);
  if (value.kind === 'other') return null;
  if (value.kind === 'list')
    return schema?.type === 'array'
      ? value.list.map((entry) => fromText(entry, Reflect.get(schema, 'item')))
      : value.list;
  const text = value.kind === 'number' ? String(value.number) : value.text;
  return fromText(text, schema, value.kind === 'number' ? value.number : value.text);
}

/** @param otherwise what the value is when the schema knows no better */
function fromText(text: string, wanted: v.GenericSchema | undefined, otherwise: string | number = text): unknown {
  const schema = bare(wanted);
  if (schema?.type === 'boolean') return TRUTHS.get(text.trim().toLowerCase()) ?? otherwise;
  if (schema?.type === 'picklist') {
    const options: (string | number)[] = Reflect.get(schema, 'options');
    const wanted = NAMES_WITHOUT_EMOJI[text] ?? text.trim();
    return options.find((option) => String(option) === wanted) ?? otherwise;
  }
  // A field of a group policy: an object as JSON, a list separated by commas, blanks or lines.
  if (schema?.type === 'strict_object') return fromJson(text, schema);
  if (schema?.type === 'array') return splitOrJson(text, Reflect.get(schema, 'item'));
  return schema?.type === 'string' ? text : otherwise;
}

const TRUTHS = new Map([
  ['1', true],
  ['0', false],
  ['true', true],
  ['false', false],
]);

/** An alarm conversation may be its token or name alone. */
function fromJson(text: string, schema: v.GenericSchema): unknown {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === 'object') return parsed;
  } catch {
    // It is no JSON.
  }
  const isConversation = 'conversation' in Object(Reflect.get(schema, 'entries')) && !/^\s*\{/.test(text);
  return isConversation ? { conversation: text.trim() } : text;
}

function splitOrJson(text: string, item: v.GenericSchema): unknown {
  try {
    const parsed: unknown = JSON.parse(text);
    if (Array.isArray(parsed)) return parsed;
  } catch {
    // It is no JSON.
  }
  const separator = bare(item)?.type === 'picklist' ? /[\s,;]+/ : /\r?\n|;/;
  return text.split(separator).flatMap((entry) => (entry.trim() === '' ? [] : [fromText(entry.trim(), item)]));
}
