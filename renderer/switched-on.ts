import { createSignal } from 'solid-js';
import type { CompanionId } from '../main/core/model/companion.ts';

/** The other apps of the Nextcloud that are switched on, for the parts of the window that only offer a way to them. */
export const [switchedOn, setSwitchedOn] = createSignal<readonly CompanionId[]>([]);
