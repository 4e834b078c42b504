import { authorOf, marked } from '../conversations/author.ts';
import { isWithOne, nameOf } from '../conversations/facts.ts';
import { isOwn } from '../conversations/preview.ts';
import type { Say } from '../i18n/index.ts';
import type { Call, CallAnswer, CallCard } from '../model/call.ts';
import { globalToken } from '../model/global-token.ts';
import { isEqual } from '../model/is-equal.ts';
import { cut } from '../model/plain-text.ts';
import type { Language, Settings } from '../model/settings.ts';
import { ROOM_TYPES, UNKNOWN_START } from '../nextcloud/room.ts';
import type { Room } from '../nextcloud/schemas.ts';
import type { CallBell, Clock } from '../ports.ts';
import type { NotifyRules } from '../settings/preferences.ts';

/** An unanswered call rings for so long. Afterwards a silent notification stands for it. */
export const RINGS_MS = 45_000;
/** A call that has been running for longer is news, but its caller no longer waits for an answer. */
const FRESH_S = 120;
/** The names on the card; strangers choose them. */
const NAME_LENGTH = 120;

type CallSettings = Pick<Settings, 'ringCalls' | 'ringGroupCalls'>;

/** Whether the user wants the calls of such conversations to ring. */
const isWanted = (isGroup: boolean, { ringCalls, ringGroupCalls }: CallSettings): boolean =>
  ringCalls && (!isGroup || ringGroupCalls);

/**
 * Whether a call that may ring rings with the card; otherwise a notification announces it.
 * @param now seconds since 1970 by the server's clock
 */
export const ringsOnCard = (room: Room, settings: CallSettings, now: number): boolean =>
  isWanted(!isWithOne(room), settings) && (room.callStartTime === UNKNOWN_START || now - room.callStartTime <= FRESH_S);

export interface IncomingCallsDeps {
  clock: Clock;
  /** Missing: notifications announce the calls. */
  bell?: CallBell | undefined;
  say: Say;
  language: () => Language;
  settings: () => CallSettings;
  rules: () => NotifyRules;
  /** An alarm makes its sound at this moment. */
  alarmSounds: () => boolean;
}

/** The calls of one account, by Talk's tokens. */
export interface AccountCalls {
  /** Whether the card takes this call, so that no notification is needed. @param now seconds by the server's clock */
  takes(room: Room, now: number): boolean;
  /**
   * Puts the call on the card, on top of the others.
   * @param onUnanswered its time is over, or the card no longer takes it
   */
  ring(room: Room, onUnanswered: () => void): void;
  /** The call was answered or joined on any device, is over, or is muted. */
  end(token: string): void;
  /** The call is on the card. */
  rings(token: string): boolean;
}

interface Ringing {
  token: string;
  room: Room;
  label: () => string | null;
  onUnanswered: () => void;
  cancel: () => void;
}

export type IncomingCalls = ReturnType<typeof createIncomingCalls>;

/** The calls of all accounts that ring at this moment, on one card. */
export function createIncomingCalls(deps: IncomingCallsDeps) {
  const { clock, bell, say, language, settings, rules, alarmSounds } = deps;
  /** By id, oldest first. */
  const ringing = new Map<string, Ringing>();
  let card: CallCard | null = null;
  let stopped = false;

  const isGroup = ({ room }: Ringing): boolean => !isWithOne(room);

  function toCall([id, call]: [string, Ringing]): Call {
    const { token, room, label } = call;
    const hidden = rules().textFree;
    const hasPicture = !hidden && (room.type === ROOM_TYPES.oneToOne || room.isCustomAvatar);
    return {
      id,
      token,
      conversation: hidden ? null : cut(nameOf(room), NAME_LENGTH),
      caller: hidden || !isGroup(call) ? null : callerIn(room),
      group: isGroup(call),
      account: label(),
      picture: hasPicture ? room.avatarVersion : null,
    };
  }

  /** The list shows only the last message, so the caller is known while no other person has joined. */
  function callerIn(room: Room): string | null {
    const { lastMessage } = room;
    if (lastMessage?.systemMessage !== 'call_started' || isOwn(lastMessage, room)) return null;
    return cut(marked(authorOf(lastMessage, say)), NAME_LENGTH);
  }

  function changed(): void {
    if (stopped) return;
    const calls = [...ringing].toReversed().map(toCall);
    const { sound, paused, notify } = rules();
    const sounds = sound && !paused && notify !== 'off' && !alarmSounds();
    const next = calls.length === 0 ? null : { language: language(), calls, sounds };
    if (isEqual(next, card)) return;
    card = next;
    bell?.show(card);
  }

  function remove(id: string): Ringing | null {
    const call = ringing.get(id) ?? null;
    ringing.delete(id);
    call?.cancel();
    changed();
    return call;
  }

  /** The user has neither joined nor ignored the call. */
  const giveUpOne = (id: string): void => remove(id)?.onUnanswered();

  function giveUpAll(isGivenUp: (call: Ringing) => boolean): void {
    for (const [id, call] of [...ringing]) if (isGivenUp(call)) giveUpOne(id);
  }

  const idsOf = (token: string): string[] => [...ringing].flatMap(([id, call]) => (call.token === token ? id : []));

  return {
    /** @param key of the account. @param label names the account; null while it is the only one */
    of: ({ key, label }: { key: string; label: () => string | null }): AccountCalls => ({
      takes: (room, now) => !stopped && bell?.canShow() === true && ringsOnCard(room, settings(), now),
      ring(room, onUnanswered) {
        if (stopped) return;
        const token = globalToken(key, room.token);
        // Another call of the same conversation replaces the earlier one.
        for (const id of idsOf(token)) remove(id);
        const id = `${token}/${room.callStartTime}`;
        const cancel = clock.after(RINGS_MS, () => giveUpOne(id));
        ringing.set(id, { token, room, label, onUnanswered, cancel });
        changed();
      },
      end(token) {
        for (const id of idsOf(globalToken(key, token))) remove(id);
      },
      rings: (token) => idsOf(globalToken(key, token)).length > 0,
    }),
    /**
     * The user has joined or ignored a call: it rings no longer, and nothing replaces the card.
     * @returns the conversation to join; null: there is none
     */
    answer(id: string, answer: CallAnswer): string | null {
      const call = remove(id);
      return call && answer === 'join' ? call.token : null;
    },
    /** What the card shows now; null: there is none. */
    card: (): CallCard | null => card,
    /** Settings, pause, lock, language or alarms have changed. */
    tellAnew(): void {
      giveUpAll((call) => !isWanted(isGroup(call), settings()));
      changed();
    },
    /** Silent notifications stand for the calls from now on. */
    giveUp: (): void => giveUpAll(() => true),
    stop(): void {
      if (stopped) return;
      for (const { cancel } of ringing.values()) cancel();
      ringing.clear();
      changed();
      stopped = true;
    },
  };
}
