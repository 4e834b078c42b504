import * as v from 'valibot';
import { type Update, type UpdateName, updates } from '../../preload/contract.ts';
import type { Logger } from '../core/ports.ts';

/** The window, if there is one. */
export interface UpdateTarget {
  isOpen(): boolean;
  send(channel: string, value: unknown): void;
}

/**
 * Tells the window what it has not asked for, checked as the answers to its calls are: what the contract does not know
 * stays here, and the log says where it was. Most of the time there is no window, and nothing to do.
 */
export function createWindowUpdates({ isOpen, send }: UpdateTarget, log: Pick<Logger, 'error'>) {
  return <N extends UpdateName>(name: N, value: Update<N>): void => {
    if (!isOpen()) return;
    const checked = v.safeParse(updates[name], value, { abortEarly: true });
    // Where, never what: values are people's messages.
    if (checked.success) send(`update:${name}`, checked.output);
    else log.error(`update ${name} refused: unexpected shape at ${v.getDotPath(checked.issues[0]) ?? 'top'}`);
  };
}
