#!/usr/bin/env node
/**
 * Takes fpm's place (CUSTOM_FPM_PATH), which electron-builder fetches from elsewhere: writes down what it was asked for,
 * and builds the package with the system's own dpkg-deb or rpmbuild.
 */
import { execFileSync } from 'node:child_process';
import { appendFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';

/** What electron-builder asks fpm for. */
export interface Order {
  /** `deb` or `rpm`. */
  kind: string;
  /** The options by their names, each with all its values. */
  options: Map<string, string[]>;
  /** Files and folders, and where they go in the installed system. A folder's path ends with a slash. */
  files: { from: string; to: string }[];
}

/** These have no value. */
const FLAGS = new Set(['--force', '--debug']);

/** @throws at an argument that fpm would not understand */
export function readOrder(args: readonly string[]): Order {
  const options = new Map<string, string[]>();
  const files: Order['files'] = [];
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at] ?? '';
    if (FLAGS.has(arg)) continue;
    if (arg.startsWith('-')) {
      at += 1;
      const value = args[at];
      if (value === undefined) throw new Error(`${arg} has no value`);
      options.set(arg, [...(options.get(arg) ?? []), value]);
      continue;
    }
    const cut = arg.indexOf('=/');
    if (cut < 0) throw new Error(`${arg} does not say where it goes`);
    files.push({ from: arg.slice(0, cut), to: arg.slice(cut + 1) });
  }
  return { kind: options.get('-t')?.[0] ?? '', options, files };
}

/** The last value of an option; empty when it is missing. */
const one = ({ options }: Order, name: string): string => options.get(name)?.at(-1) ?? '';
const each = ({ options }: Order, name: string): string[] => options.get(name) ?? [];

/** Returns the control file of a Debian package. @param kilobytes the size once it is installed */
export function debControl(order: Order, kilobytes: number): string {
  const [first = '', ...more] = one(order, '--description').split('\n');
  const text = more.map((line) => line.trim()).filter((line) => line !== '');
  return [
    `Package: ${one(order, '--name')}`,
    `Version: ${one(order, '--version')}`,
    `Architecture: ${one(order, '--architecture')}`,
    `Maintainer: ${one(order, '--maintainer')}`,
    `Installed-Size: ${kilobytes}`,
    ...(each(order, '-d').length > 0 ? [`Depends: ${each(order, '-d').join(', ')}`] : []),
    ...(each(order, '--deb-recommends').length > 0
      ? [`Recommends: ${each(order, '--deb-recommends').join(', ')}`]
      : []),
    `Section: ${one(order, '--category') || 'default'}`,
    `Priority: ${one(order, '--deb-priority') || 'optional'}`,
    `Homepage: ${one(order, '--url')}`,
    `Description: ${first || one(order, '--name')}`,
    ...text.map((line) => ` ${line}`),
    '',
  ].join('\n');
}

/** Returns the description of an RPM whose files lie in `tree`. */
export function rpmSpec(order: Order, tree: string, scripts: { install: string; remove: string }): string {
  const description = one(order, '--description');
  return [
    '%define __os_install_post %{nil}',
    '%define _build_id_links none',
    `Name: ${one(order, '--name')}`,
    `Version: ${one(order, '--version').replaceAll('-', '_')}`,
    'Release: 1',
    `Summary: ${one(order, '--rpm-summary') || description.split('\n')[0]}`,
    `License: ${one(order, '--license')}`,
    `Group: ${one(order, '--category')}`,
    `URL: ${one(order, '--url')}`,
    `Packager: ${one(order, '--maintainer')}`,
    'AutoReqProv: no',
    ...each(order, '-d').map((name) => `Requires: ${name}`),
    '%description',
    description,
    '%install',
    'mkdir -p %{buildroot}',
    `cp -a ${tree}/. %{buildroot}/`,
    '%post',
    scripts.install,
    '%postun',
    scripts.remove,
    '%files',
    ...order.files.map(({ to }) => `"${to.replace(/\/$/, '')}"`),
    '',
  ].join('\n');
}

function layOut({ files }: Order, tree: string): void {
  for (const { from, to } of files) {
    const place = join(tree, to);
    const isFolder = from.endsWith('/') || (existsSync(from) && statSync(from).isDirectory());
    mkdirSync(isFolder ? place : dirname(place), { recursive: true, mode: 0o755 });
    cpSync(from, place, { recursive: true });
  }
}

function build(order: Order): void {
  const work = mkdtempSync(join(tmpdir(), 'talkmelder-package-'));
  const tree = join(work, 'tree');
  const target = one(order, '--package');
  const run = (program: string, args: string[]): string => execFileSync(program, args, { encoding: 'utf8' });
  const script = (name: string): string => run('cat', [one(order, name)]);
  try {
    layOut(order, tree);
    if (order.kind === 'deb') {
      const kilobytes = Number(run('du', ['-sk', tree]).split('\t')[0]);
      mkdirSync(join(tree, 'DEBIAN'), { mode: 0o755 });
      writeFileSync(join(tree, 'DEBIAN', 'control'), debControl(order, kilobytes));
      writeFileSync(join(tree, 'DEBIAN', 'postinst'), script('--after-install'), { mode: 0o755 });
      writeFileSync(join(tree, 'DEBIAN', 'postrm'), script('--after-remove'), { mode: 0o755 });
      run('dpkg-deb', ['--root-owner-group', '-Zxz', '--build', tree, target]);
      return;
    }
    const spec = join(work, 'package.spec');
    writeFileSync(spec, rpmSpec(order, tree, { install: script('--after-install'), remove: script('--after-remove') }));
    const defines = [`_topdir ${join(work, 'rpm')}`, `_rpmdir ${work}`, `_rpmfilename ${basename(target)}`];
    const define = defines.flatMap((text) => ['--define', text]);
    run('rpmbuild', ['-bb', '--quiet', ...define, '--target', one(order, '--architecture'), spec]);
    cpSync(join(work, basename(target)), target);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

if (import.meta.main) {
  const args = process.argv.slice(2);
  const record = process.env.TALKMELDER_FPM_RECORD;
  if (record) appendFileSync(record, `${JSON.stringify(args)}\n`);
  build(readOrder(args));
}
