import type { SoundOutput } from '../core/ports.ts';
import { answerOf } from './command.ts';

/** What PulseAudio and PipeWire offer where there is no loudspeaker. */
const DUMMY = 'auto_null';
const UNKNOWN: SoundOutput = { kind: 'unknown' };

/**
 * Looks whether the loudspeaker that plays alarms is there and can be heard, as far as the sound server knows. Only
 * Linux has commands for that; a failing command means "unknown". Never rejects.
 * @param wanted the loudspeaker's name as Chromium has it, which is the sound server's description; empty: the default
 */
export async function soundOutput(wanted: string): Promise<SoundOutput> {
  if (process.platform !== 'linux') return UNKNOWN;
  const [info, sinks] = await Promise.all([answerOf('pactl', ['info']), answerOf('pactl', ['list', 'sinks'])]);
  if (info !== null && sinks !== null) return outputInPactl(info, sinks, wanted);
  const place = '@DEFAULT_AUDIO_SINK@';
  const [volume, about] = await Promise.all([
    answerOf('wpctl', ['get-volume', place]),
    answerOf('wpctl', ['inspect', place]),
  ]);
  return volume === null || about === null ? UNKNOWN : outputInWpctl(volume, about, wanted);
}

/** Reads the output of `pactl info` and `pactl list sinks`. */
export function outputInPactl(info: string, sinks: string, wanted: string): SoundOutput {
  const usual = fieldOf(info, 'Default Sink');
  const found = sinks
    .split(/^Sink #/m)
    .map((sink) => ({
      name: fieldOf(sink, 'Name'),
      description: fieldOf(sink, 'Description'),
      muted: fieldOf(sink, 'Mute') === 'yes',
      volumes: [...(fieldOf(sink, 'Volume') ?? '').matchAll(/(\d+)%/g)].map(([, percent]) => Number(percent)),
    }))
    .filter(({ name }) => name !== null && name !== DUMMY);
  if (found.length === 0) return { kind: 'none' };
  const chosen = found.find(({ description }) => wanted !== '' && description === wanted);
  const used = chosen ?? found.find(({ name }) => name === usual);
  if (!used) return UNKNOWN;
  const { muted, volumes } = used;
  if (volumes.length === 0) return UNKNOWN;
  const isChosen = wanted === '' || chosen !== undefined;
  return { kind: 'there', isChosen, isMuted: muted, percent: Math.max(...volumes) };
}

/** Reads the output of `wpctl get-volume` and `wpctl inspect`, which tell only of the default loudspeaker. */
export function outputInWpctl(volume: string, about: string, wanted: string): SoundOutput {
  if (propertyOf(about, 'node.name') === DUMMY) return { kind: 'none' };
  if (wanted !== '' && propertyOf(about, 'node.description') !== wanted) return UNKNOWN;
  const share = /^Volume: (\d+(?:[.,]\d+)?)/m.exec(volume)?.[1];
  if (share === undefined) return UNKNOWN;
  const percent = Math.round(Number(share.replace(',', '.')) * 100);
  return { kind: 'there', isChosen: true, isMuted: volume.includes('[MUTED]'), percent };
}

const fieldOf = (text: string, key: string): string | null =>
  new RegExp(`^\\s*${key}: (.*)$`, 'm').exec(text)?.[1]?.trim() ?? null;

const propertyOf = (text: string, key: string): string | null =>
  new RegExp(`${key.replace('.', '\\.')} = "(.*)"`).exec(text)?.[1] ?? null;
