import * as v from 'valibot';
import { type Update, type UpdateName, updates } from '../../preload/contract.ts';
import type { Logger } from '../core/ports.ts';

/** The window, if there is one. */
export interface UpdateTarget {
  isOpen(): boolean;
  send(channel: string, value: unknown): void;
}

/**
 * Sends updates to the window, checked like the answers to its calls: a value that does not fit the contract is not
 * sent, and the log says where it was. Most of the time there is no window, and nothing to do.
 */
export function createWindowUpdates({ isOpen, send }: UpdateTarget, log: Pick<Logger, 'error'>) {
  return <N extends UpdateName>(name: N, value: Update<N>): void => {
    if (!isOpen()) return;
    const checked = v.safeParse(updates[name], value, { abortEarly: true });
    // The log says where, never what: values are people's messages.
    if (checked.success) send(`update:${name}`, checked.output);
    else log.error(`update ${name} refused: unexpected shape at ${v.getDotPath(checked.issues[0]) ?? 'top'}`);
  };
}
