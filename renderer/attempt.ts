import { createSignal } from 'solid-js';
import type { ErrorCode } from '../main/core/model/error-code.ts';
import type { Result } from '../preload/contract.ts';
import { announce } from './announce.ts';

/** The conversation that an action was about. */
export type Subject = { token: string; name: string | null };

/** An object, not the bare code, so that the same failure twice in a row is shown twice. */
type Failure = { code: ErrorCode; about: Subject | null; names: readonly string[] };

/** A finished action that cannot be seen on screen. An object, like a failure. */
type Done = { text: string };

const [failure, setFailure] = createSignal<Failure | null>(null);
const [done, setDone] = createSignal<Done | null>(null);

/** The last failed action that was not dismissed yet, and the last action worth showing. */
export { done, failure };

export const dismissFailure = () => setFailure(null);
export const dismissDone = () => setDone(null);

/** Shows for a while that an action is done. */
export const tell = (text: string) => {
  setDone({ text });
  announce(text);
};

/**
 * Shows a failure.
 * @param about the conversation, which the toast then names
 * @param names of the conversations that it is about, if there may be several
 */
export const tellFailure = (
  code: ErrorCode,
  about: Subject | null = null,
  names: readonly string[] = about?.name ? [about.name] : [],
) => {
  // There is room for one sentence, and the failure matters more.
  dismissDone();
  setFailure({ code, about, names });
};

/**
 * Waits for a call and keeps its failure for the toast. Never rejects.
 * @param about the conversation that the call is about
 */
export const attempt = async <T>(call: Promise<Result<T>>, about: Subject | null = null): Promise<Result<T>> => {
  dismissFailure();
  // A rejection means that the call itself broke, which the contract does not foresee.
  const result = await call.catch((): Result<T> => ({ ok: false, error: 'internal' }));
  // A person who has not typed the PIN knows why nothing happened.
  if (!result.ok && result.error !== 'pin-needed') tellFailure(result.error, about, result.names);
  return result;
};
