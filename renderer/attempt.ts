import { createSignal } from 'solid-js';
import type { ErrorCode } from '../main/core/model/app-state.ts';
import type { Result } from '../preload/contract.ts';

/** An object, not the bare code: the same failure twice in a row is told twice. */
type Failure = { code: ErrorCode };

const [failure, setFailure] = createSignal<Failure | null>(null);

/** The last thing a person tried that failed and was not dismissed yet. */
export { failure };

export const dismissFailure = () => setFailure(null);

/** Waits for a call and keeps its failure for the toast. Never rejects. */
export const attempt = async <T>(call: Promise<Result<T>>): Promise<Result<T>> => {
  dismissFailure();
  // A rejection means that the call itself broke, which the contract does not foresee.
  const result = await call.catch((): Result<T> => ({ ok: false, error: 'internal' }));
  if (!result.ok) setFailure({ code: result.error });
  return result;
};
