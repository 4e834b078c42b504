/** Which conversation a step is about; the rest of a step's numbers pick among what there is. */
export const ROOMS = ['always', 'mention', 'direct', 'public'] as const;
export type RoomName = (typeof ROOMS)[number];

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
  /** Of a gateway, a router or a firewall. */
  | '401-page'
  | '403-page'
  | '404-page'
  | '504-page'
  | '422';

/** What is odd about a message wherever it is told. */
export type OddMessage =
  | 'no-author'
  | 'text-id'
  | 'no-reference'
  | 'odd-parameters'
  | 'list-parameters'
  | 'odd-time'
  | 'no-time'
  | 'odd-system';

/** What is odd about a conversation in each list. */
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

/** What the person does in the app, to one conversation. */
export interface OwnStep {
  do: 'own';
  what: 'mark-read' | 'mark-unread' | 'set-level' | 'set-favourite' | 'reply';
  room: RoomName;
  level: 1 | 2 | 3;
  on: boolean;
}

/** One thing that happens. */
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
  /** Bob writes in the conversation's one thread; how alice wants to hear of that. */
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
  /** The messages of one conversation cannot be had, until that is healed. */
  | { do: 'chat-fault'; room: RoomName; fault: FaultName }
  | { do: 'chat-heal'; room: RoomName }
  /** bob writes one. */
  | { do: 'odd-message'; room: RoomName; what: OddMessage }
  /** Until it is mended. */
  | { do: 'odd-room'; room: RoomName; what: OddRoom }
  | { do: 'mend-room'; room: RoomName }
  /** Things stand in the list that are no conversations. */
  | { do: 'ghosts'; on: boolean }
  /** The list fails when it is to tell who is there. */
  | { do: 'no-presence'; on: boolean }
  | { do: 'maintenance'; on: boolean }
  | { do: 'disable' | 'enable' }
  | { do: 'person-refreshes' | 'wake' | 'look' | 'unlook' | 'suspend' | 'resume' | 'restart' | 'crash' }
  | { do: 'push'; on: boolean }
  | { do: 'frame'; text: string }
  | { do: 'frame-fate'; fate: 'lost' | 'twice'; count: number }
  | { do: 'drop-push' }
  | { do: 'clock'; by: number }
  | { do: 'server-clock'; by: number }
  | { do: 'between'; step: Step }
  | OwnStep
  /** At the server of the second account, where there is one. */
  | { do: 'next-door'; step: Step }
  | { do: 'crash-before-storing' }
  | { do: 'pass'; ms: number };

export interface Schedule {
  /** Of the app's jitter. */
  seed: number;
  pushAtStart: boolean;
  /** The app has a second account, on another server with the same conversations. */
  twoAccounts?: boolean;
  steps: Step[];
  /** How the end is reached: waiting until it heals by itself, or waking the machine. */
  patient: boolean;
  /** One in a few dozen goes on for an idle hour, in which the requests are counted. */
  idleHour: boolean;
}
