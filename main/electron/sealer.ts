import { safeStorage } from 'electron';
import { describeError } from '../core/errors.ts';
import type { Logger } from '../core/ports.ts';

/** Encrypts texts with a key that the operating system keeps for this user. */
export interface Sealer {
  /** Whether the system really keeps the key. The answer may take as long as a keyring stays silent. */
  isSafe(): Promise<boolean>;
  /** Resolves with base64. */
  seal(text: string): Promise<string>;
  /** `isOld`: the key has changed since, so the text should be sealed again. */
  unseal(sealed: string): Promise<{ text: string; isOld: boolean }>;
}

export function createSealer(log: Logger): Sealer {
  let safe: Promise<boolean> | null = null;
  const look = async (): Promise<boolean> => !(await isPlain(log)) && (await safeStorage.isAsyncEncryptionAvailable());
  return {
    isSafe() {
      safe ??= look().catch((error: unknown) => {
        log.warn(`encryption by the operating system: ${describeError(error)}`);
        return false;
      });
      return safe;
    },
    seal: async (text) => (await safeStorage.encryptStringAsync(text)).toString('base64'),
    async unseal(sealed) {
      const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(Buffer.from(sealed, 'base64'));
      return { text: result, isOld: shouldReEncrypt };
    },
  };
}

/**
 * On Linux without a keyring, Chromium "encrypts" with a password that stands in its source. The backend's name alone
 * is no proof: it follows the desktop, while the asynchronous calls fall back silently. A text that was encrypted with
 * the known password begins with v10.
 */
async function isPlain(log: Logger): Promise<boolean> {
  if (process.platform !== 'linux') return false;
  if (safeStorage.getSelectedStorageBackend() === 'basic_text') return true;
  try {
    return (await safeStorage.encryptStringAsync('probe')).subarray(0, 3).toString('latin1') === 'v10';
  } catch (error) {
    log.warn(`encryption by the operating system: ${describeError(error)}`);
    return true;
  }
}
