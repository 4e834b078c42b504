import { describe, expect, it } from 'vitest';
import { ErrorCode } from '../../main/core/model/error-code.ts';
import { de as companionsDe } from './companions/de.ts';
import { en as companionsEn } from './companions/en.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import * as files from './files.ts';
import { type MessageKey, sentence, setLanguage, t } from './index.ts';
import { transferWords } from './transfer.ts';
import { updateWords } from './updates.ts';

const languages = { de, en };

const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

describe('every language', () => {
  const { de: german, ...others } = languages;

  it.each(Object.entries(others))('%s has the keys of German, each with the same placeholders', (_, messages) => {
    expect(Object.keys(messages).sort()).toEqual(Object.keys(german).sort());
    for (const [key, text] of Object.entries(german)) {
      expect(placeholders(messages[key as keyof typeof de]), key).toEqual(placeholders(text));
    }
  });

  it.each(Object.entries(languages))('%s has a sentence for every error and no empty text', (_, messages) => {
    for (const code of ErrorCode.options) expect(messages[`error.${code}`]).toMatch(/\S.*\.$/);
    for (const [key, text] of Object.entries(messages)) expect(text.trim(), key).not.toBe('');
  });
});

it('the words of companions have the same keys and placeholders in each language, and none is empty', () => {
  expect(Object.keys(companionsEn).sort()).toEqual(Object.keys(companionsDe).sort());
  for (const [key, text] of Object.entries(companionsDe)) {
    const english = companionsEn[key as keyof typeof companionsDe];
    expect(placeholders(english), key).toEqual(placeholders(text));
    expect([text.trim(), english.trim()], key).not.toContain('');
  }
});

it('the words about files have the same placeholders in both languages', () => {
  for (const [key, text] of Object.entries(files.de))
    expect(placeholders(files.en[key as keyof typeof files.de]), key).toEqual(placeholders(text));
});

it('keeps together what belongs together, in every sentence', () => {
  const numbers = { count: 5, duration: 300, time: '8:00' };
  for (const key of Object.keys(de) as MessageKey[]) {
    const german = sentence('de', key, numbers);
    expect(german, key).not.toMatch(
      / …|[\d}] (Uhr|Min\.|Std\.|Sekunden?|Minuten?|Stunden?|Tage?n?|ms|s|[kMG]B|%)(?!\p{L})/u,
    );
    expect(en[key], key).not.toMatch(/\s…|\u00a0/);
  }
  expect(sentence('de', 'menu.disconnect')).toBe('Konto trennen\u00a0…');
  expect(sentence('de', 'wall.time', numbers)).toBe('8:00\u00a0Uhr');
});

describe('every error', () => {
  /** What a person can do, or who can. */
  const steps = {
    de: /[Bb]itte |Gleich folgt|Verlasse|Kopiere|Sieh |Frag |Melde |Nimm /,
    en: /[Pp]lease |Trying again|Leave |Copy |Ask |Sign |Use /,
  };
  it.each(['de', 'en'] as const)('comes with the next step, in %s', (language) => {
    for (const code of ErrorCode.options) expect(languages[language][`error.${code}`], code).toMatch(steps[language]);
  });
});

describe('t', () => {
  it('fills placeholders in the chosen language', () => {
    setLanguage('de');
    expect(t('list.unread', { count: 3 })).toBe('3 ungelesen');
    setLanguage('en');
    expect(t('list.unread', { count: 3 })).toBe('3 unread');
  });

  it('inserts values unchanged', () => {
    setLanguage('en');
    expect(t('connection.age', { age: '$& {age} <b>' })).toBe('Last updated $& {age} <b>');
  });
});

it.each([
  ['updates', updateWords],
  ['the file of settings', transferWords],
])('the words about %s have the same placeholders in each language, and none is empty', (_what, words) => {
  for (const [key, text] of Object.entries(words.de)) {
    const other = Object.entries(words.en).find(([name]) => name === key)?.[1] ?? '';
    expect(placeholders(other), key).toEqual(placeholders(text));
    expect(text.trim() && other.trim(), key).not.toBe('');
  }
});
