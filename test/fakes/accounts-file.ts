import * as v from 'valibot';
import type { Talkmelder } from '../../main/core/talkmelder.ts';
import type { Nextcloud } from '../nextcloud/server.ts';
import { ports } from './pc.ts';
import { until } from './surroundings.ts';

const Accounts = v.record(v.string(), v.record(v.string(), v.unknown()));
export type AccountsFile = v.InferOutput<typeof Accounts>;

/** Edits the accounts file behind the app's back, as a colleague with a text editor would. */
export function editAccounts(edit: (accounts: AccountsFile) => AccountsFile): void {
  ports.settings.write('accounts', edit(v.parse(Accounts, ports.settings.read('accounts'))));
}

/** Makes the same change in each record. */
export const editRecords = (change: Record<string, unknown>): void =>
  editAccounts((accounts) =>
    Object.fromEntries(Object.entries(accounts).map(([id, record]) => [id, { ...record, ...change }])),
  );

/**
 * Collects each request of apps that start after this call, as "METHOD address Authorization". Requests of earlier apps
 * may still be on their way to a server, and do not count.
 */
export function hearRequests(): string[] {
  const asked: string[] = [];
  const { fetch } = ports;
  ports.fetch = (input, init) => {
    const request = input instanceof Request ? input : new Request(input, init);
    asked.push(`${request.method} ${request.url} ${request.headers.get('authorization') ?? '-'}`);
    return fetch(input, init);
  };
  return asked;
}

/** Returns whether the server got no request at all. */
export const isUntouched = ({ control }: Nextcloud): boolean => control.requests.length === 0;

/** Returns the `Authorization` header of a client with this app password. */
export const basic = (loginName: string, appPassword: string): string =>
  `Basic ${Buffer.from(`${loginName}:${appPassword}`).toString('base64')}`;

/** Resolves when the shown account waits for the user to sign in again. */
export const signInAgainShown = (talkmelder: Talkmelder) =>
  until(
    talkmelder,
    ({ phase }) =>
      phase.kind === 'connected' &&
      phase.connection.state === 'signed-out' &&
      (phase.connection.error === 'session-ended' || phase.connection.error === 'account-moved'),
  );

const SIGN_IN_AGAIN = / Please sign in again\.$/;

/** Returns how often a notification told the user to sign in again. */
export const toldToSignIn = (): number => ports.notifier.asked.filter(({ body }) => SIGN_IN_AGAIN.test(body)).length;

/** Returns how many revocations the server was asked for. */
export const revocationsAt = ({ control }: Nextcloud): number =>
  control.requests.filter(({ method, path }) => method === 'DELETE' && path.endsWith('/core/apppassword')).length;
