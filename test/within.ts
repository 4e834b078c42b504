/** For one thing that is waited for. Long: nothing is wrong with an app on a machine that is busy otherwise. */
export const PATIENCE_MS = 45_000;

/**
 * The promise's outcome, unless that takes too long.
 * @param what names it in the error
 * @param more what else the error is to tell, for example the app's output
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
