import { isTrustworthy, onOrigin } from '../model/origin.ts';
import { oneLine } from '../model/plain-text.ts';
import type { Capabilities } from './schemas.ts';

export interface PushEndpoints {
  websocket: string;
  preAuth: string;
}

/** The push address that cannot be used, and the server's value for it; null: the server names none. */
export interface UnusablePush {
  which: 'pre_auth' | 'websocket';
  named: string | null;
}

/** What a server offers for push. */
export type PushOffer =
  | { kind: 'none' }
  | { kind: 'usable'; endpoints: PushEndpoints }
  | { kind: 'unusable'; unusable: UnusablePush };

const LONGEST_NAMED = 100;

/**
 * Returns where notify_push listens, if the addresses can be trusted. The pre_auth endpoint receives the app password,
 * so it must be on the account's own origin; an http address there, caused by a proxy without `overwriteprotocol`, is
 * used with https. The socket may be elsewhere, but only over wss, because it receives only a token that is valid once,
 * for 15 seconds.
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

/** Returns the endpoints; null when push cannot be used. */
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
