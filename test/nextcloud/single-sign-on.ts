import { createHash } from 'node:crypto';
import type { SingleSignOn } from './model.ts';
import { randomWord, type World } from './world.ts';

/** What a browser's session remembers while its user is at the identity provider. */
export interface Pending {
  state: string;
  nonce: string;
  verifier: string;
}

const redirectUri = (world: World): string => world.pageUrl('/apps/user_oidc/code');

/** Returns the address at the identity provider, and what must come back from it. Source: the app user_oidc. */
export const leaveFor = (world: World, { issuer, clientId }: SingleSignOn): { url: string; pending: Pending } => {
  const pending = { state: randomWord(32), nonce: randomWord(32), verifier: randomWord(64) };
  const query = new URLSearchParams({
    client_id: clientId,
    response_type: 'code',
    scope: 'openid',
    redirect_uri: redirectUri(world),
    state: pending.state,
    nonce: pending.nonce,
    code_challenge: createHash('sha256').update(pending.verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  return { url: `${issuer}/auth?${query}`, pending };
};

/**
 * Exchanges the code for the user's id, directly with the identity provider.
 * @returns null when the provider has refused, or when the answer belongs to another session
 */
export const whoCameBack = async (
  world: World,
  { issuer, clientId, clientSecret }: SingleSignOn,
  pending: Pending,
  query: URLSearchParams,
): Promise<string | null> => {
  const code = query.get('code');
  if (code === null || query.get('state') !== pending.state || query.has('error')) return null;
  const token = await fetch(`${issuer}/token`, {
    method: 'POST',
    headers: { Authorization: `Basic ${btoa(`${clientId}:${clientSecret}`)}` },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code,
      redirect_uri: redirectUri(world),
      code_verifier: pending.verifier,
    }),
  });
  if (!token.ok) return null;
  const { access_token: bearer } = (await token.json()) as { access_token: string };
  const about = await fetch(`${issuer}/me`, { headers: { Authorization: `Bearer ${bearer}` } });
  return about.ok ? ((await about.json()) as { sub: string }).sub : null;
};
