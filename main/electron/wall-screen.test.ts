import { describe, expect, it } from 'vitest';
import { screenForWall } from './wall-screen.ts';

const main = { id: 1 };
const wall = { id: 2 };
const third = { id: 3 };

describe('the screen of the wall display', () => {
  it('is the only screen, or another one than the main screen', () => {
    expect(screenForWall([main], main, null)).toBe(main);
    expect(screenForWall([main, wall, third], main, null)).toBe(wall);
    expect(screenForWall([wall, main], main, null)).toBe(wall);
  });

  it('stays the same while it is there', () => {
    expect(screenForWall([main, wall, third], main, third)).toBe(third);
    expect(screenForWall([main], main, main)).toBe(main);
  });

  it('is waited for when it has been switched off, so that the main screen stays free', () => {
    expect(screenForWall([main], main, wall)).toBeNull();
    expect(screenForWall([main, wall], main, wall)).toBe(wall);
  });

  it('is the new one when a second screen is switched on', () => {
    expect(screenForWall([main, wall], main, main)).toBe(wall);
  });
});
