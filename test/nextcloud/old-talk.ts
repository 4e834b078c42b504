import type { World } from './world.ts';

/**
 * Returns whether the server has Talk 18, which came with Nextcloud 28 and is the oldest that Talkmelder supports. This
 * file contains the differences in its answers.
 * Source: spreed's RoomController and ChatController of that time, and its docs/capabilities.md.
 */
export const isOldTalk = ({ versions }: World): boolean => Number.parseInt(versions.talk, 10) < 19;

/** Features that came with Talk 19 or later. */
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

/** Fields of a conversation that came with later versions. */
const LATER_FIELDS = new Set([
  ...['isArchived', 'isImportant', 'isSensitive', 'mentionPermissions', 'liveTranscriptionLanguageId'],
]);

/** Returns a conversation as Talk 18 sends it: without messages, the last message is PHP's empty list. */
export const oldRoom = (room: Record<string, unknown>): Record<string, unknown> => ({
  ...Object.fromEntries(Object.entries(room).filter(([field]) => !LATER_FIELDS.has(field))),
  lastMessage: room.lastMessage ?? [],
});
