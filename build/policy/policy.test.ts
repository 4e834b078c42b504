import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { readDocument } from '../../main/core/settings/read-policy.ts';
import { parseQuery, valuesOf } from '../../main/core/settings/registry-policy.ts';
import { innerEntries, isLockable, settingEntries, topEntries } from './entries.ts';
import { policyFiles, ROOT } from './files.ts';
import { withTables } from './tables.ts';

/** A node as fast-xml-parser keeps the order of children: `{ policy: [...children], ':@': { '@_name': … } }`. */
type Node = Record<string, unknown>;
const parser = new XMLParser({ preserveOrder: true, ignoreAttributes: false, parseTagValue: false });
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const nameOf = (node: Node): string => Object.keys(node).find((key) => key !== ':@') ?? '';
const childrenOf = (node: Node): Node[] => {
  const inner = node[nameOf(node)];
  return Array.isArray(inner) ? inner : [];
};
const attribute = (node: Node, key: string): string => String(Reflect.get(Object(node[':@']), `@_${key}`) ?? '');
const all = (nodes: Node[], name: string): Node[] =>
  nodes.flatMap((node) => [...(nameOf(node) === name ? [node] : []), ...all(childrenOf(node), name)]);
const one = (nodes: Node[], name: string): Node => all(nodes, name)[0] ?? {};
const textOf = (node: Node): string =>
  childrenOf(node)
    .map((child) => String(child['#text'] ?? ''))
    .join('');

const ADMX = 'build/admx/Talkmelder.admx';
const admx: Node[] = parser.parse(read(ADMX));
const policies = all(admx, 'policy');
const languages = ['de-DE', 'en-US'];
const admlOf = (language: string): Node[] => parser.parse(read(`build/admx/${language}/Talkmelder.adml`));

describe('what `npm run policy` writes', () => {
  it.each(Object.entries(policyFiles()))('is what is committed: %s', (path, text) => {
    expect(read(path), 'run `npm run policy`').toBe(text);
  });

  it('is well-formed XML', () => {
    for (const [path, text] of Object.entries(policyFiles()))
      if (/\.(?:admx|adml|mobileconfig)$/.test(path)) expect(XMLValidator.validate(text), path).toBe(true);
  });

  it('has a place in each guide, or stops', () => {
    expect(() => withTables('no place', 'en')).toThrow('keys, settings, alarms, alarmWatch, updates');
    expect(() => withTables('<!-- policy: other -->\n<!-- /policy -->', 'en')).toThrow('other');
  });
});

describe('the template of group policies', () => {
  const names = policies.map((policy) => attribute(policy, 'name'));

  it('has a policy for each entry', () => {
    const settings = settingEntries().map(({ key }) => key);
    const tops = topEntries().map(({ key }) => key);
    expect(names.sort()).toEqual(
      [
        ...tops.filter((key) => !['defaults', 'locked', 'alarmWatch', 'updates'].includes(key)),
        ...settings.map((key) => `defaults_${key}`),
        ...settings.filter(isLockable).map((key) => `locked_${key}`),
        ...innerEntries('alarmWatch').map(({ key }) => `alarmWatch_${key}`),
        ...innerEntries('updates').map(({ key }) => `updates_${key}`),
      ].sort(),
    );
  });

  it('follows the rules of Microsoft’s schema', () => {
    // PolicyDefinitions.xsd: the order of children, the letters of names, and what each must have.
    const order = ['parentCategory', 'supportedOn', 'enabledValue', 'disabledValue', 'elements'];
    for (const policy of policies) {
      const found = childrenOf(policy).map(nameOf);
      expect(found, attribute(policy, 'name')).toEqual(order.filter((name) => found.includes(name)));
      expect(found.slice(0, 2)).toEqual(order.slice(0, 2));
      expect(attribute(policy, 'name')).toMatch(/^[\p{L}\p{N}_]+$/u);
      expect(attribute(policy, 'class')).toBe('Machine');
      expect(attribute(policy, 'key')).toMatch(/^Software\\Policies\\Talkmelder(?:\\\w+)*$/);
    }
    for (const decimal of all(admx, 'decimal')) expect(Number(attribute(decimal, 'value'))).toBeGreaterThanOrEqual(0);
    for (const text of all(admx, 'string')) expect(textOf(text).length).toBeLessThanOrEqual(255);
    expect(childrenOf(one(admx, 'policyDefinitions')).map(nameOf)).toEqual([
      'policyNamespaces',
      'resources',
      'supportedOn',
      'categories',
      'policies',
    ]);
  });

  it('uses each id once, and refers only to what is there', () => {
    const fields = policies.flatMap((policy) => childrenOf(one([policy], 'elements')));
    const ids = fields.map((field) => attribute(field, 'id'));
    for (const unique of [names, ids, all(admx, 'category').map((node) => attribute(node, 'name'))])
      expect(new Set(unique).size).toBe(unique.length);
    const categories = new Set(all(admx, 'category').map((node) => attribute(node, 'name')));
    for (const parent of all(admx, 'parentCategory')) expect(categories).toContain(attribute(parent, 'ref'));
    for (const supported of all(policies, 'supportedOn')) expect(attribute(supported, 'ref')).toBe('Supported');
  });

  it.each(languages)('has each text and each field in %s, and none too many', (language) => {
    const adml = admlOf(language);
    const strings = new Map(
      childrenOf(one(adml, 'stringTable')).map((node) => [attribute(node, 'id'), textOf(node)] as const),
    );
    const wanted = [...read(ADMX).matchAll(/\$\(string\.(\w+)\)/g)].map(([, id]) => id ?? '');
    expect([...strings.keys()].sort()).toEqual([...new Set(wanted)].sort());
    for (const [id, text] of strings) {
      expect(text.trim(), id).not.toBe('');
      expect(text, id).not.toMatch(/`|siehe unten|see below/);
    }
    const presentations = new Map(all(adml, 'presentation').map((node) => [attribute(node, 'id'), node] as const));
    const control: Record<string, string> = {
      boolean: 'checkBox',
      enum: 'dropdownList',
      list: 'listBox',
      text: 'textBox',
    };
    for (const policy of policies) {
      const stored = childrenOf(one([policy], 'elements')).map((node) => [
        control[nameOf(node)],
        attribute(node, 'id'),
      ]);
      const [, id] = /^\$\(presentation\.(\w+)\)$/.exec(attribute(policy, 'presentation')) ?? [];
      const shown = childrenOf(presentations.get(id ?? '') ?? {}).map((node) => [
        nameOf(node),
        attribute(node, 'refId'),
      ]);
      expect(shown, attribute(policy, 'name')).toEqual(stored);
    }
    expect(presentations.size).toBe(policies.filter((policy) => attribute(policy, 'presentation') !== '').length);
  });

  describe('writes what Talkmelder reads', () => {
    const KEY = 'HKEY_LOCAL_MACHINE\\Software\\Policies\\Talkmelder';
    /** Valid contents of the fields for texts and lists. */
    const contents: Record<string, string> = {
      server: 'https://cloud.example.org',
      allowedServers: 'https://cloud.example.org',
      alarms: '{"conversation":"Alarm","locked":true}',
      stationPin: 'reset',
      caFile: 'C:\\ProgramData\\Talkmelder\\ca.pem',
      alarmSoundFile: 'C:\\ProgramData\\Talkmelder\\horn.wav',
      url: 'https://updates.example.org/talkmelder/',
      pinSha256: '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=',
      days: 'mon, tue',
      companions: 'appointments',
      companionNotifications: 'mail',
      from: '22:00',
      to: '06:00',
      time: '12:00',
    };
    const shown = (key: string, ...values: string[]): string =>
      `\r\nHKEY_LOCAL_MACHINE\\${key}\r\n${values.map((value) => `    ${value}\r\n`).join('')}`;

    /** What `reg.exe` prints after the editor has written a field. @param pick which value of a choice */
    function stored(field: Node, pick: (items: Node[]) => Node | undefined): string {
      const [key, name] = [attribute(field, 'key'), attribute(field, 'valueName')];
      const last = (name || key.split('\\').at(-1)) ?? '';
      if (nameOf(field) === 'boolean') return shown(key, `${name}    REG_DWORD    0x1`);
      if (nameOf(field) === 'list') return shown(key, `1    REG_SZ    ${contents[last] ?? ''}`);
      if (nameOf(field) === 'text') return shown(key, `${name}    REG_SZ    ${contents[last] ?? 'Wache 1'}`);
      const item = pick(all([field], 'item')) ?? {};
      const [decimal] = all([item], 'decimal');
      if (decimal) return shown(key, `${name}    REG_DWORD    0x${Number(attribute(decimal, 'value')).toString(16)}`);
      return shown(key, `${name}    REG_SZ    ${textOf(one([item], 'string'))}`);
    }

    it.each(policies.map((policy) => [attribute(policy, 'name'), policy] as const))('%s', (name, policy) => {
      const fields = childrenOf(one([policy], 'elements'));
      const most = Math.max(1, ...fields.map((field) => all([field], 'item').length));
      for (let index = 0; index < most; index += 1) {
        const output =
          fields.length > 0
            ? fields.map((field) => stored(field, (items) => items[index % items.length])).join('')
            : shown(attribute(policy, 'key'), `${attribute(policy, 'valueName')}    REG_DWORD    0x${index}`);
        const problems: string[] = [];
        const entries = readDocument(valuesOf(parseQuery(output, KEY)), (kind, path) =>
          problems.push(`${kind} ${path}`),
        );
        expect(problems, `${name} ${index} ${output}`).toEqual([]);
        expect(JSON.stringify(entries), name).not.toBe(JSON.stringify(readDocument({}, () => {})));
      }
    });
  });
});

it('the sample profile for macOS holds a valid policy', () => {
  const values = (node: Node | undefined): unknown => {
    const inner = childrenOf(node ?? {});
    switch (nameOf(node ?? {})) {
      case 'dict':
        return Object.fromEntries(
          inner.flatMap((child, index) => (nameOf(child) === 'key' ? [[textOf(child), values(inner[index + 1])]] : [])),
        );
      case 'array':
        return inner.map(values);
      case 'integer':
        return Number(textOf(node ?? {}));
      case 'string':
        return textOf(node ?? {});
      default:
        return nameOf(node ?? {}) === 'true';
    }
  };
  const plist = one(parser.parse(read('build/mac/talkmelder-policy.mobileconfig')), 'plist');
  const profile = Object(values(childrenOf(plist)[0]));
  expect(profile.PayloadType).toBe('Configuration');
  const policy = Object.fromEntries(
    Object.entries(profile.PayloadContent[0]).filter(([key]) => !key.startsWith('Payload')),
  );
  expect(profile.PayloadContent[0].PayloadType).toBe('de.talkmelder.app');
  const problems: string[] = [];
  readDocument(policy, (kind, path) => problems.push(`${kind} ${path}`));
  expect(problems).toEqual([]);
  expect(Object.keys(policy)).toContain('alarms');
});
