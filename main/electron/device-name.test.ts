import { expect, it } from 'vitest';
import { deviceName } from './device-name.ts';

it.each([
  ['wache-1', 'wache-1'],
  ['Gerätehaus (alt)', 'Geratehaus alt'],
  ['WACHE-Łódź', 'WACHE-odz'],
  ['消防署', 'PC'],
])('%s → %s', (name, header) => {
  expect(deviceName(name)).toBe(header);
  expect(new Headers({ 'User-Agent': `Talkmelder (${deviceName(name)})` }).get('user-agent')).toContain(header);
});
