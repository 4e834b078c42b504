/**
 * `npm run dist:check`: makes every package of electron-builder.yml on a stand-in for Electron, as far as this machine's
 * tools reach, and looks into each. Prints what became of each target, and ends with 1 when anything is wrong.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileFor } from '../../../main/core/model/update-feed.ts';
import { readBuild } from '../../../main/electron/updates/ability.ts';
import { feedOf, parseFeed, parseYaml } from '../../../main/electron/updates/engine.ts';
import { BUILDER, prepare } from '../package.ts';
import { filesIn, lookInto } from './contents.ts';
import { KEPT } from './keep-msi.ts';
import { headerFor, type Processor, type System, windowsProgram, writeStandIn } from './stand-in.ts';
import { calledPlugins, stubDll } from './stub-dll.ts';
import { type Finding, missingTargets, printed, type Target, targetsOf } from './targets.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const here = join(root, 'build', 'packaging', 'check');
const work = mkdtempSync(join(tmpdir(), 'talkmelder-dist-'));
/** What no package may name. */
const places = [root, homedir(), work].filter((place) => place.length > 1);

const MAINTAINER = {
  author: 'Talkmelder check <check@example.org>',
  homepage: 'https://example.org/talkmelder',
  repository: 'https://example.org/talkmelder.git',
};

const UPDATES = 'https://updates.example.org/talkmelder/';

const pathOf = (program: string): string | null =>
  spawnSync('sh', ['-c', `command -v ${program}`], { encoding: 'utf8' }).stdout?.trim() || null;

interface Run {
  ok: boolean;
  output: string;
}

function run(program: string, args: string[], options: { cwd?: string; env?: NodeJS.ProcessEnv } = {}): Run {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', timeout: 280_000, ...options });
  return { ok: status === 0, output: `${stdout ?? ''}${stderr ?? ''}`.trim() };
}

/** The line of an output that says what went wrong, or its last lines. */
function lastOf(output: string): string {
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  const at = lines.findIndex((line) => line.includes('⨯'));
  const telling = at < 0 ? lines.slice(-3) : lines.slice(at, at + 6);
  return telling.join('\n').slice(0, 1_000);
}

/** Lays the stand-ins for Electron and keytar. */
function layStandIns(): void {
  for (const system of ['linux', 'win32', 'darwin'] as const) {
    const program = {
      linux: () => readFileSync('/bin/true'),
      win32: windowsProgram,
      darwin: () => headerFor('darwin', 'x64'),
    };
    writeStandIn(join(work, 'electron', system), system, program[system]());
    for (const processor of ['x64', 'arm64'] as const)
      writeFileSync(join(work, `keytar-${system}-${processor}.node`), headerFor(system, processor));
  }
}

const KEEP_MSI = './build/packaging/check/keep-msi.ts';

/** Runs electron-builder for one target. `dir` makes only the unpacked app. */
function pack(
  system: System,
  target: string,
  processor: Processor,
  environment: NodeJS.ProcessEnv = {},
  change: object = {},
): Run {
  const output = outputOf(system, target, processor);
  const config = join(work, 'electron-builder.json');
  const own = JSON.parse(readFileSync(join(root, 'out', 'papers', 'electron-builder.json'), 'utf8'));
  const electronDist = join(work, 'electron', system);
  // Signing needs the maintainer's certificates.
  const unsigned = { win: { signAndEditExecutable: true, signExts: ['!.exe'] }, mac: { identity: null } };
  writeFileSync(config, JSON.stringify({ ...own, ...unsigned, ...change, electronDist, directories: { output } }));
  const flag = { linux: '--linux', win32: '--win', darwin: '--mac' }[system];
  const sevenZip = pathOf('7za');
  return run(process.execPath, [BUILDER, '--config', config, flag, target, `--${processor}`], {
    cwd: root,
    env: {
      ...process.env,
      ...(sevenZip && { ELECTRON_BUILDER_7ZIP_PATH: sevenZip }),
      TALKMELDER_KEYTAR_FOLDER: work,
      CSC_IDENTITY_AUTO_DISCOVERY: 'false',
      ...environment,
    },
  });
}

const outputOf = (system: System, target: string, processor: Processor): string =>
  join(work, 'packages', `${system}-${target}-${processor}`);

/** Where electron-builder leaves the unpacked app. */
function unpacked(system: System, target: string, processor: Processor): string {
  const name = { linux: 'linux', win32: 'win', darwin: 'mac' }[system];
  const suffix = processor === 'x64' ? '' : `-${processor}`;
  const folder = system === 'darwin' ? `${name}${suffix}` : `${name}${suffix}-unpacked`;
  return join(outputOf(system, target, processor), folder);
}

function look(system: System, folder: string, processor: Processor): Promise<{ looked: string[]; faults: string[] }> {
  const kind = `${system}-${processor}`;
  const flat = (program: string) => ({
    program: join(folder, program),
    resources: join(folder, 'resources'),
    locales: { folder: join(folder, 'locales'), ending: '.pak' },
    kind,
  });
  if (system === 'linux') return lookInto(flat('talkmelder'), places);
  if (system === 'win32') return lookInto(flat('Talkmelder.exe'), places);
  const app = join(folder, 'Talkmelder.app');
  const framework = join(app, 'Contents/Frameworks/Electron Framework.framework/Versions/A/Resources');
  const resources = join(app, 'Contents/Resources');
  return lookInto({ program: app, resources, locales: { folder: framework, ending: '.lproj' }, kind }, places);
}

const failed = (why: string): Finding => ({ state: 'built', looked: [], faults: [why] });

/** Runs a tool that judges, where it is installed. */
function judge(program: string, args: string[], looked: string[], faults: string[], cwd = work): void {
  if (pathOf(program) === null) {
    looked.push(`${program} is not installed`);
    return;
  }
  const { ok, output } = run(program, args, { cwd });
  looked.push(program);
  if (!ok) faults.push(`${program}: ${lastOf(output)}`);
}

/** What lintian says of every program below /opt, and of the stand-ins. */
const LINTIAN_SUPPRESSED = [
  'dir-or-file-in-opt',
  'no-copyright-file',
  'no-changelog',
  'embedded-library',
  'missing-dependency-on-libc',
  'embedded-javascript-library',
  'unstripped-binary-or-object',
  'statically-linked-binary',
  'binary-from-other-architecture',
];

const LINUX_FILES = [
  '/opt/Talkmelder/talkmelder',
  '/opt/Talkmelder/resources/app.asar',
  '/opt/Talkmelder/resources/THIRD-PARTY.txt',
  '/opt/Talkmelder/resources/talkmelder.cdx.json',
  '/usr/share/applications/de.talkmelder.app.desktop',
  '/usr/share/metainfo/de.talkmelder.app.metainfo.xml',
  ...[16, 22, 24, 32, 48, 64, 96, 128, 256, 512].map(
    (size) => `/usr/share/icons/hicolor/${size}x${size}/apps/talkmelder.png`,
  ),
];

/** Looks with the app's own eyes whether the packages bring updates: the folder inside, and the feed beside them. */
async function lookAtUpdates(
  system: 'linux' | 'win32',
  folder: { resources: string; output: string },
  processor: Processor,
  looked: string[],
  faults: string[],
): Promise<void> {
  const inside = join(folder.resources, 'app-update.yml');
  const build = readBuild(existsSync(inside) ? await parseYaml(readFileSync(inside, 'utf8')) : undefined);
  if (build.folder !== UPDATES) faults.push(`app-update.yml names ${build.folder} instead of ${UPDATES}`);
  const name = feedOf(system, processor);
  const feed = join(folder.output, name);
  const release = existsSync(feed) ? await parseFeed(readFileSync(feed, 'utf8')) : null;
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  if (release?.version !== version) faults.push(`${name} does not offer ${version}`);
  looked.push('app-update.yml', name);
  if (system === 'linux' || release === null) return;
  const file = fileFor(release, '.exe', processor);
  const path = join(folder.output, file?.url ?? 'none');
  const isRight = existsSync(path) && createHash('sha512').update(readFileSync(path)).digest('base64') === file?.sha512;
  if (!isRight) faults.push(`${name} has no installer for ${processor}, or another one`);
}

async function checkLinux(target: string, processor: Processor): Promise<Finding> {
  const tool = { deb: 'dpkg-deb', rpm: 'rpmbuild', 'tar.gz': '7za' }[target] ?? target;
  if (pathOf(tool) === null) return { state: 'not reachable', looked: [`${tool} is not installed`], faults: [] };
  chmodSync(join(here, 'fpm.ts'), 0o755);
  const packed = pack('linux', target, processor, { CUSTOM_FPM_PATH: join(here, 'fpm.ts') });
  if (!packed.ok) return failed(lastOf(packed.output));
  const output = outputOf('linux', target, processor);
  const file = filesIn(output).find((name) => name.endsWith(`.${target}`) && !name.includes('/'));
  if (file === undefined) return failed('electron-builder made no package');
  const path = join(output, file);
  const tree = join(output, 'tree');
  mkdirSync(tree);
  const unpack = {
    deb: ['dpkg-deb', '-x', path, tree],
    rpm: ['sh', '-c', `rpm2archive - < '${path}' | tar -xzf -`],
    'tar.gz': ['tar', '-xzf', path],
  }[target] ?? ['false'];
  const extracted = run(unpack[0] ?? '', unpack.slice(1), { cwd: tree });
  if (!extracted.ok) return failed(lastOf(extracted.output));
  const inside = filesIn(tree);
  const isArchive = target === 'tar.gz';
  const top = isArchive ? join(tree, inside[0]?.split('/')[0] ?? '') : join(tree, 'opt/Talkmelder');
  const { looked, faults } = await look('linux', top, processor);
  // Only deb and rpm write a feed; the archive of the same release finds its version there.
  if (!isArchive)
    await lookAtUpdates('linux', { resources: join(top, 'resources'), output }, processor, looked, faults);
  else if (!existsSync(join(top, 'resources/app-update.yml'))) faults.push('app-update.yml is missing');
  const [made, source] = [filesIn(top).sort(), filesIn(unpacked('linux', target, processor)).sort()];
  if (made.join('\n') !== source.join('\n')) faults.push('the package has other files than the app');
  if (!isArchive) {
    for (const needed of LINUX_FILES) if (!existsSync(join(tree, needed))) faults.push(`${needed} is missing`);
    const desktop = join(tree, 'usr/share/applications/de.talkmelder.app.desktop');
    if (existsSync(desktop) && !/^StartupWMClass=de\.talkmelder\.app$/m.test(readFileSync(desktop, 'utf8')))
      faults.push('the desktop file does not name the window');
    judge('desktop-file-validate', [desktop], looked, faults);
    const metainfo = join(tree, 'usr/share/metainfo/de.talkmelder.app.metainfo.xml');
    judge('appstreamcli', ['validate', '--no-net', metainfo], looked, faults);
  }
  if (target === 'deb')
    judge(
      'lintian',
      ['--allow-root', '--fail-on', 'error', '--suppress-tags', LINTIAN_SUPPRESSED.join(), path],
      looked,
      faults,
    );
  if (target === 'rpm') judge('rpm', ['-qpl', path], looked, faults);
  return { state: 'built', looked: [`${made.length} files unpacked and compared`, ...looked], faults };
}

/** The plugins come with electron-builder's own copy of NSIS; Debian's has the others. */
function layNsis(): { nsis: string; resources: string; wine: string } {
  const nsis = join(work, 'nsis');
  const resources = join(work, 'nsis-resources');
  const wine = join(work, 'wine');
  const plugins = join(resources, 'plugins', 'x86-unicode');
  for (const folder of [nsis, plugins, wine]) mkdirSync(folder, { recursive: true });
  writeFileSync(join(nsis, 'makensis'), '#!/bin/sh\nexec env NSISDIR=/usr/share/nsis makensis "$@"\n', { mode: 0o755 });
  writeFileSync(join(nsis, 'elevate.exe'), headerFor('win32', 'x64'));
  const templates = join(root, 'node_modules', 'app-builder-lib', 'templates', 'nsis');
  const script = filesIn(templates)
    .filter((name) => /\.ns[hi]$/.test(name))
    .map((name) => readFileSync(join(templates, name), 'utf8'))
    .join('\n');
  for (const [plugin, names] of calledPlugins(script))
    if (!existsSync(`/usr/share/nsis/Plugins/x86-unicode/${plugin}.dll`))
      writeFileSync(join(plugins, `${plugin}.dll`), stubDll(`${plugin}.dll`, names));
  // electron-builder runs a first installer to get the uninstaller out of it.
  writeFileSync(join(work, 'uninstaller.exe'), windowsProgram());
  const take = `cp '${join(work, 'uninstaller.exe')}' "\${1%exe}__uninstaller.exe"`;
  writeFileSync(join(wine, 'wine'), `#!/bin/sh\n${take}\n`, { mode: 0o755 });
  return { nsis, resources, wine };
}

async function checkNsis(processor: Processor): Promise<Finding> {
  if (pathOf('makensis') === null) return { state: 'not reachable', looked: ['makensis is not installed'], faults: [] };
  const { nsis, resources, wine } = layNsis();
  const packed = pack('win32', 'nsis', processor, {
    ELECTRON_BUILDER_NSIS_DIR: nsis,
    ELECTRON_BUILDER_NSIS_RESOURCES_DIR: resources,
    PATH: `${wine}:${process.env.PATH}`,
  });
  if (!packed.ok) return failed(lastOf(packed.output));
  const app = unpacked('win32', 'nsis', processor);
  const { looked, faults } = await look('win32', app, processor);
  const output = outputOf('win32', 'nsis', processor);
  await lookAtUpdates('win32', { resources: join(app, 'resources'), output }, processor, looked, faults);
  const stubs = 'makensis with our include, plugins stubbed: it is never run';
  return { state: 'stubbed', looked: [stubs, ...looked], faults };
}

async function checkMsi(processor: Processor): Promise<Finding> {
  const kept = join(work, `msi-${processor}.wxs`);
  const packed = pack('win32', 'msi', processor, { [KEPT]: kept }, { msiProjectCreated: KEEP_MSI });
  if (!existsSync(kept)) return failed(lastOf(packed.output));
  const folder = unpacked('win32', 'msi', processor);
  const { looked, faults } = await look('win32', folder, processor);
  const description = readFileSync(kept, 'utf8');
  const named = description.match(/<File Name=/g)?.length ?? 0;
  if (named !== filesIn(folder).length) faults.push('the description has other files than the app');
  if (!description.includes('<Component Id="PresetSERVER"')) faults.push('the description has no presets');
  judge('xmllint', ['--noout', kept], looked, faults);
  return { state: 'not reachable', looked: ['WiX cannot run here; its description was made', ...looked], faults };
}

async function checkMac(): Promise<Finding> {
  const looked: string[] = [];
  const faults: string[] = [];
  for (const processor of ['x64', 'arm64'] as const) {
    const packed = pack('darwin', 'dir', processor);
    if (!packed.ok) return failed(lastOf(packed.output));
    const found = await look('darwin', unpacked('darwin', 'dir', processor), processor);
    looked.push(`${processor}: ${found.looked.join(', ')}`);
    faults.push(...found.faults);
  }
  return {
    state: 'not reachable',
    looked: ['joining, signing and dmg need macOS; the app inside was made', ...looked],
    faults,
  };
}

let macFinding: Promise<Finding> | null = null;
function check({ system, target, arch }: Target): Promise<Finding> | null {
  const processor = arch === 'arm64' ? 'arm64' : 'x64';
  if (system === 'linux' && ['deb', 'rpm', 'tar.gz'].includes(target)) return checkLinux(target, processor);
  if (system === 'win32' && target === 'nsis') return checkNsis(processor);
  if (system === 'win32' && target === 'msi') return checkMsi(processor);
  // Both are made of the same app.
  if (system === 'darwin' && arch === 'universal') {
    macFinding ??= checkMac();
    return macFinding;
  }
  return null;
}

try {
  prepare(MAINTAINER, UPDATES);
  layStandIns();
  const targets = targetsOf(
    await import('app-builder-lib/out/util/config/config.js').then(({ getConfig }) => getConfig(root, null, null)),
  );
  const unknown: Target[] = [];
  let faults = 0;
  for (const target of targets) {
    const finding = await check(target);
    if (finding === null) unknown.push(target);
    else {
      faults += finding.faults.length;
      process.stdout.write(`${printed(target, finding)}\n`);
    }
  }
  for (const sentence of missingTargets(targets, unknown)) {
    faults += 1;
    process.stdout.write(`${sentence}\n`);
  }
  process.exitCode = faults > 0 ? 1 : 0;
} finally {
  if (process.env.TALKMELDER_KEEP) process.stdout.write(`kept: ${work}\n`);
  else rmSync(work, { recursive: true, force: true });
}
