import { NAMES_WITHOUT_EMOJI } from '../../main/core/settings/registry-policy.ts';
import { type Entry, innerEntries, isLockable, type Kind, settingEntries, topEntries } from './entries.ts';
import { FIELDS, type Language, OPTIONS, withoutReference } from './words.ts';
import { type Element, element, xml } from './xml.ts';

/**
 * The templates of group policies, in the form of Microsoft's schemas PolicyDefinitionFiles.xsd and
 * PolicyDefinitions.xsd. Each entry becomes one policy: a truth value is switched on or off, a choice is a list to pick
 * from, an object shows a field for each of its own entries.
 */
const NAMESPACE = 'http://www.microsoft.com/GroupPolicy/PolicyDefinitions';
const ROOT = 'Software\\Policies\\Talkmelder';
/** The longest text that a field takes by itself. */
const USUAL_LENGTH = 1_023;

type Texts = Record<Language, string>;
/** Strings by id, and the presentation of policies with fields. */
interface Resources {
  strings: Map<string, Texts>;
  presentations: Map<string, (language: Language) => Element[]>;
}

/** Keys whose entries are policies of their own. */
const isCategory = ({ key, kind }: Entry): boolean => kind.kind === 'object' || key === 'locked' || key === 'defaults';

interface Template {
  admx: string;
  adml: Record<Language, string>;
}

export function groupPolicy(): Template {
  const resources: Resources = { strings: new Map(), presentations: new Map() };
  const { strings } = resources;
  strings.set('Talkmelder', { de: 'Talkmelder', en: 'Talkmelder' });
  strings.set('Supported', { de: 'Talkmelder ab 0.1', en: 'Talkmelder 0.1 or newer' });
  const categories = [
    element('category', { name: 'Talkmelder', displayName: '$(string.Talkmelder)' }),
    ...topEntries()
      .filter(isCategory)
      .map((one) => category(one, resources)),
  ];
  const policies = topEntries().flatMap((one) =>
    isCategory(one)
      ? entriesIn(one).map((inner) => policy(inner, one.key, resources))
      : [policy(one, 'Talkmelder', resources)],
  );
  return { admx: admx(categories, policies), adml: { de: adml('de', resources), en: adml('en', resources) } };
}

function entriesIn({ key }: Entry): Entry[] {
  if (key === 'defaults') return settingEntries();
  if (key === 'locked')
    return settingEntries().flatMap((one) => (isLockable(one.key) ? [{ ...one, within: 'locked' }] : []));
  return innerEntries(key);
}

function category({ key, words }: Entry, { strings }: Resources): Element {
  strings.set(key, { de: words.de.title, en: words.en.title });
  strings.set(`${key}_help`, { de: plain(words.de.text), en: plain(words.en.text) });
  return element('category', { name: key, displayName: `$(string.${key})`, explainText: `$(string.${key}_help)` }, [
    element('parentCategory', { ref: 'Talkmelder' }),
  ]);
}

/** In group policies, code needs no backticks, and nothing stands below. */
const plain = (text: string): string => withoutReference(text).replaceAll('`', '');

const AFTERWARDS: Record<string, Texts> = {
  locked: {
    de: 'Der Benutzer kann es nicht ändern. Nicht konfiguriert: Er wählt selbst.',
    en: 'The user cannot change it. Not configured: the user chooses.',
  },
  defaults: {
    de: 'Das gilt, bis der Benutzer etwas anderes wählt.',
    en: 'This applies until the user chooses something else.',
  },
};

function policy({ within, key, kind, words }: Entry, parent: string, resources: Resources): Element {
  const name = within === '' ? key : `${within}_${key}`;
  const registryKey = within === '' ? ROOT : `${ROOT}\\${within}`;
  const more = within === '' ? undefined : AFTERWARDS[within];
  const example = exampleOf(within, key);
  const help = (language: Language): string =>
    [
      plain(words[language].text),
      kind.kind === 'boolean' ? SWITCHED[language] : '',
      example[language],
      more?.[language] ?? '',
    ]
      .filter((text) => text !== '')
      .join(' ');
  resources.strings.set(name, { de: words.de.title, en: words.en.title });
  resources.strings.set(`${name}_help`, { de: help('de'), en: help('en') });
  const attributes = {
    name,
    class: 'Machine',
    displayName: `$(string.${name})`,
    explainText: `$(string.${name}_help)`,
    key: registryKey,
  };
  const place = [element('parentCategory', { ref: parent }), element('supportedOn', { ref: 'Supported' })];
  if (kind.kind === 'boolean')
    return element('policy', { ...attributes, valueName: key }, [
      ...place,
      element('enabledValue', {}, [decimal(1)]),
      element('disabledValue', {}, [decimal(0)]),
    ]);
  const fields = fieldsOf(name, key, kind, registryKey, words, resources);
  resources.presentations.set(name, (language) => fields.map(({ shown }) => shown(language)));
  return element('policy', { ...attributes, presentation: `$(presentation.${name})` }, [
    ...place,
    element(
      'elements',
      {},
      fields.map(({ stored }) => stored),
    ),
  ]);
}

const SWITCHED: Texts = { de: 'Aktiviert: ja. Deaktiviert: nein.', en: 'Enabled: yes. Disabled: no.' };

/** An object in a list has no fields in a group policy: it is written as JSON. */
const exampleOf = (within: string, key: string): Texts =>
  within === '' && key === 'alarms'
    ? {
        de: 'Jede Zeile ist ein Token, ein Name, oder wie in der Datei: {"conversation":"Alarm","keywords":["Einsatz"],"locked":true}',
        en: 'Each line is a token, a name, or as in the file: {"conversation":"Alarm","keywords":["Einsatz"],"locked":true}',
      }
    : { de: '', en: '' };

/** A list of choices is one text. Other lists are keys with the values 1, 2 and so on. */
const isKey = (kind: Kind): boolean => kind.kind === 'list' && kind.item.kind !== 'choice';

interface Field {
  stored: Element;
  shown: (language: Language) => Element;
}

function fieldsOf(
  name: string,
  key: string,
  kind: Kind,
  registryKey: string,
  words: Entry['words'],
  resources: Resources,
): Field[] {
  if (kind.kind !== 'object') {
    const choices = kind.kind === 'list' && kind.item.kind === 'choice' ? ` (${kind.item.options.join(', ')})` : '';
    const label = (language: Language): string => words[language].title + choices;
    return [field(name, key, kind, isKey(kind) ? `${registryKey}\\${key}` : registryKey, label, resources)];
  }
  return kind.entries.map(([inner, its]) => {
    const label = FIELDS[inner];
    if (!label) throw new Error(`Write words for the field ${inner} of ${key} in build/policy/words.ts.`);
    return field(`${name}_${inner}`, inner, its, `${registryKey}\\${key}`, (language) => label[language], resources);
  });
}

function field(
  id: string,
  valueName: string,
  kind: Kind,
  key: string,
  label: (language: Language) => string,
  resources: Resources,
): Field {
  switch (kind.kind) {
    case 'boolean':
      return {
        stored: element('boolean', { id, key, valueName }, [
          element('trueValue', {}, [decimal(1)]),
          element('falseValue', {}, [decimal(0)]),
        ]),
        shown: (language) => element('checkBox', { refId: id }, label(language)),
      };
    case 'choice':
      return {
        stored: element('enum', { id, key, valueName, required: 'true' }, items(id, kind.options, resources)),
        shown: (language) => element('dropdownList', { refId: id, noSort: 'true', defaultItem: 0 }, label(language)),
      };
    case 'list':
      if (!isKey(kind)) return text(id, key, valueName, { longest: USUAL_LENGTH, canBeEmpty: true }, label);
      return {
        stored: element('list', { id, key, valuePrefix: '' }),
        shown: (language) => element('listBox', { refId: id }, label(language)),
      };
    case 'text':
      return text(id, key, valueName, kind, label);
    case 'object':
      throw new Error(`A group policy has no field for ${id}.`);
  }
}

const text = (
  id: string,
  key: string,
  valueName: string,
  { longest, canBeEmpty }: { longest: number; canBeEmpty: boolean },
  label: (language: Language) => string,
): Field => ({
  stored: element('text', { id, key, valueName, maxLength: longest, required: String(!canBeEmpty) }),
  shown: (language) => element('textBox', { refId: id }, [element('label', {}, label(language))]),
});

const WITHOUT_EMOJI = new Map(Object.entries(NAMES_WITHOUT_EMOJI).map(([name, emoji]) => [emoji, name]));

/** Numbers alone are stored as numbers, everything else as texts. */
function items(id: string, options: (string | number)[], { strings }: Resources): Element[] {
  const areNumbers = options.every((option) => typeof option === 'number');
  return options.map((option, index) => {
    const words = OPTIONS[option];
    strings.set(`${id}_${index}`, { de: words?.de ?? String(option), en: words?.en ?? String(option) });
    const stored = String(option);
    const value = areNumbers ? decimal(Number(option)) : element('string', {}, WITHOUT_EMOJI.get(stored) ?? stored);
    return element('item', { displayName: `$(string.${id}_${index})` }, [element('value', {}, [value])]);
  });
}

const decimal = (value: number): Element => element('decimal', { value });

const VERSION = { revision: '1.0', schemaVersion: '1.0', xmlns: NAMESPACE };

const admx = (categories: Element[], policies: Element[]): string =>
  xml(
    element('policyDefinitions', VERSION, [
      element('policyNamespaces', {}, [element('target', { prefix: 'talkmelder', namespace: 'Talkmelder.Policies' })]),
      element('resources', { minRequiredRevision: '1.0', fallbackCulture: 'en-US' }),
      element('supportedOn', {}, [
        element('definitions', {}, [element('definition', { name: 'Supported', displayName: '$(string.Supported)' })]),
      ]),
      element('categories', {}, categories),
      element('policies', {}, policies),
    ]),
  );

const ABOUT: Texts = { de: 'Vorgaben für Talkmelder', en: 'Policies for Talkmelder' };

const adml = (language: Language, { strings, presentations }: Resources): string =>
  xml(
    element('policyDefinitionResources', VERSION, [
      element('displayName', {}, 'Talkmelder'),
      element('description', {}, ABOUT[language]),
      element('resources', {}, [
        element(
          'stringTable',
          {},
          [...strings].map(([id, texts]) => element('string', { id }, texts[language])),
        ),
        element(
          'presentationTable',
          {},
          [...presentations].map(([id, shown]) => element('presentation', { id }, shown(language))),
        ),
      ]),
    ]),
  );
