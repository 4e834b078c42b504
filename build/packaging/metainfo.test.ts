import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { metainfo } from './metainfo.ts';

const maintainer = {
  author: 'Wehr & Wacht <it@wehr.example>',
  homepage: 'https://wehr.example/?a=1&b=2',
  repository: 'https://wehr.example/git',
};
const text = metainfo(maintainer, { version: '0.1.0', date: '2026-11-30' });

it('the pictures that software centres fetch are in the repository', () => {
  const pictures = Array.from(
    text.matchAll(/<image>https:\/\/wehr\.example\/git\/raw\/HEAD\/([^<]+)</g),
    ([, path = '']) => path,
  );
  expect(pictures).toHaveLength(2);
  for (const path of pictures) expect(existsSync(join(import.meta.dirname, '../..', path)), path).toBe(true);
});

it('the maintainer’s own characters do not end up as markup, and the address stays private', () => {
  expect(text).toContain('<developer_name>Wehr &amp; Wacht</developer_name>');
  expect(text).toContain('?a=1&amp;b=2');
  expect(text).not.toContain('it@wehr.example');
});
