import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Element, element, xml } from './xml.ts';

/** The app's id in electron-builder.yml: the domain of its managed preferences. */
const BUNDLE = 'de.talkmelder.app';
const DOCTYPE =
  '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">\n';
/** What differs from PC to PC, or belongs to another system, is no part of the sample. */
const SAMPLE = ['server', 'allowedServers', 'defaults', 'locked', 'alarms', 'alarmWatch'];

/** Returns a sample configuration profile for macOS, with the values of docs/policy.example.json. */
export function mobileconfig(): string {
  const example: Record<string, unknown> = JSON.parse(
    readFileSync(join(import.meta.dirname, '../../docs/policy.example.json'), 'utf8'),
  );
  const values = SAMPLE.flatMap((key) => (key in example ? [[key, example[key]]] : []));
  const payload = {
    PayloadType: BUNDLE,
    PayloadIdentifier: `${BUNDLE}.policy.settings`,
    PayloadUUID: '6F0E1B52-6B0C-4B5F-9B53-0D6B9C2F7A11',
    PayloadVersion: 1,
    PayloadDisplayName: 'Talkmelder',
    ...Object.fromEntries(values),
  };
  const profile = {
    PayloadType: 'Configuration',
    PayloadIdentifier: `${BUNDLE}.policy`,
    PayloadUUID: '2B3C7C0E-0B9D-4C38-8C64-5F7E3A1D9C22',
    PayloadVersion: 1,
    PayloadDisplayName: 'Talkmelder',
    PayloadScope: 'System',
    PayloadContent: [payload],
  };
  return xml(element('plist', { version: '1.0' }, [plist(profile)]), DOCTYPE);
}

function plist(value: unknown): Element {
  if (typeof value === 'boolean') return element(value ? 'true' : 'false');
  if (typeof value === 'number') return element('integer', {}, String(value));
  if (typeof value === 'string') return element('string', {}, value);
  if (Array.isArray(value)) return element('array', {}, value.map(plist));
  const entries = Object.entries(value as object);
  return element(
    'dict',
    {},
    entries.flatMap(([key, inner]) => [element('key', {}, key), plist(inner)]),
  );
}
