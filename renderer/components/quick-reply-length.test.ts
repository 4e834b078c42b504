import { describe, expect, it } from 'vitest';
import { charactersLeft } from './quick-reply-length.ts';

describe('charactersLeft', () => {
  it('is null far from the limit', () => {
    expect(charactersLeft('', 1_000)).toBeNull();
    expect(charactersLeft('a'.repeat(799), 1_000)).toBeNull();
  });

  it('counts down from 200', () => {
    expect(charactersLeft('a'.repeat(800), 1_000)).toBe(200);
    expect(charactersLeft('a'.repeat(1_000), 1_000)).toBe(0);
    expect(charactersLeft('a'.repeat(1_001), 1_000)).toBe(-1);
  });

  it('counts an emoji of two UTF-16 units once, and ignores surrounding blanks', () => {
    expect(charactersLeft('🚒'.repeat(1_000), 1_000)).toBe(0);
    expect(charactersLeft('🚒'.repeat(500), 1_000)).toBeNull();
    expect(charactersLeft(`\n ${'a'.repeat(900)}${' '.repeat(300)}`, 1_000)).toBe(100);
  });
});
