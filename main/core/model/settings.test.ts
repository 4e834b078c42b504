import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS, parseSettings, resolveLanguage, Settings, SettingsChange } from './settings.ts';

/** Every value differs from its default. */
const chosen: Settings = {
  language: 'en',
  theme: 'dark',
  trayIcon: 'contrast',
  autostart: true,
  notify: 'mentions',
  sound: false,
  previewText: false,
  textWhenLocked: false,
  ringCalls: false,
  ringGroupCalls: true,
  quietHours: { on: true, days: ['sat', 'sun'], from: '23:30', to: '07:00' },
  compact: 5,
  pollSeconds: 120,
  hideOnBlur: false,
  textSize: 125,
  windowHeight: 640,
  alarmSound: 'siren',
  alarmOutput: 'HDMI',
  alarmRingMinutes: 30,
  alarmAgainMinutes: 2,
  alarmHours: 8,
  alarmReadElsewhere: true,
  alarmText: false,
  alarmReaction: '✅',
  alarmLine: 'Wache 1: gesehen',
  alarmLog: false,
  weeklyProbe: { on: true, day: 'wed', time: '18:45' },
  wallAtStart: true,
  wallText: true,
  wallAwake: true,
  station: true,
  displayHours: { on: true, days: ['mon'], from: '07:00', to: '22:00' },
  openWith: 'firefox',
  shortcut: 'CommandOrControl+Alt+M',
  companionNotifications: ['mail'],
  companions: ['appointments'],
  widgets: ['notes'],
  filter: 'unread',
};
const keys = Object.keys(DEFAULT_SETTINGS) as (keyof Settings)[];

describe('parseSettings', () => {
  it('keeps valid values', () => {
    expect(parseSettings(chosen)).toEqual(chosen);
  });

  it('has a sample for every setting that differs from the default', () => {
    expect(keys.filter((key) => chosen[key] === DEFAULT_SETTINGS[key])).toEqual([]);
  });

  it.each(keys)('replaces only a wrong %s by its default', (key) => {
    // Any shorter text can be the name of a loudspeaker, or a line.
    const text = key === 'alarmOutput' || key === 'alarmLine' ? 'x'.repeat(501) : 'nonsense';
    for (const wrong of [text, 17, null, {}, [[chosen[key]]], -1]) {
      expect(parseSettings({ ...chosen, [key]: wrong })).toEqual({ ...chosen, [key]: DEFAULT_SETTINGS[key] });
    }
  });

  it.each(keys)('adds a missing %s', (key) => {
    const { [key]: _missing, ...rest } = chosen;
    expect(parseSettings(rest)).toEqual({ ...chosen, [key]: DEFAULT_SETTINGS[key] });
  });

  it('does not accept numbers and booleans written as text', () => {
    expect(parseSettings({ pollSeconds: '60', compact: '3', sound: 'false' })).toEqual(DEFAULT_SETTINGS);
  });

  it('drops unknown keys', () => {
    expect(parseSettings({ ...chosen, appPassword: 'secret', __proto__: { sound: true } })).toEqual(chosen);
  });

  it.each([undefined, null, [], ['dark'], 'dark', '', 5, true, () => chosen])(
    'turns %s into the defaults',
    (document) => {
      expect(parseSettings(document)).toEqual(DEFAULT_SETTINGS);
    },
  );

  it('never throws and always returns settings', () => {
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

  it('reads back the settings that it wrote', () => {
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
  it('accepts some of the settings, and no other keys', () => {
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
