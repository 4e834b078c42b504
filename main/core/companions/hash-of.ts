/**
 * Returns a hash of some texts, for what must outlast the app without them (docs/decisions/no-content-in-files.md).
 * 32 hexadecimal digits.
 */
export async function hashOf(...parts: string[]): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(parts));
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  return Array.from(new Uint8Array(digest, 0, 16), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
