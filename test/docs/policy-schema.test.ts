import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { PolicyDocument } from '../../main/core/settings/policy-schema.ts';
import { readPolicy } from '../../main/core/settings/read-policy.ts';

const docs = join(import.meta.dirname, '../../docs');
const text = (name: string) => readFileSync(join(docs, name), 'utf8');

/** Returns the equivalent JSON schema; supports only the types that the policy uses. */
function jsonSchemaOf(schema: v.GenericSchema): Record<string, unknown> {
  if (v.isOfType('optional', schema)) return jsonSchemaOf(Reflect.get(schema, 'wrapped'));
  if (v.isOfType('boolean', schema)) return { type: 'boolean' };
  if (v.isOfType('picklist', schema)) return { enum: Reflect.get(schema, 'options') };
  if (v.isOfType('array', schema)) {
    const pipe: { type: string; requirement?: unknown }[] = Reflect.get(schema, 'pipe') ?? [];
    const limits = pipe.flatMap(({ type, requirement }) => (type === 'max_length' ? [['maxItems', requirement]] : []));
    return { type: 'array', items: jsonSchemaOf(Reflect.get(schema, 'item')), ...Object.fromEntries(limits) };
  }
  if (v.isOfType('string', schema)) {
    const pipe: { type: string; requirement?: unknown }[] = Reflect.get(schema, 'pipe') ?? [];
    const limits = pipe.flatMap(({ type, requirement }) => {
      if (type === 'min_length') return [['minLength', requirement]];
      if (type === 'max_length') return [['maxLength', requirement]];
      return requirement instanceof RegExp ? [['pattern', requirement.source]] : [];
    });
    return { type: 'string', ...Object.fromEntries(limits) };
  }
  if (v.isOfType('strict_object', schema)) {
    const entries: Record<string, v.GenericSchema> = Reflect.get(schema, 'entries');
    const properties = Object.entries(entries).map(([key, entry]) => [key, jsonSchemaOf(entry)]);
    const required = Object.entries(entries).flatMap(([key, entry]) => (v.isOfType('optional', entry) ? [] : [key]));
    return {
      type: 'object',
      additionalProperties: false,
      properties: Object.fromEntries(properties),
      ...(required.length > 0 && { required }),
    };
  }
  throw new Error(`no JSON schema for ${schema.type}`);
}

/** Returns the target of a reference such as `#/$defs/settings/properties/theme`. */
const pointedAt = (reference: string, definitions: Record<string, unknown>): unknown =>
  reference
    .replace('#/$defs/', '')
    .split('/')
    .reduce<unknown>((found, key) => Reflect.get(Object(found), key), definitions);

/** Removes descriptions, and replaces references with their targets. */
function bare(node: unknown, definitions: Record<string, unknown>): unknown {
  if (Array.isArray(node) || typeof node !== 'object' || node === null) return node;
  const { description: _description, $ref, ...rest } = node as Record<string, unknown>;
  if (typeof $ref === 'string') return bare(pointedAt($ref, definitions), definitions);
  return Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, bare(value, definitions)]));
}

describe('docs/policy.schema.json', () => {
  it('matches the app’s checks, key for key', () => {
    const { $schema, $defs, title, ...schema } = JSON.parse(text('policy.schema.json'));
    expect([$schema, title]).toEqual(['https://json-schema.org/draft/2020-12/schema', 'Talkmelder policy']);
    expect(bare(schema, $defs)).toEqual(jsonSchemaOf(PolicyDocument));
  });

  it('describes every key', () => {
    const { properties, $defs } = JSON.parse(text('policy.schema.json'));
    for (const [key, entry] of Object.entries({ ...properties, ...$defs.settings.properties }))
      if (key !== '$schema') expect(entry, key).toHaveProperty('description');
  });
});

describe('docs/policy.example.json', () => {
  it('is valid, and uses every key', () => {
    const problems: string[] = [];
    const entries = readPolicy(text('policy.example.json'), (kind, path) => problems.push(`${kind} ${path}`));
    expect(problems).toEqual([]);
    expect(v.is(PolicyDocument, JSON.parse(text('policy.example.json')))).toBe(true);
    expect(Object.keys(JSON.parse(text('policy.example.json')))).toEqual(Object.keys(PolicyDocument.entries));
    expect(Object.values(entries)).not.toContain(null);
  });
});

it('docs/admin.md names every key of the policy and of the settings', () => {
  const admin = text('admin.md');
  const settings = JSON.parse(text('policy.schema.json')).$defs.settings.properties;
  for (const key of [...Object.keys(PolicyDocument.entries), ...Object.keys(settings)])
    if (key !== '$schema') expect(admin).toContain(`\`${key}\``);
});
