import type { World } from './world.ts';

/**
 * Talk 25, which comes with Nextcloud 35, as far as its answers differ where the app needs them. Not recorded, but read
 * in spreed's docs/capabilities.md, its change logs of 23 to 25, and the overview of its issue 18683.
 */
export const isNewTalk = ({ versions }: World): boolean => Number.parseInt(versions.talk, 10) >= 25;

const NEWER_FEATURES = ['pinned-messages', 'federated-shared-items', 'scheduled-messages', 'announcement-preset'];

export const newFeatures = (features: string[]): string[] => [...features, ...NEWER_FEATURES];

/**
 * Returns a conversation as Talk 25 sends it.
 * @param attributes a bit mask: 1 voice room, 4 classified, 8 channel, 16 announcement
 */
export const newRoom = (room: Record<string, unknown>, attributes: number): Record<string, unknown> => ({
  ...room,
  attributes,
  lastPinnedId: 0,
  hiddenPinnedId: 0,
  hasScheduledMessages: 0,
});

/** Returns a message as Talk 25 sends it. PHP writes the empty map as a list. */
export const newMessage = (message: Record<string, unknown>): Record<string, unknown> => ({ ...message, metaData: [] });
