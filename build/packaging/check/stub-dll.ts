/**
 * Stand-ins for the NSIS plugins that electron-builder fetches from elsewhere: DLLs that can do nothing, with the names
 * of the functions that a script calls, which is all that makensis looks at.
 */

const SECTION = 0x1000;
const FILE_START = 0x200;

/**
 * Returns a DLL for 32-bit Windows that exports the names. Source: Microsoft, "PE Format".
 * @param names of the functions
 */
export function stubDll(name: string, names: readonly string[]): Buffer {
  const sorted = [...names].sort();
  const directory = 40;
  const addresses = directory;
  const pointers = addresses + 4 * sorted.length;
  const ordinals = pointers + 4 * sorted.length;
  const texts = ordinals + 2 * sorted.length;
  const strings = [name, ...sorted].map((text) => Buffer.from(`${text}\0`, 'latin1'));
  const size = texts + strings.reduce((sum, { length }) => sum + length, 0);
  const data = Buffer.alloc(Math.ceil(size / 0x200) * 0x200);
  data.writeUInt32LE(1, 16);
  data.writeUInt32LE(sorted.length, 20);
  data.writeUInt32LE(sorted.length, 24);
  data.writeUInt32LE(SECTION + addresses, 28);
  data.writeUInt32LE(SECTION + pointers, 32);
  data.writeUInt32LE(SECTION + ordinals, 36);
  let at = texts;
  strings.forEach((text, index) => {
    text.copy(data, at);
    if (index === 0) data.writeUInt32LE(SECTION + at, 12);
    else {
      data.writeUInt32LE(SECTION, addresses + 4 * (index - 1));
      data.writeUInt32LE(SECTION + at, pointers + 4 * (index - 1));
      data.writeUInt16LE(index - 1, ordinals + 2 * (index - 1));
    }
    at += text.length;
  });
  return Buffer.concat([headers(size, data.length), data]);
}

function headers(size: number, fileSize: number): Buffer {
  const head = Buffer.alloc(FILE_START);
  head.write('MZ', 'latin1');
  head.writeUInt32LE(64, 60);
  head.write('PE\0\0', 64, 'latin1');
  const coff = 68;
  head.writeUInt16LE(0x14c, coff);
  head.writeUInt16LE(1, coff + 2);
  head.writeUInt16LE(224, coff + 16);
  head.writeUInt16LE(0x2102, coff + 18);
  const optional = coff + 20;
  head.writeUInt16LE(0x10b, optional);
  head.writeUInt32LE(0x10000000, optional + 28);
  head.writeUInt32LE(0x1000, optional + 32);
  head.writeUInt32LE(0x200, optional + 36);
  head.writeUInt16LE(4, optional + 48);
  head.writeUInt32LE(SECTION + Math.ceil(size / 0x1000) * 0x1000, optional + 56);
  head.writeUInt32LE(FILE_START, optional + 60);
  head.writeUInt16LE(2, optional + 68);
  head.writeUInt32LE(16, optional + 92);
  head.writeUInt32LE(SECTION, optional + 96);
  head.writeUInt32LE(size, optional + 100);
  const section = optional + 224;
  head.write('.edata', section, 'latin1');
  head.writeUInt32LE(size, section + 8);
  head.writeUInt32LE(SECTION, section + 12);
  head.writeUInt32LE(fileSize, section + 16);
  head.writeUInt32LE(FILE_START, section + 20);
  head.writeUInt32LE(0x40000040, section + 36);
  return head;
}

/** Returns the functions of plugins that a script calls, by plugin: `StdUtils::GetParameter /NOUNLOAD`. */
export function calledPlugins(script: string): Map<string, string[]> {
  const called = new Map<string, Set<string>>();
  for (const [, plugin = '', name = ''] of script.matchAll(/\b([A-Za-z][A-Za-z0-9]+)::([A-Za-z_][A-Za-z0-9_]*)/g))
    called.set(plugin, (called.get(plugin) ?? new Set()).add(name));
  return new Map(Array.from(called, ([plugin, names]) => [plugin, [...names].sort()]));
}
