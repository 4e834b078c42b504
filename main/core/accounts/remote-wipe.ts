import { errorCodeOf } from '../errors.ts';
import type { Client } from '../nextcloud/client.ts';
import { createWipeApi } from '../nextcloud/wipe-api.ts';
import type { Logger } from '../ports.ts';
import { createAudit } from './audit.ts';

export interface RemoteWipeDeps {
  /** One without credentials. */
  client: Client;
  appPassword: string;
  log: Logger;
  /** Deletes everything of the account, however long that takes. False when it is not going to be. */
  onWipe: () => Promise<boolean>;
}

/**
 * Asks, when the server has ended the session, whether it wants this device wiped, and does it. Anything but a plain
 * yes leaves everything as it is: a lost phone can wait, a station that forgot its account by mistake cannot.
 */
export function createRemoteWipe({ client, appPassword, log, onWipe }: RemoteWipeDeps) {
  const { server } = client;
  const api = createWipeApi(client, appPassword);
  const audit = createAudit(log);
  let stopped = false;
  let asking = false;
  let wiping = false;

  async function isWanted(): Promise<boolean> {
    asking = true;
    try {
      return await api.isWanted();
    } catch (error) {
      log.warn(`remote wipe: ${errorCodeOf(error)}`);
      return false;
    } finally {
      asking = false;
    }
  }

  async function askOnce(): Promise<void> {
    if (asking || wiping || stopped || !(await isWanted()) || stopped) return;
    wiping = true;
    await wipe();
  }

  async function wipe(): Promise<void> {
    // The server must not be told that it is done while it is not.
    if (!(await onWipe())) return;
    const told = await api.reportDone().catch(() => false);
    audit.wiped(server, told);
  }

  return {
    /** To be called once for each ended session. Never rejects. */
    async sessionEnded(): Promise<void> {
      audit.sessionEnded(server);
      await askOnce();
    },
    /** The same session is still over, an hour later: the server may have changed its mind. Never rejects. */
    askAgain: askOnce,
    /** The person signs out or in again: an answer that comes later concerns nobody. */
    stop(): void {
      stopped = true;
    },
  };
}
