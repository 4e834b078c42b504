import type { Say } from '../i18n/index.ts';
import type { Stoppable } from '../lifetime.ts';
import type {
  CompanionAction,
  CompanionAnswer,
  CompanionContent,
  CompanionId,
  CompanionLine,
} from '../model/companion.ts';
import type { Language } from '../model/settings.ts';
import type { Client } from '../nextcloud/client.ts';
import type { Capabilities } from '../nextcloud/schemas.ts';
import type { Clock, Logger, Notice, SettingsStore } from '../ports.ts';
import type { Sibling } from './appointments/appointment-store.ts';

/** What a companion may use of its account. */
export interface CompanionDeps {
  accountId: string;
  /** Base address of the server without a trailing slash. */
  server: string;
  /** Whether the server's own addresses have /index.php in front. */
  indexPhp: boolean;
  /** Sends the app password to the account's server only. */
  client: Client;
  /** The other accounts on the same server. */
  siblings: () => readonly Sibling[];
  /** The user's id; null until the server has told it. */
  userId: () => string | null;
  capabilities: () => Capabilities | null;
  clock: Clock;
  log: Logger;
  /** The ids of the dashboard's widgets that the user has chosen. */
  widgets: () => readonly string[];
  /** For what must outlast the app; never for a text of the server (docs/decisions/no-content-in-files.md). */
  settings: SettingsStore;
  /** Shows a notification of the account; a click opens the app that it names, else the window. */
  notify: (notice: Notice) => void;
  /** Changes a notification that is on the screen. It does not ring again. */
  amend: (notice: Notice) => void;
  withdraw: (key: string) => void;
  /** Whether notifications must be silent now: sounds are off, a pause or quiet hours. */
  isSilent: () => boolean;
  /** Whether the user does not want to be disturbed, by the status on the server. @throws the errors of a request */
  isDoNotDisturb: () => Promise<boolean>;
  /** Whether notifications may show texts of the server now. */
  showsTexts: () => boolean;
  say: Say;
  language: () => Language;
  /** Opens an address in the browser. @throws RangeError when it is not on the account's origin; BrowserNotOpened */
  open: (url: string) => Promise<void>;
  /** Puts a text into the clipboard. @throws NotCopied */
  copy: (text: string) => Promise<void>;
  /** The companion has changed something about the conversations, so the list is asked again. */
  listChanged: () => void;
}

/** An entry of a line, as far as notifications of new ones need it. */
export interface ListedEntry {
  /** Tells it from other entries, also in later answers. It is stored as a hash only. */
  identity: string;
  /** A number that grows with each new entry; null: the server gives none. */
  order: number | null;
  /** For the user, cleaned. */
  text: string;
}

/** What the server tells of one line. */
export interface Listed {
  line: CompanionLine;
  /** Newest first. */
  entries: readonly ListedEntry[];
  /** These are all entries; otherwise older ones may follow. */
  isWhole: boolean;
  /** The highest number that the server has given to an entry, if it tells that; null otherwise. */
  top: number | null;
}

/** An app of the same Nextcloud at work for one account. It exists only while it is switched on. */
export interface Companion extends Stoppable {
  /**
   * Asks the server. The runner calls it again only when the last call is over.
   * @returns null when the server does not have this
   * @throws the errors of a request; the runner shows them
   */
  refresh(): Promise<CompanionContent | null>;
  /** What the last answer listed, where the user can be notified of new entries. */
  listed?(): readonly Listed[];
  /** Does what a person wants, other than asking again. @throws RangeError for something unknown */
  act?(action: CompanionAction): Promise<CompanionAnswer>;
  /** Strangers may read the screen from now on: its notifications lose the server's texts. */
  hideTexts?(): void;
}

/** One kind of companion, known before it is loaded. */
export interface CompanionKind {
  id: CompanionId;
  /** It is asked every 15 minutes even while no person looks, because it reminds, whatever else is switched on. */
  reminds: boolean;
  /** Whether a server with these capabilities may have it, so that it is not asked in vain. */
  mayHave(capabilities: Capabilities): boolean;
  /** Loads its code, which is not part of the app's start. */
  load(): Promise<(deps: CompanionDeps) => Companion>;
}
