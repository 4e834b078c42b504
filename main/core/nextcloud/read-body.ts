import { ServerError } from '../errors.ts';

/** Rejects when the signal aborts; not rejecting at all is fine. */
export function rejection(signal: AbortSignal): Promise<never> {
  const promise = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  promise.catch(() => {});
  return promise;
}

/**
 * The whole body. Ends when `timedOut` rejects, whatever the stream does.
 * @param limit bytes; longer bodies are refused
 */
export async function readBody(
  response: Response,
  limit: number,
  timedOut: Promise<never>,
): Promise<Uint8Array<ArrayBuffer>> {
  const reader = response.body?.getReader();
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  try {
    for (;;) {
      const part = await Promise.race([reader?.read(), timedOut]);
      if (!part || part.done) break;
      length += part.value.byteLength;
      if (length > limit) throw new ServerError('the answer is too long', 0);
      chunks.push(part.value);
    }
  } catch (error) {
    reader?.cancel().catch(() => {});
    throw error;
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}
