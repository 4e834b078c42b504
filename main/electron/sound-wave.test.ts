import { describe, expect, it } from 'vitest';
import { OWN_SOUNDS } from '../core/model/sound.ts';
import { soundWave } from './sound-wave.ts';

const levels = (bytes: Uint8Array<ArrayBuffer>): Int16Array => new Int16Array(bytes.buffer, 44);
/** How often the wave crosses zero in a second, which grows with its pitch. */
const crossings = (bytes: Uint8Array<ArrayBuffer>): number => {
  const heard = levels(bytes).subarray(0, 2_205);
  return heard.filter((level, at) => at > 0 && level < 0 !== (heard[at - 1] ?? 0) < 0).length * 10;
};

describe.each(OWN_SOUNDS)('the sound "%s"', (sound) => {
  const bytes = soundWave(sound);
  const view = new DataView(bytes.buffer);

  it('is a WAV file with one channel of 16 bits', () => {
    const text = new TextDecoder('latin1').decode(bytes);
    expect([text.slice(0, 4), text.slice(8, 16), text.slice(36, 40)]).toEqual(['RIFF', 'WAVEfmt ', 'data']);
    expect(view.getUint32(4, true)).toBe(bytes.length - 8);
    expect(view.getUint32(40, true)).toBe(bytes.length - 44);
    expect([20, 22, 32, 34].map((at) => view.getUint16(at, true))).toEqual([1, 1, 2, 16]);
  });

  it('is short, not too loud, and begins and ends without a click', () => {
    const heard = levels(bytes);
    const seconds = heard.length / view.getUint32(24, true);
    expect(seconds).toBeGreaterThan(0.2);
    expect(seconds).toBeLessThan(1.5);
    const peak = Math.max(...heard.map(Math.abs));
    expect(peak / 32_767).toBeCloseTo(0.33, 2);
    expect(heard[0]).toBe(0);
    expect(Math.abs(heard.at(-1) ?? 0)).toBeLessThan(peak / 50);
  });
});

it('the sounds are told apart by pitch or length', () => {
  const facts = OWN_SOUNDS.map((sound) => [crossings(soundWave(sound)), soundWave(sound).length]);
  for (const [index, [pitch = 0, length = 0]] of facts.entries())
    for (const [otherPitch = 0, otherLength = 0] of facts.slice(index + 1)) {
      const ratio = Math.max(pitch / otherPitch, otherPitch / pitch, length / otherLength, otherLength / length);
      expect(ratio).toBeGreaterThan(1.5);
    }
});
