import { afterEach, beforeEach, expect } from 'vitest';
import type { Account } from '../../main/core/model/connected.ts';
import { globalToken } from '../../main/core/model/global-token.ts';
import type { Session } from '../../main/core/talkmelder.ts';
import { type Nextcloud, type NextcloudOptions, startNextcloud } from '../nextcloud/server.ts';
import { createSurroundings, type Surroundings, startSession, until, untilSynced } from './surroundings.ts';

/** The PC of a test: a server, core's surroundings, and a session between them. Live bindings, new for each test. */
export let nextcloud: Nextcloud;
export let ports: Surroundings;
export let session: Session;
/** "Einsatzgruppe 1", which rings always. */
export let group: string;

/** To be called once in a test file. */
export function usePc(): void {
  beforeEach(async () => {
    await startServer();
    ports = createSurroundings();
    session = startSession(ports);
  });
  afterEach(async () => {
    session.stop();
    await nextcloud.close();
  });
}

async function startServer(options?: NextcloudOptions): Promise<void> {
  nextcloud = await startNextcloud(options);
  group = nextcloud.control.seedStation().einsatzgruppe;
  nextcloud.control.setLevel('alice', group, 1);
}

/** Another server in the place of the first. */
export async function replaceServer(options: NextcloudOptions): Promise<void> {
  await nextcloud.close();
  await startServer(options);
}

/** The app ends and starts again with what it has stored; `meanwhile` happens in between. */
export async function restart(meanwhile: () => void): Promise<void> {
  session.stop();
  meanwhile();
  session = startSession(ports);
  await session.start();
  await untilSynced(session);
}

/** Notifications are asked for a moment after the list is on screen. */
export const expectNotifications = (expected: string[]) =>
  expect.poll(() => ports.notifier.asked.map(({ title, body }) => `${title}: ${body}`)).toEqual(expected);

/** Id of the account that is signed in; empty while nobody is. */
export const accountId = (): string => account()?.id ?? '';

/** A conversation of that account as it is named outside of it. @param token Talk's */
export const named = (token: string): string => globalToken(account()?.key ?? '000000000000', token);

function account(): Account | null {
  const { phase } = session.overview();
  return phase.kind === 'connected' ? phase.account : null;
}

export const ended = () => until(session, ({ phase }) => phase.kind === 'signed-out');
export const waiting = () => until(session, ({ phase }) => phase.kind === 'signing-in' && phase.step === 'waiting');

/** Resolves when the person has to choose how to sign in. */
export const choosing = () => until(session, ({ phase }) => phase.kind === 'signing-in' && phase.step === 'method');

/** Resolves when a step of signing in has failed, and says why. */
export const failed = () => until(session, ({ phase }) => phase.kind === 'signing-in' && phase.error !== null);

/** As far as the page in the browser. */
export async function openLoginPage(address = nextcloud.url): Promise<void> {
  await session.start();
  session.signIn(address);
  await choosing();
  session.chooseSignInMethod('browser');
  await waiting();
}

/** As far as the form for an app password. */
export async function openPasswordForm(address = nextcloud.url): Promise<void> {
  await session.start();
  session.signIn(address);
  await choosing();
  session.chooseSignInMethod('app-password');
}

export async function signIn(address = nextcloud.url): Promise<void> {
  await openLoginPage(address);
  await grantAccess();
}

/** In the browser, once the server has ended the session. */
export async function signInAgain(): Promise<void> {
  session.signInAgain(accountId());
  session.chooseSignInMethod('browser');
  await waiting();
  await grantAccess();
}

/** alice says yes on the page in the browser, which the app hears when it asks next. */
async function grantAccess(): Promise<void> {
  nextcloud.control.grant('alice');
  await ports.clock.advance(2_000);
  await untilSynced(session);
}

/** The person asks; two runs are never closer together than a second. */
export async function refresh(): Promise<void> {
  session.refresh();
  await ports.clock.advance(1_000);
}

export async function afterPoll(): Promise<void> {
  const synced = untilSynced(session);
  await ports.clock.advance(33_000);
  await passUntil(synced);
}

/**
 * Lets seconds pass until the promise has been kept. What is under way over a real connection sets its next timer only when
 * it is done, which on a busy machine is after a test has let time pass.
 */
export async function passUntil(promise: Promise<unknown>): Promise<void> {
  let kept = false;
  const done = promise.then(() => {
    kept = true;
  });
  const pass = async (): Promise<boolean> => {
    if (!kept) await ports.clock.advance(1_000);
    return kept;
  };
  await expect.poll(pass).toBe(true);
  await done;
}
