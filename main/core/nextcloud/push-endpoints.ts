import { isOnOrigin, isTrustworthy } from '../model/origin.ts';
import type { Capabilities } from './schemas.ts';

export interface PushEndpoints {
  websocket: string;
  preAuth: string;
}

/**
 * Where notify_push listens, or null where the server has none that can be trusted. The pre_auth endpoint is asked with
 * the app password, so it must be on the account's own origin. The socket may be elsewhere, over wss only, for it gets
 * nothing but a token that is good for 15 seconds, once.
 */
export function pushEndpoints({ capabilities }: Capabilities, server: string): PushEndpoints | null {
  const endpoints = capabilities.notify_push?.endpoints;
  if (!endpoints?.pre_auth || !isOnOrigin(endpoints.pre_auth, server)) return null;
  const url = URL.parse(endpoints.websocket.replace(/^ws/, 'http'));
  if (!url || !/^wss?:/.test(endpoints.websocket) || !isTrustworthy(url)) return null;
  if (url.protocol === 'http:' && url.origin !== new URL(server).origin) return null;
  return { websocket: endpoints.websocket, preAuth: endpoints.pre_auth };
}
