import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';
import type { SingleSignOn } from '../nextcloud/model.ts';

/** A small identity provider on another port of this computer, where people sign in for Nextcloud. */
export interface IdentityProvider {
  /** What Nextcloud must know about it. */
  readonly client: SingleSignOn;
  /** Paths of the requests that arrived, in order. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

/**
 * Starts the provider for one Nextcloud. Its pages have stable ids: `#idp-user`, `#idp-password`, `#idp-sign-in`, then
 * `#idp-allow` and `#idp-refuse`.
 * @param nextcloud base address of the Nextcloud
 * @param people passwords by user id
 */
export async function startIdentityProvider(
  nextcloud: string,
  people: Readonly<Record<string, string>>,
): Promise<IdentityProvider> {
  const requests: string[] = [];
  let handle = (_request: IncomingMessage, response: ServerResponse): void => void response.writeHead(503).end();
  const server = createServer((request, response) => {
    requests.push(request.url ?? '');
    handle(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client: SingleSignOn = { issuer, clientId: 'nextcloud', clientSecret: randomBytes(32).toString('hex') };
  const provider = createProvider(client, nextcloud);
  const standard = provider.callback();
  handle = (request, response) => {
    const isPage = request.url?.startsWith('/interaction/') ?? false;
    const answering = isPage ? interact(provider, people, request, response) : standard(request, response);
    answering.catch((error: unknown) => {
      console.error(error);
      response.writeHead(500).end();
    });
  };
  return {
    client,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function createProvider({ issuer, clientId, clientSecret }: SingleSignOn, nextcloud: string): Provider {
  const key = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' });
  const seconds = (): number => 600;
  return new Provider(issuer, {
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: ['', '/index.php'].map((script) => `${nextcloud}${script}/apps/user_oidc/code`),
        id_token_signed_response_alg: 'ES256',
      },
    ],
    jwks: { keys: [{ ...key, use: 'sig', alg: 'ES256' }] },
    cookies: { keys: [randomBytes(16).toString('hex')] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
    ttl: Object.fromEntries(
      ['Interaction', 'Session', 'Grant', 'AccessToken', 'IdToken'].map((name) => [name, seconds]),
    ),
    findAccount: async (_context: unknown, id: string) => ({ accountId: id, claims: async () => ({ sub: id }) }),
  });
}

const page = (title: string, content: string): string =>
  `<!DOCTYPE html><html lang="de"><head><meta charset="utf-8"><title>${title}</title></head><body><main><h1>${title}</h1>${content}</main></body></html>`;

const LOGIN = `<label>Kennung <input id="idp-user" name="user" required></label>
<label>Passwort <input id="idp-password" name="password" type="password" required></label>
<button id="idp-sign-in">Anmelden</button>`;
const CONSENT = `<p>Nextcloud möchte wissen, wer du bist.</p>
<button id="idp-allow" name="choice" value="allow">Erlauben</button>
<button id="idp-refuse" name="choice" value="refuse">Ablehnen</button>`;

/** Shows a page, or takes what the person has typed and chosen there. */
async function interact(
  provider: Provider,
  people: Readonly<Record<string, string>>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { prompt, params, session } = await provider.interactionDetails(request, response);
  const isLogin = prompt.name === 'login';
  const show = (note = ''): void => {
    const form = `${note}<form method="post">${isLogin ? LOGIN : CONSENT}</form>`;
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' });
    response.end(page(isLogin ? 'Anmeldung der Stadt' : 'Zugriff', form));
  };
  if (request.method !== 'POST') return show();
  const given = await formOf(request);
  const finish = (result: Record<string, unknown>): Promise<void> =>
    provider.interactionFinished(request, response, result, { mergeWithLastSubmission: !('error' in result) });
  if (isLogin) {
    const user = given.get('user') ?? '';
    if (!Object.hasOwn(people, user) || people[user] !== given.get('password'))
      return show('<p id="idp-error">Kennung oder Passwort ist falsch.</p>');
    return finish({ login: { accountId: user } });
  }
  if (given.get('choice') !== 'allow') return finish({ error: 'access_denied', error_description: 'refused' });
  const grant = new provider.Grant({ accountId: session?.accountId, clientId: params.client_id });
  grant.addOIDCScope('openid');
  return finish({ consent: { grantId: await grant.save() } });
}

async function formOf(request: IncomingMessage): Promise<URLSearchParams> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return new URLSearchParams(Buffer.concat(chunks).toString());
}
