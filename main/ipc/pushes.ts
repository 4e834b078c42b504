import * as v from 'valibot';
import { type Push, type PushName, pushes } from '../../preload/contract.ts';
import type { Logger } from '../core/ports.ts';

/** The window, if there is one. */
export interface PushTarget {
  isOpen(): boolean;
  send(channel: string, value: unknown): void;
}

/**
 * Tells the window what it has not asked for, checked as the answers to its calls are: what the contract does not know
 * stays here, and the log says where it was. Most of the time there is no window, and nothing to do.
 */
export function createPush({ isOpen, send }: PushTarget, log: Pick<Logger, 'error'>) {
  return <N extends PushName>(name: N, value: Push<N>): void => {
    if (!isOpen()) return;
    const checked = v.safeParse(pushes[name], value, { abortEarly: true });
    // Where, never what: values are people's messages.
    if (checked.success) send(`push:${name}`, checked.output);
    else log.error(`push ${name} refused: unexpected shape at ${v.getDotPath(checked.issues[0]) ?? 'top'}`);
  };
}
