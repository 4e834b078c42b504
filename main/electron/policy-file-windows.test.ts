import { expect, it } from 'vitest';
import { isAdministratorsAlone } from './policy-file-windows.ts';

const USER = 'S-1-5-21-1004336348-1177238915-682003330-1001';

it.each([
  // As a file looks that an administrator has put below ProgramData.
  'O:BAG:DUD:AI(A;ID;FA;;;SY)(A;ID;FA;;;BA)(A;ID;0x1200a9;;;BU)',
  'O:SYG:SYD:PAI(A;;FA;;;SY)(A;;FRFX;;;WD)',
  'O:BAG:BAD:(A;OICIIO;GA;;;CO)(A;;FR;;;AU)(D;;FW;;;BU)',
  'O:S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464G:SYD:(A;;FA;;;BA)',
  `O:BAG:SYD:(A;;0x1200a9;;;${USER})S:AI(AU;SA;FA;;;WD)`,
])('lets count: %s', (sddl) => {
  expect(isAdministratorsAlone(sddl)).toBe(true);
});

it.each([
  `O:${USER}G:DUD:AI(A;ID;FA;;;SY)(A;ID;FA;;;BA)(A;ID;0x1200a9;;;BU)`,
  `O:BAG:DUD:AI(A;ID;FA;;;BA)(A;ID;FA;;;${USER})`,
  'O:BAG:DUD:(A;;0x1301bf;;;BU)',
  'O:BAG:DUD:(A;;0x1200ab;;;AU)',
  'O:BAG:DUD:(A;;FRFW;;;WD)',
  'O:BAG:DUD:(A;;SD;;;BU)',
  'O:BAG:DUD:(A;;WDWO;;;BU)',
  'O:BAG:DUD:(XA;;FX;;;BU;(WIN://SYSAPPID Contains "x"))',
  'O:BAG:DUD:NO_ACCESS_CONTROL',
  'O:BAG:DUD:',
  'O:BAG:DU',
  'D:(A;;FA;;;BA)',
  '',
  'Get-Acl : Cannot find path',
])('does not let count: %s', (sddl) => {
  expect(isAdministratorsAlone(sddl)).toBe(false);
});
