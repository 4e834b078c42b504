import type { OwnSound, Sound } from '../main/core/model/sound.ts';
import { attempt } from './attempt.ts';
import { bridge } from './bridge.ts';

const OWN = ['bell', 'knock', 'chime'] as const satisfies OwnSound[];
/** The sounds in the order in which they are offered. */
export const SOUNDS = ['system', ...OWN] as const satisfies Sound[];

/** Returns the sound if the app itself can play it. */
export const ownSound = (sound: Sound | null): OwnSound | null => OWN.find((one) => one === sound) ?? null;

/** Plays one of the app's own sounds, so that the user hears it; the system's cannot be played. */
export const playSound = async (sound: Sound | null): Promise<void> => {
  const own = ownSound(sound);
  if (own) await attempt(bridge.playSound({ sound: own }));
};
