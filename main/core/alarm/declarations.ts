import * as v from 'valibot';
import { nameOf } from '../conversations/facts.ts';
import { AlarmRule, type Declared } from '../model/alarm.ts';
import { NotificationLevel } from '../model/conversation.ts';
import { oneLine } from '../model/plain-text.ts';
import { isToken, ROOM_TYPES } from '../nextcloud/room.ts';
import type { Room } from '../nextcloud/schemas.ts';
import type { SettingsStore } from '../ports.ts';
import type { PolicyAlarm } from '../settings/read-policy.ts';

/** In doubt, each message of an alarm conversation is an alarm. */
const EVERYTHING: AlarmRule = { keywords: [], senders: [] };
/** As many keywords, and senders, as a rule can have. */
const MOST = 50;

const Level = v.fallback(v.nullable(NotificationLevel), null);
/** A damaged rule narrows nothing. Null: the user has ended here what the policy declares. */
const Choice = v.fallback(v.nullable(AlarmRule), EVERYTHING);
const noneIfDamaged = <T extends v.GenericSchema>(entry: T) =>
  v.optional(v.fallback(v.array(v.fallback(v.nullable(entry), null)), []), []);

// Lists, because a server may use a token such as "constructor".
const Stored = v.object({
  chosen: noneIfDamaged(v.tuple([v.string(), Choice])),
  /** The conversations that have borne a name of the policy. */
  bound: noneIfDamaged(v.tuple([v.string(), v.array(v.string())])),
  /** The level that each conversation had before Talkmelder set "all messages"; null: it had that already. */
  levels: noneIfDamaged(v.tuple([v.string(), Level])),
});
const nameFor = (accountId: string): string => `alarm-conversations/${accountId}`;

/**
 * Why an alarm conversation is not watched. `none`: no conversation bears the name that the policy tells. `several`:
 * more than one bears it, and the name does not say which is meant. `gone`: it is no longer in the list.
 */
export interface DeclarationProblem {
  kind: 'none' | 'several' | 'gone';
  /** The place in the policy, for example `alarms.0`; null: the user has declared the conversation. */
  path: string | null;
  /** The token or name that the policy tells, or the token of the conversation. */
  conversation: string;
}

export interface DeclarationsDeps {
  /** Where the account's documents are. */
  settings: SettingsStore;
  accountId: string;
  /** The alarm conversations that the administrator declares for this account's server. */
  policy: readonly PolicyAlarm[];
}

export type Declarations = ReturnType<typeof createDeclarations>;

/**
 * The alarm conversations of one account on this computer: those that the user has declared, and those of the policy.
 * What the policy does not lock, the user can change or end.
 */
export function createDeclarations({ settings, accountId, policy }: DeclarationsDeps) {
  const parsed = v.safeParse(Stored, settings.read(nameFor(accountId)));
  const stored = parsed.success ? parsed.output : { chosen: [], bound: [], levels: [] };
  const chosen = new Map<string, AlarmRule | null>(present(stored.chosen));
  const bound = new Map<string, readonly string[]>(present(stored.bound));
  const levels = new Map<string, NotificationLevel | null>(present(stored.levels));
  /** A token counts before the first list; a name counts once a list has shown whose it is. */
  const tokensOf = ({ conversation }: PolicyAlarm): readonly string[] =>
    bound.get(conversation) ?? (isToken(conversation) ? [conversation] : []);

  let problems: readonly DeclarationProblem[] = [];
  let declared = everything();

  function everything(): ReadonlyMap<string, Declared> {
    const found = new Map<string, Declared>();
    for (const alarm of policy)
      for (const token of tokensOf(alarm)) found.set(token, withEntry(found.get(token), alarm));
    for (const [token, rule] of chosen) {
      if (found.get(token)?.locked) continue;
      if (rule === null) found.delete(token);
      else found.set(token, { rule, locked: false });
    }
    return found;
  }

  function save(): boolean {
    declared = everything();
    return settings.write(nameFor(accountId), {
      chosen: [...chosen],
      bound: [...bound],
      levels: [...levels],
    });
  }

  const isOfPolicy = (token: string): boolean => policy.some((alarm) => tokensOf(alarm).includes(token));

  const isEnded = (token: string): boolean => chosen.get(token) === null && !declared.has(token);

  /** Binds what the policy says to the conversation that has this token or, alone, this name. */
  function bind(alarm: PolicyAlarm, rooms: ReadonlyMap<string, Room>): DeclarationProblem | null {
    const { path, conversation } = alarm;
    const before = bound.get(conversation) ?? [];
    // A name keeps its conversation, also when that is renamed or another one takes the name.
    if (before.some((token) => rooms.has(token)) || tokensOf(alarm).some(isEnded)) return null;
    const bearers = rooms.has(conversation) ? [conversation] : bearersOf(oneLine(conversation), rooms);
    const [only] = bearers;
    if (only === undefined) return { kind: before.length > 0 ? 'gone' : 'none', path, conversation };
    if (bearers.length > 1) return { kind: 'several', path, conversation };
    // The conversation before it may come back.
    bound.set(conversation, [...before, only]);
    return null;
  }

  return {
    /** Null: no alarm conversation. */
    of: (token: string): Declared | null => declared.get(token) ?? null,
    /** The alarm conversations, in the list or not. */
    tokens: (): readonly string[] => [...declared.keys()],
    /** By token; replaced by another map with each change. */
    all: (): ReadonlyMap<string, Declared> => declared,
    /** By token, what the user has declared here, also where the administrator has locked it. */
    own: (): ReadonlyMap<string, AlarmRule> =>
      new Map([...chosen].flatMap(([token, rule]) => (rule === null ? [] : [[token, rule]]))),
    /** A policy declares the conversation, so it is an alarm conversation again when the user's choice is forgotten. */
    isOfPolicy,
    /** What keeps alarm conversations from being watched, as of the last `follow`. */
    problems: (): readonly DeclarationProblem[] => problems,
    /**
     * Finds the conversations that the policy names.
     * @param rooms every conversation of the account, in any state; a part of them would make names seem unambiguous
     */
    follow(rooms: Iterable<Room>): void {
      if (policy.length === 0 && chosen.size === 0) {
        problems = [];
        return;
      }
      const known = new Map<string, Room>();
      for (const room of rooms) if (room.type !== ROOM_TYPES.changelog) known.set(room.token, room);
      const before = [...bound.values()];
      const unfound = policy.flatMap((alarm) => bind(alarm, known) ?? []);
      if ([...bound.values()].some((tokens, at) => tokens !== before[at])) save();
      const gone = [...chosen].flatMap(([token, rule]) =>
        rule === null || known.has(token) || isOfPolicy(token)
          ? []
          : { kind: 'gone' as const, path: null, conversation: token },
      );
      problems = [...unfound, ...gone];
    },
    /**
     * Declares a conversation, or changes its rule if the administrator has not locked it.
     * @returns false when that lasts only until the app ends; the same holds for `undeclare`
     */
    declare(token: string, rule: AlarmRule): boolean {
      chosen.set(token, rule);
      return save();
    },
    /** Ends the alarm conversation, unless the policy locks it. */
    undeclare(token: string): boolean {
      if (isOfPolicy(token)) chosen.set(token, null);
      else chosen.delete(token);
      problems = problems.filter(({ path, conversation }) => path !== null || conversation !== token);
      return save();
    },
    /**
     * By token, the level that each conversation had before Talkmelder set "all messages" on the server; null: it had
     * that. A missing one has not been looked after yet.
     */
    levels: (): ReadonlyMap<string, NotificationLevel | null> => levels,
    /** @param level undefined: Talkmelder no longer looks after the level */
    keepLevel(token: string, level: NotificationLevel | null | undefined): void {
      if (level === undefined) levels.delete(token);
      else levels.set(token, level);
      save();
    },
    /** Returns false when something is still on the disk. */
    clear: (): boolean => settings.remove(nameFor(accountId)),
  };
}

const bearersOf = (name: string, rooms: ReadonlyMap<string, Room>): string[] =>
  [...rooms.values()].filter((room) => nameOf(room) === name).map(({ token }) => token);

const present = <T>(entries: readonly (T | null)[]): T[] => entries.flatMap((entry) => (entry === null ? [] : [entry]));

/** Adds an entry of the policy to those for the same conversation: what one of them rings for, rings. */
function withEntry(before: Declared | undefined, { rule, locked }: PolicyAlarm): Declared {
  if (!before || (locked && !before.locked)) return { rule, locked };
  if (before.locked && !locked) return before;
  const { keywords, senders } = before.rule;
  return { rule: { keywords: wider(keywords, rule.keywords), senders: wider(senders, rule.senders) }, locked };
}

/** An empty list narrows nothing, so neither does its union with another. */
function wider(one: readonly string[], other: readonly string[]): string[] {
  const both = [...new Set([...one, ...other])];
  return one.length === 0 || other.length === 0 || both.length > MOST ? [] : both;
}
