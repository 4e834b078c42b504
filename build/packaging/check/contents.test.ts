import { expect, it } from 'vitest';
import { listFaults, textFaults } from './contents.ts';

const MEANT = [
  'package.json',
  'out/main/index.js',
  'out/main/NsisUpdater.js',
  'out/main/MacUpdater.js',
  'out/preload/index.cjs',
  'out/renderer/index.html',
  'out/renderer/assets/index-CiuO0GEC.css',
  'build/icons/tray/linux/colour/idle@2x.png',
  'build/sounds/gong.wav',
  'node_modules/keytar/lib/keytar.js',
  'node_modules/keytar/build/Release/keytar.node',
];

it('the list that was meant has no fault', () => expect(listFaults(MEANT)).toEqual([]));

it.each([
  'out/main/index.js.map',
  'out/papers/modules-main.json',
  'main/index.test.ts',
  'build/setup.mjs',
  'build/sounds/gong.test.ts',
  'node_modules/ky/package.json',
  'node_modules/keytar/binding.gyp',
  'node_modules/keytar/build/Release/obj.target/keytar.o',
  '.env',
])('%s in the archive is a fault', (file) => {
  expect(listFaults([...MEANT, file])).toEqual([`${file} does not belong into the app`]);
});

it('each part that the app cannot do without is missed', () => {
  for (const file of ['out/main/index.js', 'node_modules/keytar/build/Release/keytar.node'])
    expect(listFaults(MEANT.filter((name) => name !== file))).toEqual([`${file} is missing`]);
});

it('folders of the machine that built it are found, however they are written', () => {
  expect(textFaults('a.js', 'import"/home/erika/talkmelder/x"', ['/home/erika/talkmelder'])).toHaveLength(1);
  expect(textFaults('a.js', 'at C:\\\\Users\\\\erika', ['C:\\Users\\erika'])).toHaveLength(1);
  expect(textFaults('a.js', 'at C:/Users/erika', ['C:\\Users\\erika'])).toHaveLength(1);
  expect(textFaults('a.js', '/home', ['/home/erika'])).toEqual([]);
  expect(textFaults('a.js', '//# sourceMappingURL=a.js.map', [])).toEqual(['a.js wants a source map']);
});
