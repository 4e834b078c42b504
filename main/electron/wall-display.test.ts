import { describe, expect, it } from 'vitest';
import { wallDisplay } from './wall-display.ts';

const main = { id: 1 };
const wall = { id: 2 };
const third = { id: 3 };

describe('the screen of the wall display', () => {
  it('is the only one, or not the main one', () => {
    expect(wallDisplay([main], main, null)).toBe(main);
    expect(wallDisplay([main, wall, third], main, null)).toBe(wall);
    expect(wallDisplay([wall, main], main, null)).toBe(wall);
  });

  it('stays the same while it is there', () => {
    expect(wallDisplay([main, wall, third], main, third)).toBe(third);
    expect(wallDisplay([main], main, main)).toBe(main);
  });

  it('is awaited when it has been switched off, so that the main one stays free', () => {
    expect(wallDisplay([main], main, wall)).toBeNull();
    expect(wallDisplay([main, wall], main, wall)).toBe(wall);
  });

  it('is the new one when a second screen is switched on', () => {
    expect(wallDisplay([main, wall], main, main)).toBe(wall);
  });
});
