import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { AlarmSound } from '../main/core/model/alarm.ts';
import { wave } from '../main/electron/sound-wave.ts';

/** Levels a second: the highest overtone below is at 4.4 kHz. */
export const RATE = 16_000;
/** Just below the loudest level, so that no loudspeaker driver clips. */
const PEAK = 0.95;
/** A tone begins and ends in this time, so that it does not click. Seconds. */
const EDGE_S = 0.008;

type Sound = { seconds: number; levelAt: (time: number) => number };

const TURN = 2 * Math.PI;
const sine = (pitch: number, time: number): number => Math.sin(TURN * pitch * time);

/** @returns 1 within a tone, less at its edges, 0 outside. @param time seconds since the tone began */
const within = (time: number, length: number): number =>
  time < 0 || time > length ? 0 : Math.min(1, time / EDGE_S, (length - time) / EDGE_S);

/** Three strokes of a bell, each lower, as in a station's hall. The overtones are those of a struck bar. */
const gong: Sound = {
  seconds: 3.2,
  levelAt: (time) =>
    [
      { at: 0, pitch: 784 },
      { at: 0.75, pitch: 659 },
      { at: 1.5, pitch: 523 },
    ].reduce((sum, { at, pitch }) => {
      const since = time - at;
      if (since < 0) return sum;
      const stroke = sine(pitch, since) + 0.5 * sine(2 * pitch, since) + 0.35 * sine(2.76 * pitch, since);
      return sum + stroke * Math.exp(-since / 0.7) * Math.min(1, since / EDGE_S);
    }, 0) * within(time, 3.2),
};

/** High and low in turn, with a rest, as pagers do. The third harmonic is what small loudspeakers play loudest. */
const pager: Sound = {
  seconds: 2,
  levelAt: (time) =>
    [0, 1, 2, 3, 4, 5].reduce((sum, index) => {
      const since = time - index * 0.25;
      const pitch = index % 2 === 0 ? 1_250 : 950;
      return sum + (sine(pitch, since) + 0.33 * sine(3 * pitch, since)) * within(since, 0.24);
    }, 0),
};

const SIREN = { low: 440, high: 880, seconds: 4 };

/** Rises and falls. The pitch is a cosine of the time, so the phase is its integral, which is whole at the end. */
const siren: Sound = {
  seconds: SIREN.seconds,
  levelAt: (time) => {
    const { low, high, seconds } = SIREN;
    const middle = (low + high) / 2;
    const phase = middle * time - (((high - low) / 2) * Math.sin((TURN * time) / seconds) * seconds) / TURN;
    return [1, 2, 3].reduce((sum, multiple) => sum + Math.sin(TURN * phase * multiple) / multiple, 0);
  },
};

/**
 * The ringing tone of calls: four soft, short notes of a marimba, twice, and a rest. No alarm begins so gently, so an ear
 * tells them apart.
 */
const call: Sound = {
  seconds: 4,
  levelAt: (time) =>
    [0, 1.1].reduce((sum, begin) => sum + RING.reduce((all, note) => all + marimba(note, time - begin), 0), 0) *
    within(time, 4),
};

/** Seconds and hertz: a fifth that climbs and comes back. */
const RING = [
  { at: 0, pitch: 523.25 },
  { at: 0.16, pitch: 659.25 },
  { at: 0.32, pitch: 783.99 },
  { at: 0.48, pitch: 659.25 },
];

/** A wooden bar has its first overtone two octaves higher, which fades much sooner. */
function marimba({ at, pitch }: (typeof RING)[number], time: number): number {
  const since = time - at;
  if (since < 0) return 0;
  const struck = sine(pitch, since) * Math.exp(-since / 0.28) + 0.22 * sine(4 * pitch, since) * Math.exp(-since / 0.06);
  return struck * Math.min(1, since / EDGE_S);
}

/** A call is no alarm: it is a third as loud. */
const CALL_PEAK = 0.32;

const SOUNDS: Record<AlarmSound | 'call', Sound> = { gong, pager, siren, call };
export const soundFile = (name: AlarmSound | 'call'): string => `sounds/${name}.wav`;

/** Makes the sounds of alarms and the ringing tone in memory: path below build/ → the file's bytes. Each can be repeated without a gap. */
export function makeSounds(): Map<string, Uint8Array> {
  const made = Object.entries(SOUNDS).map(([name, { seconds, levelAt }]) => {
    const levels = Array.from({ length: seconds * RATE }, (_, index) => levelAt(index / RATE));
    const peak = Math.max(...levels.map(Math.abs));
    const loudest = levels.map((level) => (level / peak) * (name === 'call' ? CALL_PEAK : PEAK));
    return [soundFile(name as keyof typeof SOUNDS), wave(loudest, RATE)] as const;
  });
  return new Map(made);
}

if (import.meta.main) {
  for (const [path, bytes] of makeSounds()) {
    const file = join(import.meta.dirname, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  }
}
