import { describe, expect, it } from 'vitest';
import type { TextSize } from '../core/model/settings.ts';
import { nextSize, stepOf } from './zoom.ts';

type Input = Parameters<typeof stepOf>[0];

const press = (key: string, code: string, more: Partial<Input> = {}): Input =>
  ({
    type: 'keyDown',
    key,
    code,
    isAutoRepeat: false,
    isComposing: false,
    shift: false,
    control: true,
    alt: false,
    meta: false,
    location: 0,
    modifiers: [],
    ...more,
  }) as Input;

describe('the keys', () => {
  it('are +, − and 0 with Ctrl, on keyboards of any language and on the number pad', () => {
    expect(stepOf(press('+', 'BracketRight'), 'linux')).toBe('in'); // German
    expect(stepOf(press('=', 'Equal'), 'linux')).toBe('in'); // US
    expect(stepOf(press('+', 'Equal', { shift: true }), 'linux')).toBe('in');
    expect(stepOf(press('+', 'Digit1', { shift: true }), 'linux')).toBe('in'); // Swiss
    expect(stepOf(press('+', 'NumpadAdd'), 'win32')).toBe('in');
    expect(stepOf(press('-', 'Slash'), 'linux')).toBe('out');
    expect(stepOf(press('-', 'Digit6'), 'linux')).toBe('out'); // French
    expect(stepOf(press('-', 'NumpadSubtract'), 'linux')).toBe('out');
    expect(stepOf(press('0', 'Digit0'), 'linux')).toBe('reset');
    expect(stepOf(press('à', 'Digit0'), 'linux')).toBe('reset'); // French
    expect(stepOf(press('0', 'Numpad0'), 'linux')).toBe('reset');
  });

  it('are with ⌘ on macOS, and only there', () => {
    const withMeta = press('+', 'NumpadAdd', { control: false, meta: true });
    expect([stepOf(withMeta, 'darwin'), stepOf(withMeta, 'win32')]).toEqual(['in', null]);
    expect(stepOf(press('+', 'NumpadAdd'), 'darwin')).toBeNull();
  });

  it('are not AltGr, keys without Ctrl, released keys, nor Ctrl+Insert', () => {
    expect(stepOf(press('0', 'Digit0', { alt: true }), 'win32')).toBeNull();
    expect(stepOf(press('+', 'BracketRight', { control: false }), 'linux')).toBeNull();
    expect(stepOf(press('+', 'BracketRight', { type: 'keyUp' }), 'linux')).toBeNull();
    expect(stepOf(press('Insert', 'Numpad0'), 'win32')).toBeNull();
    expect(stepOf(press('=', 'Digit0', { shift: true }), 'linux')).toBeNull(); // German: Shift+0
    expect(stepOf(press('a', 'KeyA'), 'linux')).toBeNull();
  });
});

describe('the size of the text', () => {
  it('moves in steps between two ends and can be reset', () => {
    let size: TextSize = 100;
    for (let presses = 0; presses < 50; presses += 1) size = nextSize(size, 'in');
    expect(size).toBe(300);
    for (let presses = 0; presses < 50; presses += 1) size = nextSize(size, 'out');
    expect(size).toBe(50);
    expect(nextSize(size, 'reset')).toBe(100);
    expect([nextSize(100, 'in'), nextSize(100, 'out')]).toEqual([110, 90]);
  });
});
