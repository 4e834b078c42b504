import type { Logger } from '../ports.ts';
import type { BoundSecret } from './bound-secret.ts';

export interface HeldGrantsDeps {
  log: Logger;
  /** Tells the server that made the app password, as often as it takes. Never rejects. */
  revoke: (secret: BoundSecret) => Promise<unknown>;
}

export type HeldGrants = ReturnType<typeof createHeldGrants>;

/** App passwords that servers have made for attempts to sign in, until each is an account's or is given back. */
export function createHeldGrants({ log, revoke }: HeldGrantsDeps) {
  const held = new Set<BoundSecret>();

  async function giveBack(secret: BoundSecret): Promise<void> {
    if (!held.delete(secret)) return;
    log.warn('sign-in: revoking an app password that is not needed');
    await revoke(secret);
  }

  return {
    hold(secret: BoundSecret): BoundSecret {
      held.add(secret);
      return secret;
    },
    /** An account has it. */
    release: (secret: BoundSecret): void => void held.delete(secret),
    /** The attempt has failed: the app password must not stay on the server. */
    giveBack,
    giveAllBack: (): void => held.forEach((secret) => void giveBack(secret)),
  };
}
