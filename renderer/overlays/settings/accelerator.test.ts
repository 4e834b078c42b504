import { beforeEach, expect, it } from 'vitest';
import { setLanguage } from '../../i18n/index.ts';
import { acceleratorText, keysOf, offeredShortcuts } from './accelerator.ts';

beforeEach(() => {
  setLanguage('de');
});

it('names the keys as the keyboard does', () => {
  expect(acceleratorText('CommandOrControl+Shift+Space', false)).toBe('Strg+Umschalt+Leertaste');
  expect(acceleratorText('CommandOrControl+Alt+M', false)).toBe('Strg+Alt+M');
  setLanguage('en');
  expect(acceleratorText('CommandOrControl+Shift+Space', false)).toBe('Ctrl+Shift+Space');
});

it('uses symbols on a Mac', () => {
  expect(acceleratorText('CommandOrControl+Shift+Space', true)).toBe('⌘⇧Leertaste');
  expect(keysOf('CommandOrControl+Alt+M', true)).toEqual(['⌘', '⌥', 'M']);
});

it('offers no Ctrl+Alt on Windows, where it is AltGr, but keeps a chosen shortcut', () => {
  expect(offeredShortcuts('off', false)).toHaveLength(6);
  expect(offeredShortcuts('off', true)).toEqual([
    'CommandOrControl+Shift+Space',
    'CommandOrControl+Shift+K',
    'CommandOrControl+Shift+M',
  ]);
  expect(offeredShortcuts('CommandOrControl+Alt+M', true)).toContain('CommandOrControl+Alt+M');
});
