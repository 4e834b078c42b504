import { expect, test } from 'vitest';
import { toastOf } from './toast.ts';

const toast = (text: string): string =>
  `<toast launch="a&amp;b"><visual><binding template="ToastGeneric"><text>${text}</text></binding></visual></toast>`;

test('reads a toast like Windows', () => {
  expect(toastOf(toast('Max &amp; &lt;Moritz&gt;'))).toMatchObject({
    title: 'Max & <Moritz>',
    arguments: { click: 'a&b' },
  });
});

test.for([
  ['a bare &', toast('Max & Moritz')],
  ['an unclosed element', toast('<b>')],
  ['a character that is invalid in XML', toast('\u0007')],
  ['half a character', toast('\ud83d')],
  ['an unknown entity', toast('&nbsp;')],
  ['two roots', toast('') + toast('')],
  ['no toast', '<text>x</text>'],
] as const)('does not show %s', ([, xml]) => {
  expect(() => toastOf(xml)).toThrow();
});
