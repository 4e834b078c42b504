import * as v from 'valibot';

/**
 * Identifies a conversation among those of all accounts, because two servers may give the same token: Talk's token, a
 * dot, and the account's key. Example: `xk5cq7dn.0f3a9c21b4d7`.
 */
export const GlobalToken = v.pipe(v.string(), v.regex(/^[\w-]{1,64}\.[0-9a-f]{12}$/i));

export const globalToken = (accountKey: string, token: string): string => `${token}.${accountKey}`;

/** @returns both parts; empty strings when the text is not a global token */
export function partsOf(global: string): { token: string; accountKey: string } {
  const [token = '', accountKey = ''] = v.is(GlobalToken, global) ? global.split('.') : [];
  return { token, accountKey };
}

/**
 * Returns the account's key: short, stable, and revealing nothing about the account.
 * @param id of the account
 */
export async function accountKeyOf(id: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(id));
  return Array.from(new Uint8Array(digest, 0, 6), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Checks values from outside, such as the arguments of a toast. */
export const isGlobalToken = (value: unknown): value is string => v.is(GlobalToken, value);
