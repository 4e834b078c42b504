/** The limit of one wait. It is long, because an app on a busy machine is slow without being wrong. */
export const PATIENCE_MS = 45_000;

/**
 * Returns the promise's outcome, or fails if that takes too long.
 * @param what the name of the awaited event in the error
 * @param more returns further text for the error, for example the app's output
 */
export async function within<T>(what: string, promise: Promise<T>, more: () => string = () => ''): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(`waited in vain for ${what}\n${more()}`)), PATIENCE_MS);
  try {
    return await Promise.race([promise, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
