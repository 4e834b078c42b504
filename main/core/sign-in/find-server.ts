import {
  Maintenance,
  NextcloudTooOld,
  NotNextcloud,
  ServerError,
  ServerMoved,
  ServerNotAllowed,
  UntrustedDomain,
} from '../errors.ts';
import type { Client } from '../nextcloud/client.ts';
import { createLoginApi } from '../nextcloud/login-api.ts';

export interface FindServerDeps {
  clientFor: (server: string) => Client;
  /** @throws ServerNotAllowed */
  checkServer: (server: string) => void;
}

/** Returns the addresses that the administrator allows. @throws ServerNotAllowed when none is */
export function allowed(addresses: readonly string[], checkServer: FindServerDeps['checkServer']): string[] {
  const refusals: unknown[] = [];
  const found = addresses.filter((address) => {
    try {
      checkServer(address);
      return true;
    } catch (error) {
      refusals.push(error);
      return false;
    }
  });
  if (found.length === 0) throw refusals[0];
  return found;
}

/**
 * Returns the base address of the first Nextcloud that accepts sign-ins.
 * @param addresses at least one, the likeliest first
 * @throws when there is none: what the Nextcloud that was found said, else the first address's error
 */
export async function findServer(
  addresses: readonly string[],
  { clientFor, checkServer }: FindServerDeps,
): Promise<string> {
  const troubles: unknown[] = [];
  for (const address of addresses) {
    try {
      const server = await createLoginApi(clientFor(address)).checkServer();
      // A redirect may have led to another address.
      checkServer(server);
      return server;
    } catch (error) {
      if (saysNextcloud(error)) throw error;
      troubles.push(error);
      if (!mayBeElsewhere(error)) break;
    }
  }
  throw troubles[0];
}

/** A Nextcloud is here, and cannot be used. */
const saysNextcloud = (error: unknown): boolean =>
  [Maintenance, NextcloudTooOld, UntrustedDomain, ServerNotAllowed].some((kind) => error instanceof kind);

/** This address holds another site, or asks for a password; the Nextcloud may be in another folder. */
const mayBeElsewhere = (error: unknown): boolean =>
  error instanceof NotNextcloud ||
  error instanceof ServerMoved ||
  (error instanceof ServerError && error.status >= 400 && error.status < 500);
