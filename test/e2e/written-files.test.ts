import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { inFolder } from './desktop.ts';
import { found, guises, writtenFiles } from './written-files.ts';

// audit.test.ts relies on this when it finds nothing.
it('finds texts, however they are written', async () => {
  await inFolder(async (folder) => {
    mkdirSync(join(folder, '.hidden'));
    const texts = ['Übung & „Probe“', 'geheim'];
    const places = texts.flatMap((text) => guises(text).map((guise) => ({ text, guise })));
    for (const [index, { text, guise }] of places.entries()) {
      writeFileSync(join(folder, '.hidden', '.file'), Buffer.concat([Buffer.from('x\0'), guise, Buffer.from('\0x')]));
      expect(found(texts, writtenFiles(folder)), `guise ${index}`).toEqual([`${text} in ${folder}/.hidden/.file`]);
    }
  });
});
