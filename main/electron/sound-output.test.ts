import { describe, expect, it } from 'vitest';
import { outputInPactl, outputInWpctl } from './sound-output.ts';

const sink = (name: string, description: string, mute: 'yes' | 'no', volume: string): string =>
  [
    'Sink #56',
    '\tState: SUSPENDED',
    `\tName: ${name}`,
    `\tDescription: ${description}`,
    '\tDriver: PipeWire',
    `\tMute: ${mute}`,
    `\tVolume: ${volume}`,
    '\t        balance 0.00',
    '\tBase Volume: 65536 / 100% / 0.00 dB',
    '',
  ].join('\n');
const BUILT_IN = sink(
  'alsa_output.pci.analog',
  'Built-in Audio',
  'no',
  'front-left: 26214 /  40% / -23.88 dB,   front-right: 0 /   0% / -inf dB',
);
const MUTED = sink('alsa_output.pci.hdmi', 'HDMI (Wache)', 'yes', 'front-left: 65536 / 100% / 0.00 dB');
const DUMMY = sink('auto_null', 'Dummy Output', 'no', 'front-left: 65536 / 100% / 0.00 dB');
const info = (name: string): string =>
  `Server Name: PulseAudio (on PipeWire 1.0.5)\nDefault Sink: ${name}\nDefault Source: x\n`;

describe('pactl', () => {
  const usual = info('alsa_output.pci.analog');

  it.each([
    ['the default one', usual, BUILT_IN + MUTED, '', { kind: 'there', isChosen: true, isMuted: false, percent: 40 }],
    [
      'the chosen one, which is muted',
      usual,
      BUILT_IN + MUTED,
      'HDMI (Wache)',
      { kind: 'there', isChosen: true, isMuted: true, percent: 100 },
    ],
    [
      'a chosen loudspeaker that is not there',
      usual,
      BUILT_IN,
      'HDMI (Wache)',
      { kind: 'there', isChosen: false, isMuted: false, percent: 40 },
    ],
    ['only a dummy', info('auto_null'), DUMMY, '', { kind: 'none' }],
    ['no loudspeaker', info(''), '', '', { kind: 'none' }],
    ['a default that is not in the list', info('gone'), BUILT_IN, '', { kind: 'unknown' }],
  ])('%s', (_name, about, sinks, wanted, output) => {
    expect(outputInPactl(about, sinks, wanted)).toEqual(output);
  });
});

describe('wpctl', () => {
  const about =
    'id 56, type PipeWire:Interface:Node\n  * node.description = "Built-in Audio"\n  * node.name = "alsa_output"\n';

  it.each([
    ['audible', 'Volume: 0.40\n', about, '', { kind: 'there', isChosen: true, isMuted: false, percent: 40 }],
    ['muted', 'Volume: 0.40 [MUTED]\n', about, '', { kind: 'there', isChosen: true, isMuted: true, percent: 40 }],
    ['another one is chosen', 'Volume: 0.40\n', about, 'HDMI (Wache)', { kind: 'unknown' }],
    ['a dummy', 'Volume: 1.00\n', '  * node.name = "auto_null"\n', '', { kind: 'none' }],
    ['an answer that says nothing', 'no such object\n', about, '', { kind: 'unknown' }],
  ])('%s', (_name, volume, inspected, wanted, output) => {
    expect(outputInWpctl(volume, inspected, wanted)).toEqual(output);
  });
});
