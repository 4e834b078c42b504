import type { Fetch } from '../../main/core/ports.ts';
import { type HttpAnswer, type Target, targetOf } from './answer.ts';

const NOT_FOUND: HttpAnswer = { status: 404, headers: {}, body: '' };
const WITHOUT_BODY = new Set([204, 304]);

/** Creates a server without a network, which answers each target from memory with the last answer that was set. */
export function createMemoryServer() {
  const answers = new Map<Target, HttpAnswer>();
  const fetch: Fetch = async (input, init) => {
    const { method, url } = input instanceof Request ? input : new Request(input, init);
    const target = targetOf(method, url);
    const { status, headers, body } = (target && answers.get(target)) ?? NOT_FOUND;
    return new Response(WITHOUT_BODY.has(status) ? null : (body as BodyInit), { status, headers });
  };
  return { fetch, answer: (target: Target, answer: HttpAnswer): void => void answers.set(target, answer) };
}

export type MemoryServer = ReturnType<typeof createMemoryServer>;
