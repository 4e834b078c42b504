import { join } from 'node:path';
import { expect, it } from 'vitest';
import { bill, licenceFaults, type Part, packagesOf, readParts, thirdParty } from './papers.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const part: Part = { name: '@kind/of', version: '1.2.3', licence: 'MIT', text: 'Copyright Erika', integrity: null };

it('the packages of a bundle are those that its files lie in, nested ones included', () => {
  const modules = [
    '/home/erika/talkmelder/main/index.ts',
    '/home/erika/talkmelder/node_modules/ky/distribution/index.js',
    '/home/erika/talkmelder/node_modules/ky/distribution/core/Ky.js',
    'C:\\talkmelder\\node_modules\\@kobalte\\core\\dist\\index.js?used',
    '/home/erika/talkmelder/node_modules/conf/node_modules/ajv/lib/ajv.js',
    '\0vite/preload-helper.js',
  ];
  expect(packagesOf(modules)).toEqual(['@kobalte/core', 'conf/node_modules/ajv', 'ky']);
});

it('a package is read with the text of its licence and the digest of the lock file', () => {
  const [ky] = readParts(ROOT, ['ky']);
  expect(ky).toMatchObject({ name: 'ky', licence: 'MIT', integrity: expect.stringMatching(/^sha512-/) });
  expect(ky?.text).toContain('Permission is hereby granted');
});

it('a licence that is not known stops the build by name', () => {
  expect(licenceFaults([part])).toEqual([]);
  const odd = [
    { ...part, licence: 'GPL-3.0-only' },
    { ...part, licence: '' },
  ];
  expect(licenceFaults(odd).map((fault) => fault.slice(0, 15))).toEqual(['@kind/of 1.2.3:', '@kind/of 1.2.3:']);
});

it('THIRD-PARTY.txt has each package with its text', () => {
  const text = thirdParty([part, { ...part, name: 'bare', text: null }]);
  expect(text).toContain('@kind/of 1.2.3 (MIT)\n\nCopyright Erika');
  expect(text).toContain('bare 1.2.3 (MIT)\n\nThe package carries no text');
  expect(thirdParty([{ ...part, name: 'ical.js', licence: 'MPL-2.0' }])).toContain(
    'ical.js 1.2.3 (MPL-2.0)\nIts unchanged source code: https://www.npmjs.com/package/ical.js/v/1.2.3',
  );
});

it('the list for machines names each package once, with its digest, and is the same each time', () => {
  const app = { name: 'talkmelder', version: '0.1.0', licence: 'MIT' };
  const parts = [{ ...part, integrity: `sha512-${Buffer.alloc(64, 1).toString('base64')}` }];
  const text = bill(app, parts);
  expect(bill(app, parts)).toBe(text);
  const list = JSON.parse(text);
  expect(list).toMatchObject({ bomFormat: 'CycloneDX', specVersion: '1.6', version: 1 });
  expect(list.serialNumber).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(list.components).toEqual([
    expect.objectContaining({
      purl: 'pkg:npm/%40kind/of@1.2.3',
      hashes: [{ alg: 'SHA-512', content: '01'.repeat(64) }],
      licenses: [{ expression: 'MIT' }],
    }),
  ]);
  expect(list.dependencies[0].dependsOn).toEqual(['pkg:npm/%40kind/of@1.2.3']);
  expect(bill(app, [{ ...parts[0], version: '1.2.4' } as Part])).not.toContain(list.serialNumber);
});
