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
    expect(faultsOf(readFileSync(join(FOLDER, file), 'utf8'))).toEqual([]);
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
