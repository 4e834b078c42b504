import { describe, expect, it } from 'vitest';
import { createZoom, nextFactor, stepOf } from './zoom.ts';

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

describe('the factor', () => {
  it('moves in steps between two ends and can be reset', () => {
    let factor = 1;
    for (let presses = 0; presses < 50; presses += 1) factor = nextFactor(factor, 'in');
    expect(factor).toBe(3);
    for (let presses = 0; presses < 50; presses += 1) factor = nextFactor(factor, 'out');
    expect(factor).toBe(0.5);
    expect(nextFactor(factor, 'reset')).toBe(1);
    expect([nextFactor(1, 'in'), nextFactor(1, 'out')]).toEqual([1.1, 0.9]);
  });

  it('is 1 where the file holds nonsense', () => {
    for (const stored of [
      null,
      {},
      [],
      { zoom: '2' },
      { zoom: 1e9 },
      { zoom: -1 },
      { zoom: 0 },
      { zoom: Number.NaN },
    ]) {
      const store = { read: () => stored, write: () => true, remove: () => true };
      expect(createZoom(store).factor()).toBe(1);
    }
    expect(createZoom({ read: () => ({ zoom: 2 }), write: () => true, remove: () => true }).factor()).toBe(2);
  });
});
