import { describeError, SessionEnded, Unreachable } from '../errors.ts';
import type { ProbeLeg, ProbeResult } from '../model/alarm.ts';
import type { MessageId } from '../model/message-id.ts';
import type { ProbeApi } from '../nextcloud/probe-api.ts';
import { FILE_FRAME, NOTIFICATION_FRAME } from '../nextcloud/push.ts';
import { newReference } from '../nextcloud/reference.ts';
import type { Room } from '../nextcloud/schemas.ts';
import type { Clock, Logger } from '../ports.ts';

/** Polling finds a message within 15 seconds even on a slow server. */
const LIST_MS = 20_000;
/** Push collects events for at most a second and a half. */
const FRAME_MS = 10_000;
const FILE = 'Talkmelder-Probealarm.txt';

const LEFT_OUT: ProbeLeg = { outcome: 'left-out', ms: null };

export interface ProbeDeps {
  api: ProbeApi;
  clock: Clock;
  log: Pick<Logger, 'info' | 'warn'>;
  /** The text of the message, which exists for a moment. */
  text: () => string;
  /** Talk has a note to self for each user. */
  hasNoteToSelf: () => boolean;
  /** The notifications app can send a notification to the user who asks. */
  hasTestPush: () => boolean;
  /** The server offers push. */
  hasPush: () => boolean;
  isLive: () => boolean;
  /** Null while it is unknown. */
  userId: () => string | null;
  /** Requests a list, unless one is running. */
  ask: () => void;
  /** Push has reported what it was tested with. */
  onPushProved: () => void;
}

export type AlarmProbe = ReturnType<typeof createProbe>;

/**
 * Tests the way of an alarm from the server to this computer, leg by leg. Talk notifies no user of their own messages, so
 * no single message can test both: the chat leg sends a silent message to the note to self, which the next list must
 * show, and the push leg creates a notification, or a file, which push must report.
 */
export function createProbe(deps: ProbeDeps) {
  const { api, clock, log } = deps;
  const lists = new Set<(rooms: readonly Room[]) => void>();
  const frames = new Set<(name: string) => void>();
  let running: Promise<ProbeResult> | null = null;

  /** Resolves with true when an event meets the condition, and with false after `ms`. */
  function waitFor<T>(listeners: Set<(event: T) => void>, meets: (event: T) => boolean, ms: number) {
    let end = (_met: boolean): void => undefined;
    const met = new Promise<boolean>((resolve) => {
      end = resolve;
    });
    const listener = (event: T): void => {
      if (meets(event)) end(true);
    };
    listeners.add(listener);
    const cancel = clock.after(ms, () => end(false));
    void met.then(() => {
      cancel();
      listeners.delete(listener);
    });
    return { met, end };
  }

  function failed(leg: string, error: unknown): ProbeLeg {
    log.warn(`probe: ${leg}: ${describeError(error)}`);
    const isAway = error instanceof Unreachable || error instanceof SessionEnded;
    return { outcome: isAway ? 'unreachable' : 'refused', ms: null };
  }

  const passed = (since: number): ProbeLeg => ({ outcome: 'passed', ms: Math.round(clock.monotonic() - since) });
  const SILENT: ProbeLeg = { outcome: 'silent', ms: null };

  async function cleanUp(leg: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      log.warn(`probe: ${leg}: what it sent is still on the server: ${describeError(error)}`);
    }
  }

  async function testChat(): Promise<ProbeLeg> {
    if (!deps.hasNoteToSelf()) return LEFT_OUT;
    try {
      const token = await api.noteToSelf();
      if (token === null) return { outcome: 'refused', ms: null };
      const since = clock.monotonic();
      const id = await api.sendSilently(token, deps.text(), newReference());
      if (id === null) return { outcome: 'refused', ms: null };
      return await findInList(token, id, since);
    } catch (error) {
      return failed('chat', error);
    }
  }

  async function findInList(token: string, id: MessageId, since: number): Promise<ProbeLeg> {
    const shows = (rooms: readonly Room[]): boolean =>
      rooms.some((room) => room.token === token && room.lastMessage?.id === id);
    const found = waitFor(lists, shows, LIST_MS);
    deps.ask();
    const leg = (await found.met) ? passed(since) : SILENT;
    await cleanUp('chat', () => api.deleteMessage(token, id));
    return leg;
  }

  async function testPush(): Promise<ProbeLeg> {
    if (!deps.hasPush()) return LEFT_OUT;
    if (!deps.isLive()) return { outcome: 'unreachable', ms: null };
    const leg = deps.hasTestPush() ? await testNotification() : await testFile();
    if (leg.outcome === 'passed') deps.onPushProved();
    return leg;
  }

  /** The frame may come before the answer. */
  async function testNotification(): Promise<ProbeLeg> {
    const since = clock.monotonic();
    const frame = waitFor(frames, (name) => name === NOTIFICATION_FRAME, FRAME_MS);
    try {
      const id = await api.notifySelf();
      const leg = (await frame.met) ? passed(since) : SILENT;
      if (id !== null) await cleanUp('push', () => api.deleteNotification(id));
      return leg;
    } catch (error) {
      return failed('push', error);
    } finally {
      frame.end(false);
    }
  }

  async function testFile(): Promise<ProbeLeg> {
    const userId = deps.userId();
    if (userId === null) return LEFT_OUT;
    const since = clock.monotonic();
    const frame = waitFor(frames, (name) => name === FILE_FRAME, FRAME_MS);
    try {
      await api.writeFile(userId, FILE);
      const leg = (await frame.met) ? passed(since) : SILENT;
      await cleanUp('push', () => api.deleteFile(userId, FILE));
      return leg;
    } catch (error) {
      return failed('push', error);
    } finally {
      frame.end(false);
    }
  }

  async function test(): Promise<ProbeResult> {
    // One after the other, so that neither delays the other on a small server.
    const push = await testPush();
    const chat = await testChat();
    const told = (name: string, { outcome, ms }: ProbeLeg): string =>
      `${name} ${outcome}${ms === null ? '' : ` ${ms} ms`}`;
    log.info(`probe: ${told('push', push)}, ${told('chat', chat)}`);
    return { at: clock.now(), chat, push };
  }

  return {
    /** A call during a test gets the same result. Never rejects. */
    run(): Promise<ProbeResult> {
      running ??= test().finally(() => {
        running = null;
      });
      return running;
    },
    /** A list of conversations has arrived: all of them, or those that changed. */
    listed(rooms: readonly Room[]): void {
      for (const listener of lists) listener(rooms);
    },
    /** Push has sent a frame. */
    framed(name: string): void {
      for (const listener of frames) listener(name);
    },
    isRunning: (): boolean => running !== null,
  };
}

/** Whether an alarm would reach this computer: a leg that could be tested has failed otherwise. */
export const hasPassed = ({ chat, push }: ProbeResult): boolean =>
  [chat, push].every(({ outcome }) => outcome === 'passed' || outcome === 'left-out');
