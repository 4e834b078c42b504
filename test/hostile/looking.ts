import { beforeEach, expect } from 'vitest';
import type { Conversation } from '../../main/core/model/conversation.ts';
import { named, nextcloud, ports, refresh, signIn, talkmelder } from '../fakes/pc.ts';

const BETWEEN_LOOKS_MS = 30_000;

let marker: string;
let looks = 0;
let serverClock = 0;

/** A conversation that always rings. Live binding, new for each test. */
export let station: string;
/** The one-to-one conversation with Bob. */
export let bob: string;

/**
 * Signs Alice in, and waits until the app has handled the first list. Call once in a test file, after `usePc`.
 * @param people are in `station` besides Alice and Bob
 */
export function useLooks(people: readonly string[] = []): void {
  beforeEach(async () => {
    const { control } = nextcloud;
    looks = 0;
    serverClock = 0;
    for (const id of people) control.addUser({ id, displayName: `${id} Test`, password: id });
    station = control.addRoom({ type: 'group', name: 'Wache', members: ['bob', 'alice', 'carla', ...people] });
    bob = control.addRoom({ type: 'one-to-one', members: ['bob', 'alice'] });
    marker = control.addRoom({ type: 'one-to-one', members: ['eva', 'alice'] });
    // An important conversation rings even during "do not disturb".
    control.configure('alice', marker, { important: true });
    control.setLevel('alice', station, 1);
    control.markRead('alice', station);
    await signIn();
    await look();
  });
}

/** Lets half a minute pass on the server. */
export function passOnServer(ms = BETWEEN_LOOKS_MS): void {
  serverClock += ms;
  nextcloud.control.setClockSkew(serverClock);
}

/**
 * Makes the app fetch the list and handle it to the end. One notification always marks the end, because a list's
 * notifications come all together.
 */
export async function look(): Promise<void> {
  passOnServer();
  looks += 1;
  const text = `look ${looks}`;
  nextcloud.control.send('eva', marker, text);
  await refresh();
  // A run that is still going on makes the next one wait for a second.
  const isOver = async (): Promise<boolean> => {
    const found = ports.notifier.asked.some(({ body }) => body.endsWith(text));
    if (!found) await ports.clock.advance(1_000);
    return found;
  };
  await expect.poll(isOver).toBe(true);
  nextcloud.control.markRead('alice', marker);
}

const ofTests = ({ token }: { token: string | null }): boolean => token !== named(marker);

/** Returns what has rung so far. */
export const rung = (): string[] => ports.notifier.asked.filter(ofTests).map(({ title, body }) => `${title}: ${body}`);

/** Returns the notifications on the screen. */
export const onScreen = (): string[] =>
  [...ports.notifier.visible.values()].filter(ofTests).map(({ title, body }) => `${title}: ${body}`);

/** Returns a conversation as the window shows it. */
export function shown(token: string): Conversation | undefined {
  const { phase } = talkmelder.state();
  const list = phase.kind === 'connected' ? (phase.conversations ?? []) : [];
  return list.find((conversation) => conversation.token === named(token));
}

/** Returns the requests for a conversation's messages since the last `clearRequests`. */
export const askedForMessages = (token: string) =>
  nextcloud.control.requests.filter(({ path }) => path.endsWith(`/chat/${token}`));

/** Returns the requests for the user's own status. */
export const askedForStatus = () => nextcloud.control.requests.filter(({ path }) => path.endsWith('/user_status'));
