import { expect, test } from 'vitest';
import { toastOf } from './toast.ts';

const toast = (text: string): string =>
  `<toast launch="a&amp;b"><visual><binding template="ToastGeneric"><text>${text}</text></binding></visual></toast>`;

test('a toast is read as Windows reads it', () => {
  expect(toastOf(toast('Max &amp; &lt;Moritz&gt;'))).toMatchObject({
    title: 'Max & <Moritz>',
    arguments: { click: 'a&b' },
  });
});

test.for([
  ['a bare &', toast('Max & Moritz')],
  ['an element that is not ended', toast('<b>')],
  ['a character that no XML may contain', toast('\u0007')],
  ['half a character', toast('\ud83d')],
  ['an unknown entity', toast('&nbsp;')],
  ['two roots', toast('') + toast('')],
  ['no toast', '<text>x</text>'],
] as const)('%s is not shown', ([, xml]) => {
  expect(() => toastOf(xml)).toThrow();
});
