import { describe, expect, it } from 'vitest';
import { sleepInGnome, sleepInPmset, sleepInPowercfg } from './sleep-setting.ts';

const UNKNOWN = { kind: 'unknown' };
const NEVER = { kind: 'never' };

describe('powercfg', () => {
  const german = (mains: string, battery: string): string =>
    [
      'GUID des Energieschemas: 381b4222-f694-41f0-9685-ff5bb260df2e  (Ausbalanciert)',
      '  GUID-Alias: SCHEME_BALANCED',
      '  GUID der Untergruppe: 238c9fa8-0aad-41ed-83f4-97be242c8f20  (Deaktivierung)',
      '    GUID-Alias: SUB_SLEEP',
      '    GUID der Energieeinstellung: 29f6c1db-86da-48c5-9fdb-f2b67b1f44da  (Deaktivierung nach)',
      '      GUID-Alias: STANDBYIDLE',
      '      Minimal mögliche Einstellung: 0x00000000',
      '      Maximal mögliche Einstellung: 0xffffffff',
      '      Inkrement möglicher Einstellungen: 0x00000001',
      '      Einheiten möglicher Einstellungen: Sekunden',
      `    Index der aktuellen Wechselstromeinstellung: ${mains}`,
      `    Index der aktuellen Gleichstromeinstellung: ${battery}`,
      '',
    ].join('\r\n');

  it('tells the seconds on mains, in each language', () => {
    expect(sleepInPowercfg(german('0x00000708', '0x0000012c'))).toEqual({ kind: 'after', seconds: 1_800 });
    expect(sleepInPowercfg(german('0x00000000', '0x0000012c'))).toEqual(NEVER);
  });

  it.each([null, '', 'Ungültige Parameter', '  Index: 0x00000708\r\n'])('that says %j leaves it unknown', (text) => {
    expect(sleepInPowercfg(text)).toEqual(UNKNOWN);
  });
});

describe('pmset', () => {
  const battery = 'Battery Power:\n powernap             0\n sleep                1\n displaysleep         2\n';
  const mains = (minutes: number): string =>
    `AC Power:\n standby              1\n disksleep            10\n sleep                ${minutes} (sleep prevented by coreaudiod)\n displaysleep         10\n`;

  it('tells the minutes on mains', () => {
    expect(sleepInPmset(battery + mains(15))).toEqual({ kind: 'after', seconds: 900 });
    expect(sleepInPmset(mains(15) + battery)).toEqual({ kind: 'after', seconds: 900 });
    expect(sleepInPmset(battery + mains(0))).toEqual(NEVER);
  });

  it.each([null, '', battery, 'AC Power:\n displaysleep 10\n'])('that says %j leaves it unknown', (text) => {
    expect(sleepInPmset(text)).toEqual(UNKNOWN);
  });
});

describe('GNOME', () => {
  it('tells what happens, and after how many seconds', () => {
    expect(sleepInGnome("'suspend'\n", '900\n')).toEqual({ kind: 'after', seconds: 900 });
    expect(sleepInGnome("'hibernate'\n", 'uint32 900\n')).toEqual({ kind: 'after', seconds: 900 });
    expect(sleepInGnome("'suspend'\n", '0\n')).toEqual(NEVER);
    expect(sleepInGnome("'nothing'\n", '900\n')).toEqual(NEVER);
  });

  it.each([
    [null, '900'],
    ["'suspend'", null],
    ['No such schema', '900'],
    ["'suspend'", '-1'],
  ])('that says %j and %j leaves it unknown', (type, timeout) => {
    expect(sleepInGnome(type, timeout)).toEqual(UNKNOWN);
  });
});
