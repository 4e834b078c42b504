import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFakeLogger } from '../../../test/fakes/logger.ts';
import { loadPolicy } from './policy.ts';
import { parseQuery, valuesOf } from './registry-policy.ts';

const KEY = 'HKEY_LOCAL_MACHINE\\Software\\Policies\\Talkmelder';

/** What `reg.exe query … /s` prints: keys, and values with four blanks between name, kind and data. */
const printed = (...keys: [name: string, ...values: string[]][]): string =>
  keys
    .map(([name, ...values]) => `\r\n${KEY}${name}\r\n${values.map((value) => `    ${value}\r\n`).join('')}`)
    .join('');

const read = (output: string): unknown => valuesOf(parseQuery(output, KEY));

const FULL = printed(
  ['', 'server    REG_SZ    https://cloud.example.org', '(Standard)    REG_SZ    ', 'StationPIN    REG_SZ    reset'],
  ['\\allowedServers', '1    REG_SZ    https://cloud.example.org', '2    REG_SZ    https://example.org/nextcloud'],
  ['\\defaults', 'autostart    REG_DWORD    0x1', 'compact    REG_SZ    5', 'alarmLine    REG_SZ    Wache 1: gesehen'],
  [
    '\\locked',
    'previewtext    REG_DWORD    0x0',
    'pollSeconds    REG_DWORD    0x3c',
    'textSize    REG_SZ    125',
    'alarmReaction    REG_SZ    fire-engine',
    'sound    REG_SZ    true',
  ],
  [
    '\\locked\\quietHours',
    'on    REG_DWORD    0x1',
    'days    REG_SZ    mon, tue wed',
    'from    REG_SZ    22:00',
    'to    REG_SZ    06:00',
  ],
  ['\\alarms', '2    REG_SZ    {"conversation":"Alarm Süd","locked":true}', '10    REG_SZ    xk5cq7dn'],
  [
    '\\alarms\\1',
    'conversation    REG_SZ    Alarmierung Wache 1',
    'keywords    REG_MULTI_SZ    Einsatz\\0Voll alarm',
    'locked    REG_DWORD    0x1',
  ],
  ['\\alarmWatch', 'blindAfterMinutes    REG_DWORD    0xa', 'name    REG_EXPAND_SZ    Wache 1'],
  ['\\alarmWatch\\probe', 'day    REG_SZ    sat', 'time    REG_SZ    12:00'],
);

describe('a policy in the registry', () => {
  it('is read as the policy file would say it', () => {
    expect(read(FULL)).toEqual({
      server: 'https://cloud.example.org',
      stationPin: 'reset',
      allowedServers: ['https://cloud.example.org', 'https://example.org/nextcloud'],
      defaults: { autostart: true, compact: 5, alarmLine: 'Wache 1: gesehen' },
      locked: {
        previewText: false,
        pollSeconds: 60,
        textSize: 125,
        alarmReaction: '🚒',
        sound: true,
        quietHours: { on: true, days: ['mon', 'tue', 'wed'], from: '22:00', to: '06:00' },
      },
      alarms: [
        { conversation: 'Alarmierung Wache 1', keywords: ['Einsatz', 'Voll alarm'], locked: true },
        { conversation: 'Alarm Süd', locked: true },
        { conversation: 'xk5cq7dn' },
      ],
      alarmWatch: { blindAfterMinutes: 10, name: 'Wache 1', probe: { day: 'sat', time: '12:00' } },
    });
    const content = { kind: 'registry' as const, key: KEY, output: FULL };
    const files = {
      policies: () => [{ place: 'HKLM', content }],
      read: () => ({ kind: 'absent' as const }),
      isCertificate: () => true,
    };
    expect(loadPolicy(files, createFakeLogger()).problems).toEqual([]);
  });

  it('may hold a list as REG_MULTI_SZ, or as one text', () => {
    const both = ['a.example', 'b.example'];
    for (const value of [
      'REG_MULTI_SZ    a.example\\0b.example',
      'REG_SZ    a.example; b.example',
      'REG_SZ    ["a.example","b.example"]',
    ])
      expect(read(printed(['', `allowedServers    ${value}`]))).toEqual({ allowedServers: both });
  });

  it('keeps what does not fit, so that the check can report it', () => {
    const output = printed(
      ['', 'sever    REG_SZ    x', 'server    REG_BINARY    00FF', 'alarmLane    REG_SZ    fast'],
      ['\\locked', 'sound    REG_DWORD    0x7', 'colour of it    REG_SZ    red'],
      ['\\alarms', '1    REG_SZ    {"conversation":'],
      ['\\alarm Watch', 'name    REG_SZ    x'],
    );
    const reported: string[] = [];
    const files = {
      policies: () => [{ place: 'HKLM', content: { kind: 'registry' as const, key: KEY, output } }],
      read: () => ({ kind: 'absent' as const }),
      isCertificate: () => true,
    };
    const policy = loadPolicy(files, createFakeLogger());
    reported.push(...policy.problems.map(({ kind, path }) => `${kind} ${path}`));
    expect(reported.sort()).toEqual([
      'unknown-key alarm Watch',
      'unknown-key locked.colour of it',
      'unknown-key sever',
      'wrong-value alarmLane',
      'wrong-value alarms.0',
      'wrong-value locked.sound',
      'wrong-value server',
    ]);
    expect(policy).toMatchObject({ server: '', locked: {} });
  });

  it('may have texts with blanks, nothing, or several lines', () => {
    expect(read(printed(['\\locked', 'alarmLine    REG_SZ    ', 'alarmOutput    REG_SZ    HDMI  /  Saal']))).toEqual({
      locked: { alarmLine: '', alarmOutput: 'HDMI  /  Saal' },
    });
    expect(read(printed(['\\locked', 'alarmLine    REG_SZ    eins\r\nzwei']))).toEqual({
      locked: { alarmLine: 'eins\nzwei' },
    });
  });

  it('is read from lines with either ending, and its key in any case', () => {
    const output = `\n${KEY.toUpperCase()}\n    SERVER    REG_SZ    a.example\n`;
    expect(read(output)).toEqual({ server: 'a.example' });
  });

  it('does not take a neighbouring key for its own', () => {
    expect(read(`\r\n${KEY}2\r\n    server    REG_SZ    evil.example\r\n`)).toEqual({});
  });

  it('never ends the app', () => {
    const line = fc.oneof(
      fc.string(),
      fc.constantFrom(KEY, `${KEY}\\locked`, `${KEY}\\alarms\\1`, `${KEY}\\__proto__`, '    __proto__    REG_SZ    x'),
      fc
        .tuple(fc.string(), fc.constantFrom('REG_SZ', 'REG_DWORD', 'REG_X'), fc.string())
        .map((all) => `    ${all.join('    ')}`),
    );
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const content = { kind: 'registry' as const, key: KEY, output: lines.join('\r\n') };
        const files = {
          policies: () => [{ place: 'HKLM', content }],
          read: () => ({ kind: 'absent' as const }),
          isCertificate: () => true,
        };
        loadPolicy(files, createFakeLogger());
      }),
    );
  });
});
