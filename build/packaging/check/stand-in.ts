/**
 * A stand-in for Electron's binaries, which are not fetched for a check of the packages: the right names, headers that
 * are true, and the fuses. Nothing of it can be started.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { NtExecutable, NtExecutableResource, Resource } from 'resedit';

export type System = 'linux' | 'win32' | 'darwin';
export type Processor = 'x64' | 'arm64';

/** Source: @electron/fuses, constants. The wire follows: its version, its length, one character for each fuse. */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
/** Fuses as Electron 45 ships them. */
const WIRE = '\u0001\u000810110001';

/** Returns the first bytes of a program or a native module for such a machine. */
export function headerFor(system: System, processor: Processor): Buffer<ArrayBuffer> {
  const header = Buffer.alloc(512);
  if (system === 'linux') {
    header.write('\u007fELF\u0002\u0001\u0001', 'latin1');
    header.writeUInt16LE(3, 16);
    header.writeUInt16LE(processor === 'x64' ? 0x3e : 0xb7, 18);
  } else if (system === 'darwin') {
    header.writeUInt32BE(0xcffaedfe, 0);
    header.writeUInt32LE(processor === 'x64' ? 0x01000007 : 0x0100000c, 4);
  } else {
    header.write('MZ', 'latin1');
    header.writeUInt32LE(64, 60);
    header.write('PE\0\0', 64, 'latin1');
    header.writeUInt16LE(processor === 'x64' ? 0x8664 : 0xaa64, 68);
  }
  return header;
}

/** Returns a program for Windows with nothing in it but a version, which electron-builder reads and changes. */
export function windowsProgram(): Buffer {
  const program = NtExecutable.createEmpty(false, false);
  const resources = NtExecutableResource.from(program);
  const version = Resource.VersionInfo.createEmpty();
  version.lang = 1033;
  version.setFileVersion(1, 0, 0, 0, 1033);
  version.outputToResourceEntries(resources.entries);
  resources.outputResource(program);
  return Buffer.from(program.generate());
}

/** What Electron's folder contains, apart from its program. Source: electron_*.manifest in Electron's build. */
const LINUX = [
  'chrome-sandbox',
  'chrome_100_percent.pak',
  'chrome_200_percent.pak',
  'chrome_crashpad_handler',
  'icudtl.dat',
  'libEGL.so',
  'libGLESv2.so',
  'libffmpeg.so',
  'libvk_swiftshader.so',
  'libvulkan.so.1',
  'resources.pak',
  'snapshot_blob.bin',
  'v8_context_snapshot.bin',
  'vk_swiftshader_icd.json',
];
const WINDOWS = [
  'chrome_100_percent.pak',
  'chrome_200_percent.pak',
  'd3dcompiler_47.dll',
  'ffmpeg.dll',
  'icudtl.dat',
  'libEGL.dll',
  'libGLESv2.dll',
  'resources.pak',
  'snapshot_blob.bin',
  'v8_context_snapshot.bin',
  'vk_swiftshader.dll',
  'vulkan-1.dll',
];
const BOTH = ['LICENSE', 'LICENSES.chromium.html', 'version'];
/** More than the app wants: the packages must leave the others out. */
const LANGUAGES = ['de', 'en-US', 'fr'];

/**
 * Writes the folder.
 * @param program the bytes of a program that the tools can read; the fuses are added to it
 */
export function writeStandIn(folder: string, system: System, program: Buffer): void {
  const write = (name: string, content: string | Buffer = `stand-in for ${name}\n`, mode = 0o644): void => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content, { mode });
  };
  const fused = Buffer.concat([program, Buffer.from(SENTINEL + WIRE, 'latin1'), Buffer.alloc(64)]);
  for (const name of BOTH) write(name);
  if (system === 'darwin') {
    writeMac(write, fused);
    return;
  }
  for (const name of system === 'linux' ? LINUX : WINDOWS) write(name);
  for (const language of LANGUAGES) write(`locales/${language}.pak`);
  if (system === 'linux')
    for (const name of ['chrome-sandbox', 'chrome_crashpad_handler']) write(name, undefined, 0o755);
  write(system === 'linux' ? 'electron' : 'electron.exe', fused, 0o755);
}

function writeMac(write: (name: string, content?: string | Buffer, mode?: number) => void, fused: Buffer): void {
  const app = 'Electron.app/Contents';
  const framework = `${app}/Frameworks/Electron Framework.framework`;
  const helpers = ['', ' (Renderer)', ' (Plugin)', ' (GPU)'].map((kind) => `Electron Helper${kind}`);
  write(`${app}/MacOS/Electron`, undefined, 0o755);
  write(`${app}/Info.plist`, plist('Electron'));
  write(`${app}/Resources/electron.icns`);
  for (const language of ['de', 'en', 'fr']) {
    write(`${app}/Resources/${language}.lproj/InfoPlist.strings`);
    write(`${framework}/Versions/A/Resources/${language}.lproj/locale.pak`);
  }
  write(`${framework}/Electron Framework`, fused, 0o755);
  for (const helper of helpers) {
    write(`${app}/Frameworks/${helper}.app/Contents/MacOS/${helper}`, undefined, 0o755);
    write(`${app}/Frameworks/${helper}.app/Contents/Info.plist`, plist(helper));
  }
}

const plist = (name: string): string => `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0"><dict>
<key>CFBundleExecutable</key><string>${name}</string>
<key>CFBundleIdentifier</key><string>com.github.Electron</string>
<key>CFBundleName</key><string>${name}</string>
<key>CFBundlePackageType</key><string>APPL</string>
</dict></plist>
`;
