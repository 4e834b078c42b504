import type * as v from 'valibot';
import { DefaultSettings, LockedSettings, PolicyDocument } from '../../main/core/settings/policy-schema.ts';
import { INNER, KEYS, type Language, SETTINGS, type Words } from './words.ts';

/** What a schema accepts, as far as policies use it. */
export type Kind =
  | { kind: 'boolean' }
  | { kind: 'choice'; options: (string | number)[] }
  | { kind: 'text'; longest: number; canBeEmpty: boolean }
  | { kind: 'list'; item: Kind }
  | { kind: 'object'; entries: [key: string, kind: Kind][] };

/** An entry of the policy that has words of its own. */
export interface Entry {
  /** For example `locked`. Empty: it stands at the top. */
  within: string;
  key: string;
  kind: Kind;
  words: Record<Language, Words>;
}

const LONGEST_TEXT = 1_023;

/** @throws for a schema that no policy has had so far */
export function kindOf(schema: v.GenericSchema): Kind {
  const wrapped: v.GenericSchema | undefined = Reflect.get(schema, 'wrapped');
  if (wrapped) return kindOf(wrapped);
  switch (schema.type) {
    case 'boolean':
      return { kind: 'boolean' };
    case 'picklist':
      return { kind: 'choice', options: Reflect.get(schema, 'options') };
    case 'string': {
      const pipe: { type: string; requirement?: unknown }[] = Reflect.get(schema, 'pipe') ?? [];
      const longest = pipe.find(({ type }) => type === 'max_length')?.requirement;
      const canBeEmpty = !pipe.some(({ type }) => type === 'min_length' || type === 'regex');
      return { kind: 'text', longest: typeof longest === 'number' ? longest : LONGEST_TEXT, canBeEmpty };
    }
    case 'array':
      return { kind: 'list', item: kindOf(Reflect.get(schema, 'item')) };
    case 'strict_object':
      return { kind: 'object', entries: entriesOf(schema).map(([key, entry]) => [key, kindOf(entry)]) };
    default:
      throw new Error(`build/policy does not know ${schema.type} yet`);
  }
}

export const entriesOf = (schema: v.GenericSchema): [string, v.GenericSchema][] =>
  Object.entries(Reflect.get(schema, 'entries') as v.ObjectEntries).filter(([key]) => key !== '$schema') as [
    string,
    v.GenericSchema,
  ][];

/** @throws when words.ts has none, which says where they are missing */
function wordsFor(within: string, key: string): Entry['words'] {
  const isSetting = within === 'locked' || within === 'defaults';
  const all: Record<string, Entry['words']> = within === '' ? KEYS : isSetting ? SETTINGS : (INNER[within] ?? {});
  const words = all[key];
  if (!words) throw new Error(`Write words for ${within === '' ? key : `${within}.${key}`} in build/policy/words.ts.`);
  return words;
}

const entry = (within: string, [key, schema]: [string, v.GenericSchema]): Entry => ({
  within,
  key,
  kind: kindOf(schema),
  words: wordsFor(within, key),
});

/** The keys of the policy. */
export const topEntries = (): Entry[] => entriesOf(PolicyDocument).map((one) => entry('', one));

/** What is inside a key that is an object, or a list of objects. */
export function innerEntries(key: string): Entry[] {
  let schema: v.GenericSchema = Reflect.get(PolicyDocument.entries, key);
  while (schema.type !== 'strict_object') {
    const next: v.GenericSchema | undefined = Reflect.get(schema, 'wrapped') ?? Reflect.get(schema, 'item');
    if (!next) return [];
    schema = next;
  }
  return entriesOf(schema).map((one) => entry(key, one));
}

export const isLockable = (key: string): boolean => key in LockedSettings.entries;
export const settingEntries = (): Entry[] => entriesOf(DefaultSettings).map((one) => entry('defaults', one));
