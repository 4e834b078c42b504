import { createSignal } from 'solid-js';
import type { ErrorCode } from '../main/core/model/error-code.ts';
import type { Result } from '../preload/contract.ts';
import { announce } from './announce.ts';

/** An object, not the bare code: the same failure twice in a row is told twice. */
type Failure = { code: ErrorCode };

/** Something that has been done and cannot be seen, and how it is taken back, if it can be. */
type Done = { text: string; undo: Undo | null };
type Undo = { label: string; act: () => void };

const [failure, setFailure] = createSignal<Failure | null>(null);
const [done, setDone] = createSignal<Done | null>(null);

/** The last thing a person tried that failed and was not dismissed yet, and the last that is worth telling. */
export { done, failure };

export const dismissFailure = () => setFailure(null);
export const dismissDone = () => setDone(null);

/** Tells that something has been done, for a while. */
export const tell = (text: string, undo: Undo | null = null) => {
  setDone({ text, undo });
  announce(text);
};

/** Waits for a call and keeps its failure for the toast. Never rejects. */
export const attempt = async <T>(call: Promise<Result<T>>): Promise<Result<T>> => {
  dismissFailure();
  // A rejection means that the call itself broke, which the contract does not foresee.
  const result = await call.catch((): Result<T> => ({ ok: false, error: 'internal' }));
  if (!result.ok) {
    // There is room for one sentence, and this one matters more.
    dismissDone();
    setFailure({ code: result.error });
  }
  return result;
};
