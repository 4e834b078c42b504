import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { AlarmSound } from '../main/core/model/alarm.ts';
import { makeSounds, RATE, soundFile } from './sounds.ts';

const made = makeSounds();
const levelsOf = (name: AlarmSound | 'call'): Float64Array => {
  const file = readFileSync(join(import.meta.dirname, soundFile(name)));
  return Float64Array.from({ length: (file.length - 44) / 2 }, (_, index) => file.readInt16LE(44 + 2 * index) / 32_767);
};

describe('the sounds of alarms', () => {
  it('in the repository equal those that the script makes (npm run sounds)', () => {
    const files = globSync('sounds/*', { cwd: import.meta.dirname }).map((path) => path.replaceAll('\\', '/'));
    expect(files.sort()).toEqual([...made.keys()].sort());
    for (const [path, bytes] of made)
      expect(Buffer.from(bytes).equals(readFileSync(join(import.meta.dirname, path))), path).toBe(true);
  });

  it.each(AlarmSound.options)('%s is loud, never clips, and can be repeated without a gap or a click', (name) => {
    const levels = levelsOf(name);
    const peak = Math.max(...levels.map(Math.abs));
    expect(peak).toBeGreaterThan(0.9);
    expect(peak).toBeLessThan(1);
    const steps = levels.map((level, index) => Math.abs(level - (levels[(index + 1) % levels.length] ?? 0)));
    const largestInside = Math.max(...steps.slice(0, -1));
    expect(steps.at(-1)).toBeLessThanOrEqual(largestInside);
    // A person who comes in hears it at once: the rest between two repetitions is short.
    const silent = Array.from({ length: Math.floor(levels.length / (RATE / 10)) }, (_, tenth) =>
      levels.slice((tenth * RATE) / 10, ((tenth + 1) * RATE) / 10).every((level) => Math.abs(level) < 0.02),
    );
    expect(silent.filter(Boolean).length).toBeLessThan(10);
  });

  it('the ringing tone of calls is a third as loud, and repeats without a click after a rest', () => {
    const levels = levelsOf('call');
    const peak = Math.max(...levels.map(Math.abs));
    expect(peak).toBeGreaterThan(0.25);
    expect(peak).toBeLessThan(0.4);
    expect(Math.abs((levels.at(-1) ?? 1) - (levels[0] ?? 0))).toBeLessThan(0.001);
    expect(levels.slice(-RATE).every((level) => Math.abs(level) < 0.02)).toBe(true);
  });

  it('differ from each other in how often they cross zero, which is what an ear tells apart', () => {
    const crossings = AlarmSound.options.map((name) => {
      const levels = levelsOf(name);
      const count = levels.filter((level, index) => index > 0 && level >= 0 !== (levels[index - 1] ?? 0) >= 0).length;
      return Math.round((count / levels.length) * RATE);
    });
    const sorted = crossings.toSorted((a, b) => a - b);
    for (const [index, count] of sorted.entries())
      if (index > 0) expect(count / (sorted[index - 1] ?? 1)).toBeGreaterThan(1.1);
  });
});
