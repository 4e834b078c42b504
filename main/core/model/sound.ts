import * as v from 'valibot';

/** The sounds that the app plays itself, in the order in which they are offered. */
export const OWN_SOUNDS = ['bell', 'knock', 'chime'] as const;
export const OwnSound = v.picklist(OWN_SOUNDS);
export type OwnSound = v.InferOutput<typeof OwnSound>;

/** The sound of notifications; `system`: the operating system plays its own. */
export const Sound = v.picklist(['system', ...OWN_SOUNDS]);
export type Sound = v.InferOutput<typeof Sound>;
