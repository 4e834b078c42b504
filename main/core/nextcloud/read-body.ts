import { AnswerTooLong } from '../errors.ts';

/** Rejects when the signal aborts; may never settle. */
export function rejection(signal: AbortSignal): Promise<never> {
  const promise = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  promise.catch(() => {});
  return promise;
}

/**
 * Reads the whole body. Ends when `timedOut` rejects, whatever the stream does.
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
      if (length > limit) throw new AnswerTooLong();
      chunks.push(part.value);
    }
  } catch (error) {
    reader?.cancel().catch(() => {});
    throw error;
  }
  const whole = new Uint8Array(length);
  let filled = 0;
  for (const chunk of chunks) {
    whole.set(chunk, filled);
    filled += chunk.byteLength;
  }
  return whole;
}
