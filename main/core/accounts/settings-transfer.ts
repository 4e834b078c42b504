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

/** Takes the user's settings from one computer to another, as a text. */
export function createSettingsTransfer({ preferences, accounts }: SettingsTransferDeps) {
  let before: Before | null = null;

  /** Declares it for each account that has the conversation. @returns the rule before, for each of them */
  async function take({ server, conversation, rule }: SavedAlarm): Promise<Before['alarms']> {
    const taken = accounts()
      .filter((account) => account.server === server)
      .map(async (account): Promise<Before['alarms']> => {
        const earlier = account.alarms.own().get(conversation) ?? null;
        try {
          await account.alarms.declare(conversation, rule);
          return [{ account, conversation, rule: earlier }];
        } catch {
          // The account does not have the conversation, or the administrator has locked it.
          return [];
        }
      });
    return (await Promise.all(taken)).flat();
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
     * stays.
     * @throws SettingsFileOdd, and then nothing changes; NotSaved, and then it lasts until the app ends
     */
    async read(text: string): Promise<ImportOutcome> {
      const file = readSettingsFile(text);
      const locked = preferences.locked();
      const choices = preferences.choices();
      const fitting = Object.entries(file.settings).filter(([key]) => !locked.some((one) => one === key));
      const kept = Object.entries(choices).filter(([key]) => locked.some((one) => one === key));
      before = { choices, alarms: [] };
      preferences.replaceChoices({
        ...ownChoices(choices),
        ...Object.fromEntries(kept),
        ...Object.fromEntries(fitting),
      });
      let alarms = 0;
      for (const alarm of file.alarms) {
        const taken = await take(alarm);
        before?.alarms.push(...taken);
        if (taken.length > 0) alarms += 1;
      }
      const left = file.left + Object.keys(file.settings).length - fitting.length + file.alarms.length - alarms;
      return { settings: fitting.length, alarms, left };
    },
    /** Puts back what the last import has replaced; once. @throws NotSaved */
    async undo(): Promise<void> {
      if (!before) return;
      const { choices, alarms } = before;
      before = null;
      preferences.replaceChoices(choices);
      // Nothing is stored of an account that has left meanwhile.
      for (const { account, conversation, rule } of alarms.filter(({ account }) => accounts().includes(account)))
        await (rule === null
          ? account.alarms.undeclare(conversation)
          : account.alarms.declare(conversation, rule)
        ).catch(() => {
          // The conversation has gone meanwhile.
        });
    },
  };
}
