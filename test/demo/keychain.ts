/** The name from main/electron/edition.ts. */
const SERVICE = 'Talkmelder Demo';
/** Milliseconds to wait for a keyring, which does not answer until the user unlocks it. */
const PATIENCE_MS = 5_000;

/** Removes leftovers of a demo from the operating system's keychain. Normally the app removes its entries on quit. */
export async function emptyKeychain(): Promise<void> {
  const patience = new Promise<void>((resolve) => setTimeout(resolve, PATIENCE_MS).unref());
  // Without keytar or a keyring, the keychain holds no entries.
  await Promise.race([removeAll().catch(() => {}), patience]);
}

async function removeAll(): Promise<void> {
  const { default: keytar } = await import('keytar');
  for (const { account } of await keytar.findCredentials(SERVICE)) await keytar.deletePassword(SERVICE, account);
}
