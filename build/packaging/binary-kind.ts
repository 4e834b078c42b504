/** What a program or a native module was made for, for example `win32-arm64`; null: it is none, or for other machines. */
export function binaryKind(bytes: Uint8Array): string | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 64) return null;
  const start = view.getUint32(0, false);
  if (start === ELF) return named('linux', ELF_MACHINES[view.getUint16(18, true)]);
  if (start === MACH_O) return named('darwin', MACH_CPUS[view.getUint32(4, true)]);
  if (start === MACH_O_FAT) return 'darwin-universal';
  const header = view.getUint32(60, true);
  if (view.getUint16(0, false) !== MZ || header + 6 > bytes.length) return null;
  return named('win32', PE_MACHINES[view.getUint16(header + 4, true)]);
}

const named = (platform: string, machine: string | undefined): string | null =>
  machine === undefined ? null : `${platform}-${machine}`;

const ELF = 0x7f454c46;
/** The first bytes of a file for one processor are in the order of that processor. */
const MACH_O = 0xcffaedfe;
const MACH_O_FAT = 0xcafebabe;
const MZ = 0x4d5a;
// Sources: elf.h (EM_*), mach/machine.h (CPU_TYPE_*), winnt.h (IMAGE_FILE_MACHINE_*).
const ELF_MACHINES: Record<number, string> = { 62: 'x64', 183: 'arm64' };
const MACH_CPUS: Record<number, string> = { 16777223: 'x64', 16777228: 'arm64' };
const PE_MACHINES: Record<number, string> = { 34404: 'x64', 43620: 'arm64' };
