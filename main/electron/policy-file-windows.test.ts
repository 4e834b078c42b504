import { describe, expect, it } from 'vitest';
import {
  type Identity,
  isAdministratorsAlone,
  isFolderProtected,
  isProtectedOnWindows,
  systemRoot,
  type WindowsFiles,
} from './policy-file-windows.ts';

const USER = 'S-1-5-21-1004336348-1177238915-682003330-1001';

it.each([
  // The access list of a file that an administrator has put below ProgramData.
  'O:BAG:DUD:AI(A;ID;FA;;;SY)(A;ID;FA;;;BA)(A;ID;0x1200a9;;;BU)',
  'O:SYG:SYD:PAI(A;;FA;;;SY)(A;;FRFX;;;WD)',
  'O:BAG:BAD:(A;OICIIO;GA;;;CO)(A;;FR;;;AU)(D;;FW;;;BU)',
  'O:S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464G:SYD:(A;;FA;;;BA)',
  `O:BAG:SYD:(A;;0x1200a9;;;${USER})S:AI(AU;SA;FA;;;WD)`,
])('trusts %s', (sddl) => {
  expect(isAdministratorsAlone(sddl)).toBe(true);
});

it.each([
  `O:${USER}G:DUD:AI(A;ID;FA;;;SY)(A;ID;FA;;;BA)(A;ID;0x1200a9;;;BU)`,
  `O:BAG:DUD:AI(A;ID;FA;;;BA)(A;ID;FA;;;${USER})`,
  'O:BAG:DUD:(A;;0x1301bf;;;BU)',
  'O:BAG:DUD:(A;;0x1200ab;;;AU)',
  'O:BAG:DUD:(A;;FRFW;;;WD)',
  'O:BAG:DUD:(A;;SD;;;BU)',
  // Inherited and effective, not inherit-only.
  'O:BAG:DUD:(A;CIOI;FA;;;BU)',
  'O:BAG:DUD:(A;;WDWO;;;BU)',
  'O:BAG:DUD:(XA;;FX;;;BU;(WIN://SYSAPPID Contains "x"))',
  'O:BAG:DUD:NO_ACCESS_CONTROL',
  'O:BAG:DUD:',
  'O:BAG:DU',
  'D:(A;;FA;;;BA)',
  '',
  'Get-Acl : Cannot find path',
])('does not trust %s', (sddl) => {
  expect(isAdministratorsAlone(sddl)).toBe(false);
});

/** The access list of a folder that an administrator has made below ProgramData: all users may add files to it. */
const MADE =
  'O:BAG:DUD:AI(A;OICIID;FA;;;SY)(A;OICIID;FA;;;BA)(A;OICIIOID;GA;;;CO)(A;OICIID;0x1200a9;;;BU)(A;CIID;DCLCRPCR;;;BU)';
const FILE = 'O:BAG:DUD:AI(A;ID;FA;;;SY)(A;ID;FA;;;BA)(A;ID;0x1200a9;;;BU)';

describe('a folder', () => {
  it.each([MADE, FILE, 'O:SYG:SYD:PAI(A;OICI;FA;;;SY)(A;OICI;FRFX;;;WD)', 'O:BAG:DUD:(A;;FW;;;BU)'])(
    'in which only administrators can replace files: %s',
    (sddl) => expect(isFolderProtected(sddl)).toBe(true),
  );

  it.each([
    ['owned by a user', MADE.replace('O:BA', `O:${USER}`)],
    ['full access for a user', `${MADE}(A;;FA;;;${USER})`],
    ['modify for all signed-in users', `${MADE}(A;OICIID;0x1301bf;;;AU)`],
    ['delete a child', `${MADE}(A;;DT;;;BU)`],
    ['delete', `${MADE}(A;;SD;;;WD)`],
    ['change permissions', `${MADE}(A;;WD;;;BU)`],
    ['take it over', `${MADE}(A;;WO;;;BU)`],
    ['an unknown right', `${MADE}(A;;ZZ;;;BU)`],
    ['no list', 'O:BAG:DU'],
    ['no text', ''],
  ])('in which users can replace files: %s', (_what, sddl) => expect(isFolderProtected(sddl)).toBe(false));

  it('to which users may add files would not do as the list of a file', () => {
    expect(isAdministratorsAlone(MADE)).toBe(false);
  });
});

describe('a file and its folder', () => {
  const PATH = 'C:\\ProgramData\\Talkmelder\\policy.json';
  const FOLDER = 'C:\\ProgramData\\Talkmelder';
  const opened: Identity = { dev: 7n, ino: 9_007_199_254_740_993n };

  /** @param meanwhile changes that happen while PowerShell looks */
  function windows(
    descriptors = [FILE, MADE],
    meanwhile: (seen: Map<string, Identity & { isLink: boolean }>) => void = () => {},
  ) {
    const seen = new Map([
      [PATH, { ...opened, isLink: false }],
      [FOLDER, { dev: 7n, ino: 5n, isLink: false }],
    ]);
    const asked: string[][] = [];
    const files: WindowsFiles = {
      look(path) {
        const found = seen.get(path);
        if (!found) throw new Error(`no ${path}`);
        return found;
      },
      descriptors(paths) {
        asked.push([...paths]);
        meanwhile(seen);
        return descriptors;
      },
    };
    return { files, asked, seen };
  }

  it("counts where both are the administrators'", () => {
    const { files, asked } = windows();
    expect(isProtectedOnWindows(PATH, opened, files)).toBe(true);
    expect(asked).toEqual([[PATH, FOLDER]]);
  });

  it.each([
    ["the folder is a user's", [FILE, MADE.replace('O:BA', `O:${USER}`)]],
    ["the file is a user's", [FILE.replace('O:BA', `O:${USER}`), MADE]],
    ['Windows answers for one only', [FILE]],
    ['Windows gives more answers than questions', [FILE, MADE, FILE]],
    ['Windows gives no answer', []],
  ])('does not count where %s', (_what, descriptors) => {
    expect(isProtectedOnWindows(PATH, opened, windows(descriptors).files)).toBe(false);
  });

  it('does not count where the opened file is not the file whose list was read', () => {
    // The ids differ in the last bit, which a number cannot hold.
    const other = { ...opened, ino: opened.ino - 1n };
    expect(Number(other.ino)).toBe(Number(opened.ino - 1n));
    expect(isProtectedOnWindows(PATH, other, windows().files)).toBe(false);
    expect(isProtectedOnWindows(PATH, { ...opened, dev: 8n }, windows().files)).toBe(false);
  });

  it.each([PATH, FOLDER])('does not count where %s is another file afterwards, or a link', (path) => {
    const swap = windows(undefined, (seen) => seen.set(path, { dev: 7n, ino: 1n, isLink: false }));
    expect(isProtectedOnWindows(PATH, opened, swap.files)).toBe(false);
    const linked = windows();
    const known = linked.seen.get(path);
    if (known) linked.seen.set(path, { ...known, isLink: true });
    expect(isProtectedOnWindows(PATH, opened, linked.files)).toBe(false);
    const linkedMeanwhile = windows(undefined, (seen) => known && seen.set(path, { ...known, isLink: true }));
    expect(isProtectedOnWindows(PATH, opened, linkedMeanwhile.files)).toBe(false);
  });
});

describe('the folder of Windows', () => {
  it('comes from the kernel, whatever a variable says', () => {
    const before = process.env.SystemRoot;
    process.env.SystemRoot = 'D:\\Mine';
    try {
      expect(systemRoot(() => 'E:\\Windows')).toBe('E:\\Windows');
      expect(systemRoot(() => '\\\\?\\C:\\Windows')).toBe('C:\\Windows');
      expect(systemRoot(() => '\\Device\\Odd')).toBe('C:\\Windows');
      const fail = (): string => {
        throw new Error('refused');
      };
      expect(systemRoot(fail)).toBe('C:\\Windows');
    } finally {
      if (before === undefined) delete process.env.SystemRoot;
      else process.env.SystemRoot = before;
    }
  });
});
