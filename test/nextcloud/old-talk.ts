import type { World } from './world.ts';

/**
 * Talk 18, which came with Nextcloud 28 and is the oldest that Talkmelder knows, as far as it answers differently.
 * Source: spreed's RoomController and ChatController of that time, and its docs/capabilities.md.
 */
export const isOldTalk = ({ versions }: World): boolean => Number.parseInt(versions.talk, 10) < 19;

/** What Talk 19 and later can do besides. */
const LATER_FEATURES = new Set([
  ...['delete-messages-unlimited', 'edit-messages', 'silent-send-state', 'chat-read-last', 'federation-v1'],
  ...['ban-v1', 'mention-permissions', 'federation-v2', 'edit-messages-note-to-self'],
  ...['archived-conversations-v2', 'talk-polls-drafts', 'download-call-participants', 'chat-summary-api'],
  ...['email-csv-import', 'conversation-creation-password', 'call-notification-state-api', 'schedule-meeting'],
  ...['edit-draft-poll', 'conversation-creation-all', 'sip-direct-dialin', 'important-conversations'],
  ...['unbind-conversation', 'dashboard-event-rooms', 'mutual-calendar-events', 'upcoming-reminders'],
  ...['sensitive-conversations', 'threads'],
]);

export const oldFeatures = (features: string[]): string[] => features.filter((feature) => !LATER_FEATURES.has(feature));

/** What later ones tell of a conversation besides. */
const LATER_FIELDS = new Set([
  ...['isArchived', 'isImportant', 'isSensitive', 'mentionPermissions', 'liveTranscriptionLanguageId'],
]);

/** A conversation as it was told then: where nothing was written, the last message is PHP's empty list. */
export const oldRoom = (room: Record<string, unknown>): Record<string, unknown> => ({
  ...Object.fromEntries(Object.entries(room).filter(([field]) => !LATER_FIELDS.has(field))),
  lastMessage: room.lastMessage ?? [],
});
