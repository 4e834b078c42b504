import { NotSaved, SettingLocked } from '../errors.ts';
import type { AlarmRule } from '../model/alarm.ts';
import type { SettingsChange } from '../model/settings.ts';
import type { ImportOutcome, SavedAlarm } from '../model/settings-file.ts';
import type { Preferences } from '../settings/preferences.ts';
import { ownChoices, readSettingsFile, writeSettingsFile } from '../settings/settings-file.ts';
import type { AlarmConversations } from './alarm-conversations.ts';

interface Transferred {
  /** Base address. */
  server: string;
  alarms: Pick<AlarmConversations, 'own' | 'declare' | 'undeclare'>;
  /** The name of a conversation; null: the account does not have it. */
  nameOf(token: string): string | null;
}

export interface SettingsTransferDeps {
  preferences: Pick<Preferences, 'choices' | 'replaceChoices' | 'locked'>;
  accounts: () => readonly Transferred[];
}

/** What the last import has replaced. */
interface Before {
  choices: SettingsChange;
  alarms: { account: Transferred; conversation: string; rule: AlarmRule | null }[];
}

type Replaced = Before['alarms'][number];

/** What has become of an alarm conversation in one account. The administrator may have locked it. */
type Taken =
  | { kind: 'saved'; replaced: Replaced }
  | { kind: 'unsaved'; replaced: Replaced; name: string }
  | { kind: 'locked' };

/** Runs something that stores. @returns whether it could be stored */
async function isStored(act: () => unknown): Promise<boolean> {
  try {
    await act();
    return true;
  } catch (error) {
    if (error instanceof NotSaved) return false;
    throw error;
  }
}

/** Takes the user's settings from one computer to another, as a text. */
export function createSettingsTransfer({ preferences, accounts }: SettingsTransferDeps) {
  let before: Before | null = null;

  /** Declares it for each account that has the conversation. */
  async function take({ server, conversation, rule }: SavedAlarm): Promise<Taken[]> {
    const having = accounts().filter((account) => account.server === server && account.nameOf(conversation) !== null);
    return Promise.all(
      having.map(async (account): Promise<Taken> => {
        const replaced = { account, conversation, rule: account.alarms.own().get(conversation) ?? null };
        try {
          await account.alarms.declare(conversation, rule);
          return { kind: 'saved', replaced };
        } catch (error) {
          if (error instanceof SettingLocked) return { kind: 'locked' };
          // It rings all the same, until the app ends.
          if (error instanceof NotSaved) return { kind: 'unsaved', replaced, name: account.nameOf(conversation) ?? '' };
          throw error;
        }
      }),
    );
  }

  return {
    /** Returns the text of a file with the settings and the alarm conversations that the user has chosen here. */
    write(): string {
      const alarms = accounts().flatMap(({ server, alarms: declared }) =>
        [...declared.own()].map(([conversation, rule]) => ({ server, conversation, rule })),
      );
      return writeSettingsFile(preferences.choices(), alarms);
    },
    /**
     * Replaces the user's settings by those of a file; alarm conversations are added. What the administrator has locked
     * stays. What cannot be stored lasts until the app ends.
     * @throws SettingsFileOdd, and then nothing changes
     */
    async read(text: string): Promise<ImportOutcome> {
      const file = readSettingsFile(text);
      const locked = preferences.locked();
      const choices = preferences.choices();
      const fitting = Object.entries(file.settings).filter(([key]) => !locked.some((one) => one === key));
      const kept = Object.entries(choices).filter(([key]) => locked.some((one) => one === key));
      const replaced: Replaced[] = [];
      before = { choices, alarms: replaced };
      const settingsSaved = await isStored(() =>
        preferences.replaceChoices({
          ...ownChoices(choices),
          ...Object.fromEntries(kept),
          ...Object.fromEntries(fitting),
        }),
      );
      let left = file.left + Object.keys(file.settings).length - fitting.length;
      let alarms = 0;
      let missing = 0;
      const unsaved = new Set<string>();
      for (const alarm of file.alarms) {
        const all = await take(alarm);
        const taken = all.filter((one) => one.kind !== 'locked');
        replaced.push(...taken.map((one) => one.replaced));
        for (const one of taken) if (one.kind === 'unsaved') unsaved.add(one.name);
        if (taken.length > 0) alarms += 1;
        else if (all.length > 0) left += 1;
        else missing += 1;
      }
      return { settings: fitting.length, alarms, left, missing, settingsSaved, unsaved: [...unsaved] };
    },
    /**
     * Puts back what the last import has replaced; once.
     * @throws NotSaved, and then it lasts until the app ends, or until another attempt can store it
     */
    async undo(): Promise<void> {
      if (!before) return;
      const { choices, alarms } = before;
      let isSaved = await isStored(() => preferences.replaceChoices(choices));
      for (const { account, conversation, rule } of alarms) {
        // Nothing is stored of an account that has left meanwhile, nor of a conversation that has gone.
        if (!accounts().includes(account) || account.nameOf(conversation) === null) continue;
        const stored = await isStored(() =>
          rule === null ? account.alarms.undeclare(conversation) : account.alarms.declare(conversation, rule),
        );
        isSaved &&= stored;
      }
      if (!isSaved) throw new NotSaved('what was before the import');
      before = null;
    },
  };
}
