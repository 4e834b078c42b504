/** The recordings that the contract test leaves out, and the reasons. */

interface Excuse {
  because: string;
  /** Each must begin at least one recording's name, and no replayed one's. */
  prefixes?: readonly string[];
  names?: readonly string[];
}

const EXCUSES: readonly Excuse[] = [
  {
    because: 'taking part in calls: the control side starts and ends them',
    prefixes: ['call-bob-', 'call-one-to-one-bob-', 'call-peers-', 'signaling-settings'],
  },
  {
    because: 'lists of people: a tray client asks for none',
    names: [
      'room-participants',
      'room-participants-during-call',
      'chat-mentions-autocomplete',
      'cloud-user-autocomplete',
    ],
  },
  {
    because: 'making conversations: the control side does',
    names: ['room-create-group-201', 'room-create-one-to-one-existing-200', 'room-delete'],
  },
  { because: 'federation: every conversation here has the server’s own', names: ['room-capabilities'] },
  { because: 'a mistake of the recording client', names: ['notifications-settings-get-405'] },
  {
    because: 'the app asks other apps only for what it shows, by the dashboard',
    prefixes: ['mail-', 'notes-'],
    names: ['companions-capabilities', 'dashboard-items-all'],
  },
  { because: 'the app makes only one-to-one conversations', names: ['conversation-create-for-files', 'note-to-self'] },
  {
    because: 'the app reads the status and does not set it',
    prefixes: ['user-status-set-'],
    names: ['user-status-clear-message', 'user-status-get-with-message', 'user-status-predefined'],
  },
  {
    because: 'messages here do not expire: the app only sees that a last message is missing, as in a lobby',
    prefixes: ['message-expir'],
  },
  {
    because: 'the app looks up only notifications that it shows',
    names: ['notifications-exists-after-delete'],
  },
];

const isNamed = ({ names = [], prefixes = [] }: Excuse, name: string): boolean =>
  names.includes(name) || prefixes.some((prefix) => name.startsWith(prefix));

/** Returns whether there is a reason not to replay this recording. */
export const isExcused = (name: string): boolean => EXCUSES.some((excuse) => isNamed(excuse, name));

/** Returns names and prefixes of excuses that match no recording, and must be removed. */
export const uselessExcuses = (recordings: readonly string[]): string[] =>
  EXCUSES.flatMap(({ names = [], prefixes = [] }) => [
    ...names.filter((name) => !recordings.includes(name)),
    ...prefixes.filter((prefix) => !recordings.some((name) => name.startsWith(prefix))),
  ]);
