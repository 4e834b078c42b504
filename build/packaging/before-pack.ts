/**
 * A hook of electron-builder: lays keytar's binary for the target where electron-builder.yml takes it from. npm has only
 * installed the binary for the machine that builds, and an installer with that one would have no keychain elsewhere.
 */
import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { binaryKind } from './binary-kind.ts';

/** Names a folder with keytar's binaries for other systems, each as `keytar-<system>-<processor>.node`. */
export const KEYTAR_FOLDER = 'TALKMELDER_KEYTAR_FOLDER';

/** The names of electron-builder.yml's macro `${os}`, by those of Node. */
const SYSTEMS: Record<string, string> = { win32: 'win', darwin: 'mac', linux: 'linux' };

/** Returns the folder below out/ from which electron-builder takes the binary. */
const placeOf = (root: string, platform: string, arch: string): string =>
  join(root, 'out', 'keytar', `${SYSTEMS[platform]}-${arch}`);

/**
 * @param platform as Node names it
 * @throws an error with one sentence that says how to get the binary
 */
export function layKeytar(root: string, platform: string, arch: string, folder: string | undefined): void {
  const wanted = `${platform}-${arch}`;
  const own = join(root, 'node_modules', 'keytar', 'build', 'Release', 'keytar.node');
  const candidates = [...(folder ? [join(folder, `keytar-${wanted}.node`)] : []), own];
  const found = candidates.find((file) => existsSync(file) && binaryKind(readFileSync(file)) === wanted);
  if (found === undefined)
    throw new Error(
      `keytar's binary for ${wanted} is missing: build on such a machine, or name a folder with keytar-${wanted}.node in ${KEYTAR_FOLDER} (in node_modules/keytar, "npx prebuild-install --runtime=napi --platform=${platform} --arch=${arch}" fetches it).`,
    );
  const place = placeOf(root, platform, arch);
  mkdirSync(place, { recursive: true });
  copyFileSync(found, join(place, 'keytar.node'));
}

/** The processors by their numbers in electron-builder. */
const ARCHES = ['ia32', 'x64', 'armv7l', 'arm64', 'universal'];

interface Context {
  arch: number;
  electronPlatformName: string;
  packager: { projectDir: string };
}

export default function beforePack({ arch, electronPlatformName, packager }: Context): void {
  layKeytar(packager.projectDir, electronPlatformName, ARCHES[arch] ?? '', process.env[KEYTAR_FOLDER]);
}
