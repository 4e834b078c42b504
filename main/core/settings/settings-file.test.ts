import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SettingsFileOdd } from '../errors.ts';
import { readSettingsFile, writeSettingsFile } from './settings-file.ts';

const alarm = {
  server: 'https://cloud.example.org',
  conversation: 'xk5cq7dn',
  rule: { keywords: ['Einsatz'], senders: ['users/max'] },
};

describe('a file of settings', () => {
  it('brings what was saved, without what belongs to one computer', () => {
    const text = writeSettingsFile(
      { theme: 'dark', station: true, alarmOutput: 'HDMI', windowHeight: 600, filter: 'unread', alarmLine: 'gesehen' },
      [alarm],
    );
    expect(readSettingsFile(text)).toEqual({ settings: { theme: 'dark', station: true }, alarms: [alarm], left: 0 });
    expect(text).not.toMatch(/HDMI|windowHeight|filter|alarmLine/);
  });

  it('may begin with a byte order mark, and come from another version', () => {
    const file = { format: 'talkmelder-settings', version: 1, settings: { theme: 'dark', colour: 'red' }, more: true };
    expect(readSettingsFile(`\uFEFF${JSON.stringify(file)}`)).toEqual({
      settings: { theme: 'dark' },
      alarms: [],
      left: 1,
    });
  });

  it('brings what is right when something in it is wrong', () => {
    const file = {
      format: 'talkmelder-settings',
      version: 1,
      settings: { theme: 'pink', sound: false, notify: 7, alarmLine: 'x', __proto__: null },
      alarms: [alarm, { ...alarm, rule: { keywords: [''], senders: [] } }, 'x', null],
    };
    expect(readSettingsFile(JSON.stringify(file))).toEqual({ settings: { sound: false }, alarms: [alarm], left: 6 });
  });

  it.each([
    ['empty', ''],
    ['no JSON', '{"format":'],
    ['another JSON', '{"settings":{}}'],
    ['a policy', '{"server":"cloud.example.org","locked":{"theme":"dark"}}'],
    ['a later format', '{"format":"talkmelder-settings","version":2,"settings":{}}'],
    ['a list', '[]'],
    ['nothing', 'null'],
    ['settings that are a number', '{"format":"talkmelder-settings","version":1,"settings":7}'],
    ['alarms that are none', '{"format":"talkmelder-settings","version":1,"settings":{},"alarms":{}}'],
    [
      'too many alarms',
      JSON.stringify({ format: 'talkmelder-settings', version: 1, settings: {}, alarms: Array(5_001).fill(0) }),
    ],
    ['endless', ' '.repeat(16_000_001)],
  ])('is refused: %s', (_what, text) => {
    expect(() => readSettingsFile(text)).toThrow(SettingsFileOdd);
  });

  it('never does anything but bring valid settings, or be refused', () => {
    const content = fc.record({
      format: fc.constant('talkmelder-settings'),
      version: fc.constant(1),
      settings: fc.anything(),
      alarms: fc.anything(),
    });
    fc.assert(
      fc.property(content, (file) => {
        try {
          const { left } = readSettingsFile(JSON.stringify(file));
          expect(left).toBeGreaterThanOrEqual(0);
        } catch (error) {
          expect(error).toBeInstanceOf(SettingsFileOdd);
        }
      }),
    );
  });
});
