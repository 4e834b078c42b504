import { describe, expect, it } from 'vitest';
import { nextAction, nextIndex, rowIntent } from './row-intents.ts';

const key = (name: string, over: Partial<Parameters<typeof rowIntent>[0]> = {}) => ({
  key: name,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  isComposing: false,
  ...over,
});

describe('rowIntent', () => {
  it.each([
    ['m', 'read'],
    ['M', 'read'],
    ['r', 'reply'],
    ['ArrowRight', 'actions'],
    ['ContextMenu', 'menu'],
    ['F10', null],
    ['x', null],
    ['Enter', null],
  ])('of %s is %s', (name, intent) => {
    expect(rowIntent(key(name))).toBe(intent);
  });

  it('opens the menu for Shift+F10', () => {
    expect(rowIntent(key('F10', { shiftKey: true }))).toBe('menu');
  });

  it('ignores keys for the browser, the window or an input method', () => {
    expect(rowIntent(key('r', { ctrlKey: true }))).toBeNull();
    expect(rowIntent(key('m', { metaKey: true }))).toBeNull();
    expect(rowIntent(key('r', { isComposing: true }))).toBeNull();
  });
});

describe('nextAction', () => {
  it.each([
    ['ArrowRight', 0, 1],
    ['ArrowRight', 2, 2],
    ['ArrowLeft', 2, 1],
    ['ArrowLeft', 0, -1],
    ['Escape', 2, -1],
    ['Home', 2, 0],
    ['End', 0, 2],
    ['ArrowDown', 1, undefined],
    ['Enter', 1, undefined],
  ])('%s at %d goes to %s', (name, index, expected) => {
    expect(nextAction(name, index, 3)).toBe(expected);
  });
});

describe('nextIndex', () => {
  it.each([
    ['ArrowDown', 0, 3, 1],
    ['ArrowDown', 2, 3, 2],
    ['ArrowDown', -1, 3, 0],
    ['ArrowUp', 1, 3, 0],
    ['ArrowUp', 0, 3, 0],
    ['Home', 2, 3, 0],
    ['End', 0, 3, 2],
    ['Enter', 0, 3, undefined],
    ['ArrowDown', -1, 0, undefined],
  ])('%s on %d of %d goes to %s', (key, index, count, expected) => {
    expect(nextIndex(key, index, count)).toBe(expected);
  });
});
