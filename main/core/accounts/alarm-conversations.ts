import type { Declarations } from '../alarm/declarations.ts';
import { isAlarm } from '../alarm/what-is-alarm.ts';
import { authorOf } from '../conversations/author.ts';
import { levelOf } from '../conversations/facts.ts';
import { isDeleted, isOwn, isSystem, previewOf } from '../conversations/preview.ts';
import { type AlarmFacts, alarmFactsOf } from '../doctor/alarm-checks.ts';
import { ActionRefused, describeError, NotSaved, SettingLocked } from '../errors.ts';
import type { Say } from '../i18n/index.ts';
import type { AlarmPreview, AlarmRule, LevelOutcome } from '../model/alarm.ts';
import type { ConversationAction } from '../model/conversation-action.ts';
import { LATEST_S } from '../nextcloud/message.ts';
import { isUnsure } from '../nextcloud/room.ts';
import type { Message, Room } from '../nextcloud/schemas.ts';
import type { TalkApi } from '../nextcloud/talk-api.ts';
import type { Clock, Logger } from '../ports.ts';
import { whileSignedIn } from '../sync/after-failure.ts';

/** How many of the last messages a preview examines. */
const EXAMINED = 50;
/** More than are examined, because some of the last messages are system messages or deleted. */
const FETCHED = 100;
/** While a person types keywords, the same messages are examined again. */
const FRESH_MS = 60_000;
/** A rule accepts no longer id. */
const LONGEST_SENDER = 350;
/** A level that could not be set is not tried again before. */
const RETRY_MS = 15 * 60_000;

export interface AlarmConversationsDeps {
  declarations: Declarations;
  api: Pick<TalkApi, 'lastMessages'>;
  room: (token: string) => Room | undefined;
  act: (token: string, action: ConversationAction) => Promise<void>;
  clock: Clock;
  log: Logger;
  say: Say;
  /** The account has ended, so nothing of it may be stored any more. */
  isOver: () => boolean;
  /** The alarm conversations, or their rules, are others now. */
  onChange: () => void;
}

export type AlarmConversations = ReturnType<typeof createAlarmConversations>;

/**
 * Declares and ends alarm conversations of one account, and looks after their notification level on the server: push
 * tells only of what Talk notifies, so it is "all messages" while they are declared. It is put back only if it is still
 * that, and no policy declares the conversation.
 */
export function createAlarmConversations(deps: AlarmConversationsDeps) {
  const { declarations, api, room, act, clock, log, say, isOver, onChange } = deps;
  /** Tokens of levels that are being set. */
  const underWay = new Set<string>();
  /** When a failed level may be set again, by token, on the monotonic clock. */
  const heldUntil = new Map<string, number>();
  let fetched: { token: string; at: number; messages: Promise<Message[]> } | null = null;

  /** The level has yet to be set, or put back. While a policy declares what the user has ended, it stays as it is. */
  function isOwed(token: string): boolean {
    if (underWay.has(token)) return false;
    const isSet = declarations.levels().has(token);
    return declarations.of(token) === null ? isSet && !declarations.isOfPolicy(token) : !isSet;
  }

  async function settle(token: string): Promise<LevelOutcome> {
    if (!isOwed(token)) return 'kept';
    underWay.add(token);
    try {
      return declarations.of(token) === null ? await putBack(token) : await raise(token);
    } catch (error) {
      log.warn(`alarm: a notification level could not be set: ${describeError(error)}`);
      heldUntil.set(token, clock.monotonic() + RETRY_MS);
      return 'later';
    } finally {
      underWay.delete(token);
    }
  }

  async function raise(token: string): Promise<LevelOutcome> {
    const known = room(token);
    if (!known || isUnsure(known, 'notificationLevel')) return 'later';
    const before = levelOf(known);
    if (before !== 'always') await act(token, { kind: 'set-level', level: 'always' });
    if (!isOver()) declarations.keepLevel(token, before === 'always' ? null : before);
    return before === 'always' ? 'kept' : 'changed';
  }

  async function putBack(token: string): Promise<LevelOutcome> {
    const before = declarations.levels().get(token) ?? null;
    const known = room(token);
    const changes = before !== null && known !== undefined && levelOf(known) === 'always';
    if (changes) await act(token, { kind: 'set-level', level: before });
    if (!isOver()) declarations.keepLevel(token, undefined);
    return changes ? 'changed' : 'kept';
  }

  function roomOf(token: string): Room {
    const found = room(token);
    if (!found) throw new ActionRefused('the conversation is not in the list');
    return found;
  }

  function refuseIfLocked(token: string): void {
    if (declarations.of(token)?.locked) throw new SettingLocked('alarms');
  }

  /** The messages are fetched once for all rules that a person tries out within a minute. */
  async function lastMessages(token: string): Promise<Message[]> {
    const now = clock.monotonic();
    if (fetched?.token !== token || now - fetched.at > FRESH_MS)
      fetched = { token, at: now, messages: api.lastMessages(token, FETCHED) };
    const asked = fetched;
    try {
      return await asked.messages;
    } catch (error) {
      if (fetched === asked) fetched = null;
      throw whileSignedIn(error);
    }
  }

  return {
    of: declarations.of,
    all: declarations.all,
    own: declarations.own,
    tokens: declarations.tokens,
    problems: declarations.problems,
    /** Those that the user has declared and that are no longer in the list. */
    gone: (): string[] =>
      declarations.problems().flatMap(({ path, conversation }) => (path === null ? [conversation] : [])),
    /**
     * Declares the conversation, or changes its rule. The level is set afterwards: it cannot stop the conversation from
     * being one.
     * @throws SettingLocked, ActionRefused; NotSaved, and then it is one until the app ends
     */
    async declare(token: string, rule: AlarmRule): Promise<LevelOutcome> {
      roomOf(token);
      refuseIfLocked(token);
      const isSaved = declarations.declare(token, rule);
      onChange();
      const level = await settle(token);
      if (!isSaved) throw new NotSaved('an alarm conversation');
      return level;
    },
    /** @throws SettingLocked; NotSaved, and then it is one again after a restart */
    async undeclare(token: string): Promise<LevelOutcome> {
      refuseIfLocked(token);
      const isSaved = declarations.undeclare(token);
      onChange();
      const level = await settle(token);
      if (!isSaved) throw new NotSaved('the end of an alarm conversation');
      return level;
    },
    /** @throws ActionRefused, and the errors of a request */
    async preview(token: string, rule: AlarmRule): Promise<AlarmPreview> {
      const asked = roomOf(token);
      const messages = (await lastMessages(token)).filter((message) => !isSystem(message) && !isDeleted(message));
      const last = messages.slice(0, EXAMINED);
      return {
        examined: last.length,
        rang: last.filter((message) => isAlarm(message, rule, asked)).map((message) => shownOf(message, asked, say)),
        senders: sendersOf(last, asked, say),
      };
    },
    /** Must be called with every conversation of the account, after each list and before its messages are announced. */
    follow(rooms: readonly Room[]): void {
      declarations.follow(rooms);
      const now = clock.monotonic();
      for (const token of new Set([...declarations.tokens(), ...declarations.levels().keys()]))
        if (isOwed(token) && room(token) !== undefined && now >= (heldUntil.get(token) ?? 0)) void settle(token);
    },
    /** Null when there is no alarm conversation. */
    facts(): AlarmFacts | null {
      if (declarations.tokens().length === 0 && declarations.problems().length === 0) return null;
      return alarmFactsOf(declarations, room);
    },
  };
}

function shownOf(message: Message, asked: Room, say: Say): AlarmPreview['rang'][number] {
  const { author, mark, text } = previewOf(message, asked, say);
  return {
    id: message.id,
    author: author ?? '',
    ...(mark !== undefined && { mark }),
    text: asked.isSensitive ? null : text,
    at: Math.min(message.timestamp, LATEST_S) * 1_000,
  };
}

/** An author without an id cannot be listed. */
function sendersOf(messages: readonly Message[], asked: Room, say: Say): AlarmPreview['senders'] {
  const senders = new Map<string, AlarmPreview['senders'][number]>();
  for (const message of messages) {
    const id = `${message.actorType}/${message.actorId}`;
    if (message.actorId === '' || isOwn(message, asked) || id.length > LONGEST_SENDER || senders.has(id)) continue;
    const { name, mark } = authorOf(message, say);
    senders.set(id, { id, name, ...(mark !== null && { mark }) });
  }
  return [...senders.values()];
}
