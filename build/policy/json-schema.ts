import { toJsonSchema } from '@valibot/to-json-schema';
import { DefaultSettings, PolicyDocument } from '../../main/core/settings/policy-schema.ts';
import { innerEntries, isLockable, settingEntries, topEntries } from './entries.ts';
import { withoutReference } from './words.ts';

type Json = { [key: string]: unknown };

/** Returns docs/policy.schema.json, which helps editors to complete and check a policy file. */
export function jsonSchema(): string {
  // An entry is trimmed before it counts, which a JSON schema cannot say.
  const converted = toJsonSchema(PolicyDocument, { errorMode: 'throw', ignoreActions: ['trim'] }) as Json;
  const settings = toJsonSchema(DefaultSettings, { errorMode: 'throw', ignoreActions: ['trim'] }) as Json;
  const properties = converted.properties as Record<string, Json>;
  for (const { key, words } of topEntries()) {
    const inner = innerEntries(key);
    const described = key === 'defaults' || key === 'locked' ? settingsPlace(key) : properties[key];
    if (key !== 'defaults' && key !== 'locked')
      for (const one of inner) describe(described, one.key, withoutReference(one.words.en.text));
    properties[key] = { description: withoutReference(words.en.text), ...described };
  }
  const settingProperties = settings.properties as Record<string, Json>;
  for (const { key, words } of settingEntries())
    settingProperties[key] = { description: withoutReference(words.en.text), ...settingProperties[key] };
  const whole = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Talkmelder policy',
    description: 'The administrator’s rules for all users of this machine. See admin.md.',
    type: 'object',
    additionalProperties: false,
    properties,
    $defs: { settings: without$schema(settings) },
  };
  return `${JSON.stringify(withoutEmpty(whole), null, 2)}\n`;
}

function settingsPlace(key: 'defaults' | 'locked'): Json {
  if (key === 'defaults') return { $ref: '#/$defs/settings' };
  const properties = settingEntries()
    .filter((one) => isLockable(one.key))
    .map((one) => [one.key, { $ref: `#/$defs/settings/properties/${one.key}` }]);
  return { type: 'object', additionalProperties: false, properties: Object.fromEntries(properties) };
}

/** Adds a description to a property of an object, or of the objects in a list. */
function describe(schema: Json | undefined, key: string, text: string): void {
  const holder = (schema?.items ?? schema) as { properties?: Record<string, Json> } | undefined;
  if (holder?.properties?.[key]) holder.properties[key] = { description: text, ...holder.properties[key] };
}

function without$schema({ $schema: _, ...rest }: Json): Json {
  return rest;
}

/** Leaves out `required: []`, and the type beside the values of a choice, which says nothing more. */
function withoutEmpty(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withoutEmpty);
  if (typeof node !== 'object' || node === null) return node;
  const kept = Object.entries(node).filter(
    ([key, value]) =>
      !(key === 'required' && Array.isArray(value) && value.length === 0) && !(key === 'type' && 'enum' in node),
  );
  return Object.fromEntries(kept.map(([key, value]) => [key, withoutEmpty(value)]));
}
