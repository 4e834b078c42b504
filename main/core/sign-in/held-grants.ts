import type { Logger } from '../ports.ts';
import type { BoundSecret } from './bound-secret.ts';

export interface HeldGrantsDeps {
  log: Logger;
  /** Revokes the app password at its server, with retries. Never rejects. */
  revoke: (secret: BoundSecret) => Promise<unknown>;
}

export type HeldGrants = ReturnType<typeof createHeldGrants>;

/** App passwords that servers have made for sign-in attempts, until an account takes each one or it is revoked. */
export function createHeldGrants({ log, revoke }: HeldGrantsDeps) {
  const held = new Set<BoundSecret>();

  async function giveBack(secret: BoundSecret): Promise<void> {
    if (!held.delete(secret)) return;
    log.warn('sign-in: revoking an unneeded app password');
    await revoke(secret);
  }

  return {
    hold(secret: BoundSecret): BoundSecret {
      held.add(secret);
      return secret;
    },
    /** An account has taken over the app password. */
    release: (secret: BoundSecret): void => void held.delete(secret),
    /** The attempt has failed, so the app password is revoked. */
    giveBack,
    giveAllBack: (): void => held.forEach((secret) => void giveBack(secret)),
  };
}
