/** The conversation of a step; a step's other numbers pick among existing objects. */
export const ROOMS = ['always', 'mention', 'direct', 'public'] as const;
export type RoomName = (typeof ROOMS)[number];

/** The conversations that are alarm conversations on each PC. Messages with the word are alarms there. */
export const ALARM_ROOMS = ['always', 'direct'] as const;
export type AlarmRoom = (typeof ALARM_ROOMS)[number];
export const ALARM_WORD = 'Vollbrand';

export type FaultName =
  | 'hang'
  | 'drop'
  | 'cut-body'
  | 'html'
  | 'wrong-json'
  | 'wrong-shape'
  | '500'
  | '502'
  | '429'
  | '429-retry-after'
  | '503-retry-after'
  /** The page of a gateway, a router or a firewall. */
  | '401-page'
  | '403-page'
  | '404-page'
  | '504-page'
  | '422';

/** An oddity of a message in every answer. */
export type OddMessage =
  | 'no-author'
  | 'text-id'
  | 'no-reference'
  | 'odd-parameters'
  | 'list-parameters'
  | 'odd-time'
  | 'no-time'
  | 'odd-system';

/** An oddity of a conversation in each list. */
export type OddRoom =
  | 'negative-count'
  | 'huge-count'
  | 'absent-count'
  | 'text-count'
  | 'negative-activity'
  | 'no-activity'
  | 'no-calls'
  | 'no-name'
  | 'odd-mention'
  | 'odd-picture';

/** A user's action on one conversation in the app. */
export interface OwnStep {
  do: 'own';
  what: 'mark-read' | 'mark-unread' | 'set-level' | 'set-favourite' | 'reply';
  room: RoomName;
  level: 1 | 2 | 3;
  on: boolean;
}

/** One event. */
export type Step =
  | {
      do: 'send';
      room: RoomName;
      by: 'bob' | 'carla' | 'alice';
      mention: 'none' | 'alice' | 'all';
      silent: boolean;
      lives?: number;
    }
  | { do: 'burst'; room: RoomName; count: number; mentionAt: number }
  /** Bob writes in the conversation's only thread, or alice sets its level. */
  | { do: 'thread-post'; room: RoomName; mention: boolean }
  | { do: 'thread-level'; room: RoomName; level: 0 | 1 | 2 | 3 }
  | { do: 'changelog' }
  | { do: 'edit' | 'delete' | 'react'; room: RoomName; pick: number }
  | { do: 'read'; room: RoomName; all: boolean; pick: number }
  | { do: 'mark-unread'; room: RoomName }
  | { do: 'start-call'; room: RoomName; by: 'bob' | 'alice'; silent?: boolean }
  | { do: 'join-call' | 'leave-call'; room: RoomName; by: 'bob' | 'carla' | 'alice' }
  | { do: 'end-call'; room: RoomName }
  | { do: 'level'; room: RoomName; level: 1 | 2 | 3 }
  | { do: 'open' | 'close'; room: RoomName; visible: boolean }
  | { do: 'configure'; room: RoomName; what: 'archived' | 'important' | 'sensitive'; on: boolean }
  | { do: 'invite'; room: 'mention' | 'public' }
  | { do: 'remove'; room: 'mention' | 'public' }
  | { do: 'dnd'; on: boolean }
  | { do: 'fault'; fault: FaultName; only: 'all' | 'list' | 'chat' | 'status' | 'profile'; count: number }
  | { do: 'heal' }
  /** Requests for the messages of one conversation fail until they are healed. */
  | { do: 'chat-fault'; room: RoomName; fault: FaultName }
  | { do: 'chat-heal'; room: RoomName }
  /** Bob writes an odd message. */
  | { do: 'odd-message'; room: RoomName; what: OddMessage }
  /** A conversation is odd until it is healed. */
  | { do: 'odd-room'; room: RoomName; what: OddRoom }
  | { do: 'mend-room'; room: RoomName }
  /** The list has elements that are not conversations. */
  | { do: 'ghosts'; on: boolean }
  /** Lists with presence fail. */
  | { do: 'no-presence'; on: boolean }
  | { do: 'maintenance'; on: boolean }
  | { do: 'disable' | 'enable' }
  | { do: 'person-refreshes' | 'wake' | 'look' | 'unlook' | 'suspend' | 'resume' | 'restart' | 'crash' }
  /** The user begins to answer in the focused window, or goes on; `stop-answering`: no longer. */
  | { do: 'answer'; room: RoomName }
  | { do: 'stop-answering' }
  | { do: 'push'; on: boolean }
  | { do: 'frame'; text: string }
  | { do: 'frame-fate'; fate: 'lost' | 'twice'; count: number }
  | { do: 'drop-push' }
  | { do: 'clock'; by: number }
  | { do: 'server-clock'; by: number }
  | { do: 'between'; step: Step }
  | OwnStep
  /** A step at the server of the second account, if there is one. */
  | { do: 'next-door'; step: Step }
  /** An alarm in an alarm conversation. */
  | { do: 'alarm'; room: AlarmRoom; by: 'bob' | 'alice'; silent: boolean }
  /** A message is edited into an alarm, or alice reacts to an alarm. */
  | { do: 'edit-into-alarm' | 'react-own'; room: AlarmRoom; pick: number }
  /** A person acknowledges alarms on this PC. */
  | { do: 'acknowledge'; all: boolean; pick: number; at?: 'other-pc' }
  /** The second PC with the same account. */
  | { do: 'other-pc'; what: 'restart' | 'crash' | 'suspend' | 'resume' | 'wake' }
  /** The process dies just before it next stores its book of alarms. */
  | { do: 'crash-before-alarms' }
  | { do: 'crash-before-storing' }
  | { do: 'pass'; ms: number };

export interface Schedule {
  /** Seed of the app's jitter. */
  seed: number;
  pushAtStart: boolean;
  /** Whether the app has a second account, on another server with the same conversations. */
  twoAccounts?: boolean;
  /** Whether there are alarm conversations, so that the app asks every few seconds at times. */
  alarms?: boolean;
  /** Whether a second PC uses the same account. */
  twoPcs?: boolean;
  steps: Step[];
  /** Whether the end waits until the app recovers by itself, or wakes the machine. */
  patient: boolean;
  /** Whether the schedule goes on for an idle hour with counted requests; one in a few dozen does. */
  idleHour: boolean;
}
