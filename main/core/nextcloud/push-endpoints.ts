import { isTrustworthy, onOrigin } from '../model/origin.ts';
import { oneLine } from '../model/plain-text.ts';
import type { Capabilities } from './schemas.ts';

export interface PushEndpoints {
  websocket: string;
  preAuth: string;
}

/** Which of the two addresses of push cannot be used, and what the server says of it; null: it names none. */
export interface UnusablePush {
  which: 'pre_auth' | 'websocket';
  named: string | null;
}

/** What a server says of push. */
export type PushOffer =
  | { kind: 'none' }
  | { kind: 'usable'; endpoints: PushEndpoints }
  | { kind: 'unusable'; unusable: UnusablePush };

const LONGEST_NAMED = 100;

/**
 * Where notify_push listens, as far as it can be trusted. The pre_auth endpoint is asked with the app password, so it must
 * be on the account's own origin; what a proxy that forgot `overwriteprotocol` names there without encryption is used with
 * it. The socket may be elsewhere, over wss only, for it gets nothing but a token that is good for 15 seconds, once.
 */
export function pushOffer({ capabilities }: Capabilities, server: string): PushOffer {
  const offered = capabilities.notify_push?.endpoints;
  if (!offered || (!offered.pre_auth && !offered.websocket)) return { kind: 'none' };
  const preAuth = onOrigin(offered.pre_auth ?? '', server);
  if (preAuth === null) return unusable('pre_auth', offered.pre_auth);
  const websocket = socketOf(offered.websocket ?? '', server);
  if (websocket === null) return unusable('websocket', offered.websocket);
  return { kind: 'usable', endpoints: { websocket, preAuth } };
}

/** The same, where only what can be used matters. */
export function pushEndpoints(capabilities: Capabilities, server: string): PushEndpoints | null {
  const offer = pushOffer(capabilities, server);
  return offer.kind === 'usable' ? offer.endpoints : null;
}

const unusable = (which: UnusablePush['which'], named: string | undefined): PushOffer => ({
  kind: 'unusable',
  unusable: { which, named: named ? oneLine(named, LONGEST_NAMED) : null },
});

function socketOf(url: string, server: string): string | null {
  if (!/^wss?:/i.test(url)) return null;
  const asWeb = url.replace(/^ws/i, 'http');
  const parsed = URL.parse(asWeb);
  const isElsewhere = parsed?.protocol === 'https:' && isTrustworthy(parsed);
  const trusted = onOrigin(asWeb, server) ?? (isElsewhere ? parsed.href : null);
  return trusted?.replace(/^http/, 'ws') ?? null;
}
