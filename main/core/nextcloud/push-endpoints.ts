import { isTrustworthy, onOrigin } from '../model/origin.ts';
import type { Capabilities } from './schemas.ts';

export interface PushEndpoints {
  websocket: string;
  preAuth: string;
}

/**
 * Where notify_push listens, or null where the server has none that can be trusted. The pre_auth endpoint is asked with
 * the app password, so it must be on the account's own origin; what a proxy that forgot `overwriteprotocol` names there
 * without encryption is used with it. The socket may be elsewhere, over wss only, for it gets nothing but a token that is
 * good for 15 seconds, once.
 */
export function pushEndpoints({ capabilities }: Capabilities, server: string): PushEndpoints | null {
  const endpoints = capabilities.notify_push?.endpoints;
  if (!endpoints?.pre_auth || !/^wss?:/.test(endpoints.websocket)) return null;
  const preAuth = onOrigin(endpoints.pre_auth, server);
  const websocket = socketOf(endpoints.websocket.replace(/^ws/, 'http'), server);
  return preAuth !== null && websocket !== null ? { websocket, preAuth } : null;
}

/** @param url of the socket, as one of http */
function socketOf(url: string, server: string): string | null {
  const parsed = URL.parse(url);
  const isElsewhere = parsed?.protocol === 'https:' && isTrustworthy(parsed);
  const trusted = onOrigin(url, server) ?? (isElsewhere ? parsed.href : null);
  return trusted?.replace(/^http/, 'ws') ?? null;
}
