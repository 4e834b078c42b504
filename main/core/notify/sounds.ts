import * as v from 'valibot';
import { Sound } from '../model/sound.ts';
import type { SettingsStore } from '../ports.ts';

/** Limit for conversations with a sound of their own; the oldest choice leaves. */
const MOST = 500;

const Stored = v.object({
  account: v.optional(v.fallback(Sound, 'system'), 'system'),
  // A list, because a server may use a token such as "constructor", and the order tells which choice is the oldest.
  conversations: v.optional(v.fallback(v.array(v.fallback(v.nullable(v.tuple([v.string(), Sound])), null)), []), []),
});
const nameFor = (accountId: string): string => `sounds/${accountId}`;

export type Sounds = ReturnType<typeof createSounds>;

/** The sounds that the user has chosen for an account and for its conversations, on this computer only. */
export function createSounds(settings: SettingsStore, accountId: string) {
  const stored = v.safeParse(Stored, settings.read(nameFor(accountId)));
  let account: Sound = stored.success ? stored.output.account : 'system';
  let conversations: ReadonlyMap<string, Sound> = new Map(
    stored.success ? stored.output.conversations.flatMap((one) => (one ? [one] : [])).slice(-MOST) : [],
  );

  const save = (): boolean =>
    settings.write(nameFor(accountId), { account, conversations: [...conversations].map((entry) => [...entry]) });

  return {
    /** The sound of everything that has no sound of its own. */
    account: (): Sound => account,
    /** By token; replaced by another map with each change. */
    conversations: (): ReadonlyMap<string, Sound> => conversations,
    /** Returns the sound of a notification. @param token of its conversation; null: it has none */
    of: (token: string | null): Sound => (token === null ? account : (conversations.get(token) ?? account)),
    /** Returns false when the choice lasts only until the app ends; the same holds for `choose`. */
    chooseForAll(sound: Sound): boolean {
      account = sound;
      return save();
    },
    /** @param sound null: as the account */
    choose(token: string, sound: Sound | null): boolean {
      const others = [...conversations].filter(([other]) => other !== token);
      conversations = new Map((sound === null ? others : [...others, [token, sound] as const]).slice(-MOST));
      return save();
    },
    /** Returns false when the choices are still on the disk. */
    clear: (): boolean => settings.remove(nameFor(accountId)),
  };
}
