import { describeError } from '../errors.ts';
import type { Client } from '../nextcloud/client.ts';
import { createWipeApi } from '../nextcloud/wipe-api.ts';
import type { Logger } from '../ports.ts';
import { createAudit } from './audit.ts';

export interface RemoteWipeDeps {
  /** A client without credentials. */
  client: Client;
  appPassword: string;
  log: Logger;
  /**
   * Deletes everything of the account, however long that takes. Resolves with false when the wipe will not complete.
   */
  onWipe: () => Promise<boolean>;
}

/**
 * Asks the server, once it has ended the session, whether it wants this device wiped, and wipes it. Anything but a
 * plain yes leaves everything unchanged: a lost phone can wait, but a station PC that deleted its account by mistake
 * cannot.
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
      log.warn(`remote wipe: ${describeError(error)}`);
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
    // The report must not reach the server before the wipe is complete.
    if (!(await onWipe())) return;
    const reported = await api.reportDone().catch((error: unknown) => {
      log.warn(`remote wipe: the report did not arrive: ${describeError(error)}`);
      return false;
    });
    audit.wiped(server, reported);
  }

  return {
    /** Must be called once for each ended session. Never rejects. */
    async sessionEnded(): Promise<void> {
      audit.sessionEnded(server);
      await askOnce();
    },
    /** Asks again while the same session is over, because the server may have changed its mind. Never rejects. */
    askAgain: askOnce,
    /** The user signs out or in again, so a later answer no longer matters. */
    stop(): void {
      stopped = true;
    },
  };
}
