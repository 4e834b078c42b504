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
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  const length = await eachPart(response, limit, timedOut, (part) => void chunks.push(part));
  const whole = new Uint8Array(length);
  let filled = 0;
  for (const chunk of chunks) {
    whole.set(chunk, filled);
    filled += chunk.byteLength;
  }
  return whole;
}

/** Hands on the body part by part, in the same way. @returns an empty body */
export async function passBody(
  response: Response,
  limit: number,
  timedOut: Promise<never>,
  onPart: (part: Uint8Array<ArrayBuffer>) => Promise<void>,
): Promise<Uint8Array<ArrayBuffer>> {
  await eachPart(response, limit, timedOut, onPart);
  return new Uint8Array(0);
}

/** @returns the length of the body, in bytes */
async function eachPart(
  response: Response,
  limit: number,
  timedOut: Promise<never>,
  onPart: (part: Uint8Array<ArrayBuffer>) => void | Promise<void>,
): Promise<number> {
  const reader = response.body?.getReader();
  let length = 0;
  try {
    for (;;) {
      const part = await Promise.race([reader?.read(), timedOut]);
      if (!part || part.done) return length;
      length += part.value.byteLength;
      if (length > limit) throw new AnswerTooLong();
      await onPart(part.value);
    }
  } catch (error) {
    reader?.cancel().catch(() => {});
    throw error;
  }
}
