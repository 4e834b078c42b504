/** As main/electron/edition.ts names it. */
const SERVICE = 'Talkmelder Demo';
/** A keyring that waits for a person to unlock it keeps silent. Milliseconds. */
const PATIENCE_MS = 5_000;

/** Removes what a demo has left in the operating system's keychain: an app takes its entries out when it is quit. */
export async function emptyKeychain(): Promise<void> {
  const patience = new Promise<void>((resolve) => setTimeout(resolve, PATIENCE_MS).unref());
  // Without keytar or a keyring, nothing was kept there.
  await Promise.race([removeAll().catch(() => {}), patience]);
}

async function removeAll(): Promise<void> {
  const { default: keytar } = await import('keytar');
  for (const { account } of await keytar.findCredentials(SERVICE)) await keytar.deletePassword(SERVICE, account);
}
