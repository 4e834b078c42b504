import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { faultsOf } from './workflow-rules.ts';

const FOLDER = join(import.meta.dirname, '..', '.github', 'workflows');
const HASH = '3d3c42e5aac5ba805825da76410c181273ba90b1';
const workflow = (uses: string, permissions = 'permissions:\n  contents: read\n', rest = '') =>
  `name: CI\n${permissions}\njobs:\n  test:\n    steps:\n      - uses: ${uses}\n${rest}`;

describe('a workflow', () => {
  it.each(readdirSync(FOLDER))('%s follows the rules', (file) => {
    expect(faultsOf(readFileSync(join(FOLDER, file), 'utf8'), file)).toEqual([]);
  });

  it.each([
    ['a tag', 'actions/cache@v5'],
    ['a short hash', 'actions/cache@3d3c42e # v5.0.5'],
    ['a branch', 'actions/cache@main'],
    ['a hash without its version', `actions/cache@${HASH}`],
    ['an image', 'docker://alpine:3'],
  ])('is refused for an action by %s', (_what, uses) => {
    expect(faultsOf(workflow(uses))).toEqual([{ line: 8, message: expect.stringContaining(uses) }]);
  });

  it.each([
    ['no permissions', ''],
    ['more than reading', 'permissions:\n  contents: read\n  packages: write\n'],
    ['all of them', 'permissions: write-all\n'],
  ])('is refused for %s', (_what, permissions) => {
    expect(faultsOf(workflow(`actions/cache@${HASH} # v5.0.5`, permissions))).not.toEqual([]);
  });

  it('is refused for a runner label that moves', () => {
    const text = workflow(`actions/cache@${HASH} # v5.0.5`, undefined, '    runs-on: ubuntu-latest\n');
    expect(faultsOf(text)).toEqual([{ line: 9, message: expect.stringContaining('ubuntu-latest') }]);
  });

  it('is refused for a checkout that leaves its token behind', () => {
    const uses = `actions/checkout@${HASH} # v7.0.1`;
    expect(faultsOf(workflow(uses))).toHaveLength(1);
    expect(faultsOf(workflow(uses, undefined, '        with:\n          persist-credentials: false\n'))).toEqual([]);
  });
});

describe('the release workflow', () => {
  const text = readFileSync(join(FOLDER, 'release.yml'), 'utf8');
  const changed = (from: string | RegExp, to: string): string => {
    const other = text.replace(from, to);
    if (other === text) throw new Error(`nothing to change: ${from}`);
    return other;
  };

  it('is the only one whose publishing job may write', () => {
    expect(faultsOf(text, 'release.yml')).toEqual([]);
    expect(faultsOf(text, 'ci.yml')).not.toEqual([]);
    expect(faultsOf(text)).not.toEqual([]);
  });

  it.each([
    ['another job may write', changed('    environment: release\n', '    permissions:\n      contents: write\n')],
    ['everything may be written', changed('      contents: write\n', '      contents: write-all\n')],
    ['all jobs may write', changed('permissions:\n  contents: read\n', 'permissions:\n  contents: write\n')],
    ['packages may be written', changed('      attestations: write\n', '      packages: write\n')],
    [
      'permissions stand in one line',
      changed(/ {4}permissions:\n(?: {6}.*\n){3}/, '    permissions: { contents: write }\n'),
    ],
    ['permissions are in quotes', changed('      contents: write\n', '      "packages": write\n')],
    [
      'a step of the job looks like a permission',
      changed(
        '    steps:\n      - name: Get the p',
        '    env:\n      contents: write\n    steps:\n      - name: Get the p',
      ),
    ],
    ['a branch starts it', changed('    tags: ["v*"]\n', '    tags: ["v*"]\n    branches: [main]\n')],
    ['a request of strangers starts it', changed('on:\n', 'on:\n  pull_request:\n')],
    ['a person starts it by hand', changed('    tags: ["v*"]\n', '    tags: ["v*"]\n  workflow_dispatch:\n')],
    ['the job runs npm', changed('sha256sum --', 'npm ci && sha256sum --')],
    ['the job runs our scripts', changed('sha256sum --', 'node build/x.ts && sha256sum --')],
    ['the job gets a secret', changed(`\${{ github.token }}`, `\${{ secrets.ADMIN }}`)],
    ['the job checks out', changed(/actions\/download-artifact@\w+ # v8\.0\.1/, `actions/checkout@${HASH} # v7.0.1`)],
  ])('is refused when %s', (_what, other) => {
    expect(faultsOf(other, 'release.yml')).not.toEqual([]);
  });

  it('is the only one with secrets, in commands as well', () => {
    const run = workflow(`actions/cache@${HASH} # v5.0.5`, undefined, `      - run: curl -d "\${{ secrets.A }}"\n`);
    expect(faultsOf(run, 'ci.yml')).toEqual([{ line: 9, message: expect.stringContaining('secrets') }]);
  });

  it('is the only one with secrets', () => {
    const ci = workflow(`actions/cache@${HASH} # v5.0.5`, undefined, `        env:\n          A: \${{ secrets.A }}\n`);
    expect(faultsOf(ci, 'ci.yml')).toEqual([{ line: 10, message: expect.stringContaining('secrets') }]);
  });
});
