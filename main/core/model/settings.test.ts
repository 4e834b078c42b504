import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS, parseSettings, resolveLanguage, Settings, SettingsChange } from './settings.ts';

/** None of them is what anybody gets by default. */
const chosen: Settings = {
  language: 'en',
  theme: 'dark',
  autostart: true,
  notify: 'mentions',
  sound: false,
  previewText: false,
  compact: 5,
  pollSeconds: 120,
  hideOnBlur: false,
  openWith: 'firefox',
  shortcut: 'CommandOrControl+Alt+M',
  filter: 'unread',
};
const keys = Object.keys(DEFAULT_SETTINGS) as (keyof Settings)[];

describe('parseSettings', () => {
  it('takes what is right as it is', () => {
    expect(parseSettings(chosen)).toEqual(chosen);
  });

  it('has a choice for every setting that differs from the default', () => {
    expect(keys.filter((key) => chosen[key] === DEFAULT_SETTINGS[key])).toEqual([]);
  });

  it.each(keys)('lets a wrong %s fall back alone', (key) => {
    for (const wrong of ['nonsense', 17, null, {}, [chosen[key]], -1]) {
      expect(parseSettings({ ...chosen, [key]: wrong })).toEqual({ ...chosen, [key]: DEFAULT_SETTINGS[key] });
    }
  });

  it.each(keys)('adds a missing %s', (key) => {
    const { [key]: _missing, ...rest } = chosen;
    expect(parseSettings(rest)).toEqual({ ...chosen, [key]: DEFAULT_SETTINGS[key] });
  });

  it('does not take numbers and truths that are written as text', () => {
    expect(parseSettings({ pollSeconds: '60', compact: '3', sound: 'false' })).toEqual(DEFAULT_SETTINGS);
  });

  it('drops what it does not know', () => {
    expect(parseSettings({ ...chosen, appPassword: 'secret', __proto__: { sound: true } })).toEqual(chosen);
  });

  it.each([undefined, null, [], ['dark'], 'dark', '', 5, true, () => chosen])(
    'makes the defaults of %s',
    (document) => {
      expect(parseSettings(document)).toEqual(DEFAULT_SETTINGS);
    },
  );

  it('never throws and always yields settings', () => {
    const almost = fc.record(
      Object.fromEntries(keys.map((key) => [key, fc.oneof(fc.anything(), fc.constant(chosen[key]))])),
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(almost, fc.anything()), (document) => {
        expect(v.is(Settings, parseSettings(document))).toBe(true);
      }),
    );
  });

  it('reads back what it wrote', () => {
    const any = fc.record({ ...Object.fromEntries(keys.map((key) => [key, fc.anything()])) });
    fc.assert(
      fc.property(any, (document) => {
        const settings = parseSettings(document);
        expect(parseSettings(JSON.parse(JSON.stringify(settings)))).toEqual(settings);
      }),
    );
  });
});

describe('SettingsChange', () => {
  it('takes some settings, and nothing that is none', () => {
    expect(v.is(SettingsChange, {})).toBe(true);
    expect(v.is(SettingsChange, { theme: 'dark', sound: false })).toBe(true);
    expect(v.is(SettingsChange, { theme: 'pink' })).toBe(false);
    expect(v.is(SettingsChange, { server: 'https://evil.example' })).toBe(false);
  });
});

describe('resolveLanguage', () => {
  it.each([
    ['system', 'de-AT', 'de'],
    ['system', 'de', 'de'],
    ['system', 'DE', 'de'],
    ['system', 'den-CA', 'en'],
    ['system', 'fr-FR', 'en'],
    ['system', '', 'en'],
    ['en', 'de-DE', 'en'],
    ['de', 'en-GB', 'de'],
  ] as const)('%s on a system that speaks "%s" is %s', (setting, locale, language) => {
    expect(resolveLanguage(setting, locale)).toBe(language);
  });
});
