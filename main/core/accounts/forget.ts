import { describeError } from '../errors.ts';
import type { Logger, SecretStore, SettingsStore } from '../ports.ts';
import type { BoundSecret } from '../sign-in/bound-secret.ts';
import type { Revocation } from './audit.ts';
import { createAccountStore } from './records.ts';
import type { Revocations } from './revocations.ts';
import { judge } from './secrets.ts';

/** What became of one account, or of an entry in the keychain that no account belongs to. */
export interface Forgotten {
  id: string;
  /**
   * `none`: this device keeps no app password. `unclear`: the keychain does not answer, or its entry does not say which
   * server it is for, so that nothing could be revoked.
   */
  appPassword: Revocation | 'none' | 'unclear';
  /** The keychain has no app password any more. */
  isErased: boolean;
}

export interface ForgetDeps {
  settings: SettingsStore;
  secrets: SecretStore;
  revocations: Pick<Revocations, 'revoke'>;
  log: Pick<Logger, 'warn'>;
}

/**
 * Revokes every app password of this device at the server that it was made for, and then erases it here, whether the
 * server answered or not. Never rejects.
 */
export async function forgetAccounts({ settings, secrets, revocations, log }: ForgetDeps): Promise<Forgotten[]> {
  const known = createAccountStore(settings).all();
  const listed = await (secrets.ids?.() ?? []);

  async function held(id: string): Promise<BoundSecret | 'none' | 'unclear'> {
    try {
      const text = await secrets.read(id);
      // An entry without an account can only be revoked at the server that it names.
      const found = judge(id, text, known.get(id) ?? { server: 'https://unknown.invalid', loginName: '' });
      if (found.kind === 'none') return 'none';
      return found.secret ?? 'unclear';
    } catch (error) {
      log.warn(`the keychain cannot be read: ${describeError(error)}`);
      return 'unclear';
    }
  }

  async function forget(id: string): Promise<Forgotten> {
    const secret = await held(id);
    const appPassword = typeof secret === 'string' ? secret : await revocations.revoke(secret);
    const isErased = await secrets.remove(id).then(
      () => true,
      () => false,
    );
    return { id, appPassword, isErased };
  }

  const forgotten: Forgotten[] = [];
  // One after the other: a keyring asks the user once.
  for (const id of new Set([...known.keys(), ...listed])) forgotten.push(await forget(id));
  return forgotten;
}
