import { afterEach, beforeEach, expect } from 'vitest';
import type { Account } from '../../main/core/model/connected.ts';
import { globalToken } from '../../main/core/model/global-token.ts';
import type { Policy } from '../../main/core/settings/policy.ts';
import type { Talkmelder } from '../../main/core/talkmelder.ts';
import { type Nextcloud, type NextcloudOptions, startNextcloud } from '../nextcloud/server.ts';
import { createSurroundings, type Surroundings, startTalkmelder, until, untilSynced } from './surroundings.ts';

/** The PC of a test: a server, core's surroundings, and a session between them. Live bindings, new for each test. */
export let nextcloud: Nextcloud;
export let ports: Surroundings;
export let talkmelder: Talkmelder;
/** "Einsatzgruppe 1", which always rings. */
export let group: string;

/** Call once in a test file. */
export function usePc(): void {
  beforeEach(async () => {
    await startServer();
    ports = createSurroundings();
    talkmelder = startTalkmelder(ports);
  });
  afterEach(async () => {
    talkmelder.stop();
    await nextcloud.close();
  });
}

async function startServer(options?: NextcloudOptions): Promise<void> {
  nextcloud = await startNextcloud(options);
  group = nextcloud.control.seedStation().einsatzgruppe;
  nextcloud.control.setLevel('alice', group, 1);
}

/** Replaces the server with another one. */
export async function replaceServer(options: NextcloudOptions): Promise<void> {
  await nextcloud.close();
  await startServer(options);
}

/**
 * Ends the app and starts it again with its stored data; `meanwhile` runs in between.
 * @param policy of the machine from now on
 */
export async function restart(meanwhile: () => void, policy?: Policy): Promise<void> {
  talkmelder.stop();
  meanwhile();
  talkmelder = startTalkmelder(ports, 'en-GB', '', policy);
  await talkmelder.start();
  await untilSynced(talkmelder);
}

/** Waits for these notifications, which come a moment after the list is on screen. */
export const expectNotifications = (expected: string[]) =>
  expect.poll(() => ports.notifier.asked.map(({ title, body }) => `${title}: ${body}`)).toEqual(expected);

/** Returns the id of the signed-in account, or an empty text. */
export const accountId = (): string => account()?.id ?? '';

/** Returns the global token of a conversation of that account. @param token Talk's own token */
export const named = (token: string): string => globalToken(account()?.key ?? '000000000000', token);

function account(): Account | null {
  const { phase } = talkmelder.overview();
  return phase.kind === 'connected' ? phase.account : null;
}

export const ended = () => until(talkmelder, ({ phase }) => phase.kind === 'signed-out');
export const waiting = () => until(talkmelder, ({ phase }) => phase.kind === 'signing-in' && phase.step === 'waiting');

/** Resolves when the browser has failed, or an account is continued, and the user has to choose how to go on. */
export const choosing = () => until(talkmelder, ({ phase }) => phase.kind === 'signing-in' && phase.step === 'method');

/** Resolves when the form for an app password is on screen. */
export const onForm = () =>
  until(talkmelder, ({ phase }) => phase.kind === 'signing-in' && phase.step === 'app-password');

/** Resolves when a step of signing in has failed, and says why. */
export const failed = () => until(talkmelder, ({ phase }) => phase.kind === 'signing-in' && phase.error !== null);

/** Goes through sign-in as far as the page in the browser. */
export async function openLoginPage(address = nextcloud.url): Promise<void> {
  await talkmelder.start();
  talkmelder.signIn(address);
  await waiting();
}

/** Goes through sign-in as far as the form for an app password. */
export async function openPasswordForm(address = nextcloud.url): Promise<void> {
  await talkmelder.start();
  talkmelder.signIn(address, { method: 'app-password' });
  await onForm();
}

export async function signIn(address = nextcloud.url): Promise<void> {
  await openLoginPage(address);
  await grantAccess();
}

/** Signs in again with the browser after the server has ended the session. */
export async function signInAgain(): Promise<void> {
  talkmelder.signInAgain(accountId());
  talkmelder.chooseSignInMethod('browser');
  await waiting();
  await grantAccess();
}

/** Grants access as alice does on the page in the browser, and lets the app poll. */
async function grantAccess(): Promise<void> {
  nextcloud.control.grant('alice');
  await ports.clock.advance(2_000);
  await untilSynced(talkmelder);
}

/** Refreshes as the user does, and lets the second pass that lies between two runs. */
export async function refresh(): Promise<void> {
  talkmelder.refresh();
  await ports.clock.advance(1_000);
}

export async function afterPoll(): Promise<void> {
  const synced = untilSynced(talkmelder);
  await ports.clock.advance(33_000);
  await passUntil(synced);
}

/** Marks everything as read without the time to undo it. */
export function markAllReadNow(ids: readonly string[]): Promise<void> {
  const marking = talkmelder.markAllRead(ids);
  const waiting = talkmelder.state().undoable;
  if (waiting) talkmelder.decideUndo(waiting.id, 'send');
  return marking;
}

/**
 * Lets seconds pass until the promise resolves. A request over a real connection sets the next timer only when it is
 * done, and on a busy machine that is after a test has let time pass.
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
