import { afterEach, beforeEach } from 'vitest';
import type { AccountSummary, Connected } from '../../main/core/model/connected.ts';
import { type Nextcloud, startNextcloud } from '../nextcloud/server.ts';
import { ports, signIn, talkmelder, usePc } from './pc.ts';
import { startTalkmelder, until } from './surroundings.ts';

/** The PC of `pc.ts` with a second user, who signs in on a second server or on the first. */
export let elsewhere: Nextcloud;
/** The second server's "Einsatzgruppe 1", which always rings. */
export let otherGroup: string;

const restarted: { stop(): void }[] = [];

/** Call once in a test file, in place of `usePc`. */
export function useTwoServers(): void {
  usePc();
  beforeEach(async () => {
    elsewhere = await startNextcloud();
    otherGroup = elsewhere.control.seedStation().einsatzgruppe;
    elsewhere.control.setLevel('bob', otherGroup, 1);
  });
  afterEach(async () => {
    for (const talkmelder of restarted.splice(0)) talkmelder.stop();
    await elsewhere.close();
  });
}

/** Returns the state of all accounts together. */
export function connected(of = talkmelder): Connected {
  const { phase } = of.overview();
  if (phase.kind !== 'connected') throw new Error(`the phase is ${phase.kind}`);
  return phase;
}

export const names = (of = talkmelder): string[] => connected(of).accounts.map(({ displayName }) => displayName);

export function account(name: string, of = talkmelder): AccountSummary {
  const found = connected(of).accounts.find(({ displayName }) => displayName === name);
  if (!found) throw new Error(`${name} is not signed in`);
  return found;
}

export const isSynced = ({ connection }: AccountSummary): boolean => ['polling', 'live'].includes(connection.state);

/** Resolves when `count` accounts have their list. */
export const synced = (count: number, of = talkmelder) =>
  until(of, ({ phase }) => phase.kind === 'connected' && phase.accounts.filter(isSynced).length === count);

export async function openFormFor(server: Nextcloud, of = talkmelder): Promise<void> {
  of.addAccount();
  of.signIn(server.url, { method: 'app-password' });
  await until(of, ({ phase }) => phase.kind === 'signing-in' && phase.step === 'app-password');
}

/** Fills in the form as this user, with a new app password. */
export const submit = (server: Nextcloud, user: string, remember = true, of = talkmelder): void =>
  of.signInWithAppPassword({ loginName: user, appPassword: server.control.createAppPassword(user), remember });

export async function add(server: Nextcloud, user: string, remember = true): Promise<void> {
  const before = connected().accounts.length;
  await openFormFor(server);
  submit(server, user, remember);
  await synced(before + 1);
}

/** Signs Alice in on the first server and Bob on the second. */
export async function signInBoth(): Promise<void> {
  await signIn();
  await add(elsewhere, 'bob');
}

/** Ends the app and begins to start it again with its stored data. */
export function beginAgain() {
  talkmelder.stop();
  const later = startTalkmelder(ports);
  restarted.push(later);
  return { later, started: later.start() };
}

/** Does the same and waits until the app has started; `meanwhile` runs in between. */
export async function startAgain(meanwhile = () => {}) {
  talkmelder.stop();
  meanwhile();
  const { later, started } = beginAgain();
  await started;
  return later;
}
