import { createDeclarations } from '../alarm/declarations.ts';
import { createWatchStore } from '../alarm/watch-store.ts';
import type { Client } from '../nextcloud/client.ts';
import { createTalkApi } from '../nextcloud/talk-api.ts';
import type { SettingsStore } from '../ports.ts';
import type { PolicyAlarm } from '../settings/read-policy.ts';
import { type AlarmsToCheck, alarmFactsOf } from './alarm-checks.ts';

export interface AtRestDeps {
  settings: SettingsStore;
  accountId: string;
  /** The alarm conversations that the administrator declares for this account's server. */
  policy: readonly PolicyAlarm[];
  client: Client;
}

/**
 * Tells what can be known of an account's alarms without the running app. Stores nothing. Null: the account has no alarm
 * conversation.
 */
export function alarmsAtRest({ settings, accountId, policy, client }: AtRestDeps): AlarmsToCheck | null {
  const readOnly: SettingsStore = { ...settings, write: () => true, remove: () => true };
  const declarations = createDeclarations({ settings: readOnly, accountId, policy });
  if (policy.length === 0 && declarations.tokens().length === 0) return null;
  return {
    async facts() {
      const { rooms } = await createTalkApi(client).rooms();
      declarations.follow(rooms);
      const byToken = new Map(rooms.map((room) => [room.token, room]));
      return alarmFactsOf(declarations, (token) => byToken.get(token));
    },
    waking: null,
    probe: createWatchStore(readOnly, accountId).lastProbe(),
  };
}
