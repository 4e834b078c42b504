import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { getPath } from './app-paths.ts';
import { assertReady, isReady } from './lifecycle.ts';
import { options } from './options.ts';
import { notImplemented, strict } from './strict.ts';

const surface = [
  'isAsyncEncryptionAvailable',
  'encryptStringAsync',
  'decryptStringAsync',
  'getSelectedStorageBackend',
] as const satisfies (keyof Electron.SafeStorage)[];

const backend = options.safeStorageBackend === 'locked' ? 'gnome_libsecret' : options.safeStorageBackend;
const isAvailable = (): boolean => backend !== 'unavailable';
/** Whether Chromium uses the known password from its source, with which it "encrypts" on a Linux without a keyring. */
const isPlain = ['basic_text', 'locked'].includes(options.safeStorageBackend);

/** Returns one key per user and app, as a keyring would: never on disk, the same after a restart. */
const key = (): Buffer => {
  if (!isAvailable()) throw new Error('Encryption is not available.');
  const owner = isPlain ? 'everybody' : getPath('userData');
  return createHash('sha256').update(`the keyring of ${owner}`).digest();
};

export const safeStorage = strict(
  {
    async isAsyncEncryptionAvailable(): Promise<boolean> {
      assertReady('safeStorage.isAsyncEncryptionAvailable()');
      return isAvailable();
    },
    async encryptStringAsync(plainText: string): Promise<Buffer> {
      assertReady('safeStorage.encryptStringAsync()');
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key(), nonce);
      const sealed = Buffer.concat([cipher.update(plainText, 'utf8'), cipher.final()]);
      return Buffer.concat([Buffer.from(isPlain ? 'v10' : 'v11'), nonce, cipher.getAuthTag(), sealed]);
    },
    /** @throws for data that was changed, or encrypted by another user */
    async decryptStringAsync(encrypted: Buffer): Promise<Electron.DecryptStringAsyncReturnValue> {
      assertReady('safeStorage.decryptStringAsync()');
      if (!Buffer.isBuffer(encrypted))
        throw new Error('Expected the first argument of decryptStringAsync() to be a buffer');
      if (encrypted.length === 0) return { result: '', shouldReEncrypt: false };
      try {
        const decipher = createDecipheriv('aes-256-gcm', key(), encrypted.subarray(3, 15));
        decipher.setAuthTag(encrypted.subarray(15, 31));
        const result = decipher.update(encrypted.subarray(31), undefined, 'utf8') + decipher.final('utf8');
        return { result, shouldReEncrypt: false };
      } catch {
        throw new Error('Error while decrypting the ciphertext provided to safeStorage.decryptStringAsync.');
      }
    },
    getSelectedStorageBackend(): ReturnType<Electron.SafeStorage['getSelectedStorageBackend']> {
      if (process.platform !== 'linux')
        throw notImplemented(`safeStorage.getSelectedStorageBackend on ${process.platform}`);
      const found = backend as ReturnType<Electron.SafeStorage['getSelectedStorageBackend']>;
      return isReady() && isAvailable() ? found : 'unknown';
    },
  } satisfies Pick<Electron.SafeStorage, (typeof surface)[number]>,
  { name: 'safeStorage', surface },
);
