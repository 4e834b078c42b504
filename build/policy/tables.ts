import { DEFAULT_SETTINGS } from '../../main/core/model/settings.ts';
import { type Entry, innerEntries, type Kind, settingEntries, topEntries } from './entries.ts';
import type { Language } from './words.ts';

const HEADS: Record<Language, { key: string; values: string; text: string; usual: string }> = {
  de: { key: 'Schlüssel', values: 'Werte', text: 'Wirkung', usual: 'ohne Vorgabe' },
  en: { key: 'key', values: 'values', text: 'what it does', usual: 'without a policy' },
};
const KINDS: Record<Language, Record<'text' | 'list' | 'listOf' | 'object' | 'off' | 'always', string>> = {
  de: { text: 'Text', list: 'Liste', listOf: 'Liste aus', object: 'siehe unten', off: 'aus', always: 'immer' },
  en: { text: 'text', list: 'list', listOf: 'list of', object: 'see below', off: 'off', always: 'always' },
};

/** The tables of the guides for administrators, by the name of the comments around them. */
export const tables = (language: Language): Record<string, string> => ({
  keys: keysTable(topEntries(), language),
  settings: settingsTable(language),
  alarms: keysTable(innerEntries('alarms'), language),
  alarmWatch: keysTable(innerEntries('alarmWatch'), language),
  updates: keysTable(innerEntries('updates'), language),
});

function keysTable(entries: Entry[], language: Language): string {
  const { key, values, text } = HEADS[language];
  return table(
    [key, values, text],
    entries.map((one) => [code(one.key), valuesOf(one.kind, language), one.words[language].text]),
  );
}

function settingsTable(language: Language): string {
  const { key, values, text, usual } = HEADS[language];
  return table(
    [key, values, text, usual],
    settingEntries().map((one) => [
      code(one.key),
      valuesOf(one.kind, language),
      one.words[language].text,
      usualOf(one.key, language),
    ]),
  );
}

function valuesOf(kind: Kind, language: Language): string {
  if (kind.kind === 'boolean') return '`true`, `false`';
  if (kind.kind === 'list' && kind.item.kind === 'choice')
    return `${KINDS[language].listOf} ${valuesOf(kind.item, language)}`;
  if (kind.kind === 'choice') return kind.options.map((option) => code(JSON.stringify(option))).join(', ');
  return KINDS[language][kind.kind];
}

function usualOf(key: string, language: Language): string {
  const usual: unknown = Reflect.get(DEFAULT_SETTINGS, key);
  if (typeof usual === 'object' && usual !== null && !Array.isArray(usual))
    return KINDS[language][Reflect.get(usual, 'on') ? 'always' : 'off'];
  return code(JSON.stringify(usual));
}

const code = (text: string): string => `\`${text}\``;

const table = (head: string[], rows: string[][]): string =>
  [head, head.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |\n`)
    .join('');

/**
 * Replaces the tables in a guide, each between `<!-- policy: NAME -->` and `<!-- /policy -->`.
 * @throws when a comment names no table, or a table has no place
 */
export function withTables(guide: string, language: Language): string {
  const all = tables(language);
  const missing = new Set(Object.keys(all));
  const filled = guide.replace(/(<!-- policy: (\w+) -->\n)[\s\S]*?(<!-- \/policy -->)/g, (_whole, begin, name, end) => {
    const text = all[name];
    if (text === undefined) throw new Error(`There is no table of the policy called ${name}.`);
    missing.delete(name);
    return `${begin}\n${text}\n${end}`;
  });
  if (missing.size > 0) throw new Error(`No place for the tables ${[...missing].join(', ')}.`);
  return filled;
}
