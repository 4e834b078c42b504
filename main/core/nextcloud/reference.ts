/** Returns what Talk calls a reference id, by which the sender recognises a message. */
export const newReference = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(32)), (byte) => byte.toString(16).padStart(2, '0')).join('');
