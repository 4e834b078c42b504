import type { OwnSound } from '../core/model/sound.ts';

const RATE = 22_050;
/** A third of full volume: a notification should be heard, not hurt. */
const LOUDNESS = 0.33;

interface Tone {
  /** Seconds from the beginning. */
  at: number;
  /** Hertz. */
  pitch: number;
  /** Seconds until it has become about a third as loud. */
  fading: number;
  /** How loud the overtones are, from the second on. */
  overtones: readonly number[];
}

/** A bell rings long and high, a knock is short and low, and a chime climbs. */
const TONES: Record<OwnSound, readonly Tone[]> = {
  bell: [{ at: 0, pitch: 1_175, fading: 0.22, overtones: [0.4, 0, 0.25] }],
  knock: [
    { at: 0, pitch: 196, fading: 0.035, overtones: [0.5, 0.3] },
    { at: 0.14, pitch: 196, fading: 0.035, overtones: [0.5, 0.3] },
  ],
  chime: [
    { at: 0, pitch: 523, fading: 0.12, overtones: [0.15] },
    { at: 0.13, pitch: 659, fading: 0.12, overtones: [0.15] },
    { at: 0.26, pitch: 784, fading: 0.2, overtones: [0.15] },
  ],
};
/** After this many fadings, a tone is less than a hundredth as loud as in the beginning. */
const FADINGS = 5;
const ATTACK_S = 0.004;

/** Returns a sound as a WAV file: 16 bits, one channel. */
export function soundWave(sound: OwnSound): Uint8Array<ArrayBuffer> {
  const tones = TONES[sound];
  const seconds = Math.max(...tones.map(({ at, fading }) => at + FADINGS * fading));
  const levels = Array.from({ length: Math.round(seconds * RATE) }, (_, index) => {
    const time = index / RATE;
    return tones.reduce((sum, tone) => sum + levelOf(tone, time - tone.at), 0);
  });
  const peak = Math.max(...levels.map(Math.abs));
  return wave(
    levels.map((level) => (level / peak) * LOUDNESS),
    RATE,
  );
}

/** @param time seconds since the tone began */
function levelOf({ pitch, fading, overtones }: Tone, time: number): number {
  if (time < 0) return 0;
  const swing = (multiple: number): number => Math.sin(2 * Math.PI * pitch * multiple * time);
  const sum = overtones.reduce((total, loudness, index) => total + loudness * swing(index + 2), swing(1));
  return sum * Math.exp(-time / fading) * Math.min(1, time / ATTACK_S);
}

/**
 * Returns a WAV file: 16 bits, one channel. Source: Multimedia Programming Interface and Data Specifications 1.0,
 * "Waveform Audio File Format".
 * @param levels each from -1 to 1
 * @param rate levels a second
 */
export function wave(levels: readonly number[], rate: number): Uint8Array<ArrayBuffer> {
  const bytes = 2 * levels.length;
  const view = new DataView(new ArrayBuffer(44 + bytes));
  const word = (at: number, text: string): void => {
    for (let index = 0; index < text.length; index += 1) view.setUint8(at + index, text.charCodeAt(index));
  };
  word(0, 'RIFF');
  view.setUint32(4, 36 + bytes, true);
  word(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, 2 * rate, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  word(36, 'data');
  view.setUint32(40, bytes, true);
  for (const [index, level] of levels.entries()) view.setInt16(44 + 2 * index, Math.round(level * 32_767), true);
  return new Uint8Array(view.buffer);
}
