import type { RecentMessage } from '../../main/core/model/conversation.ts';
import { attempt, type Subject, tell } from '../attempt.ts';
import { bridge } from '../bridge.ts';
import { w } from '../i18n/files.ts';

/** Lets the user choose files for a conversation in the system's dialog. */
export const chooseFiles = async ({ token, name }: Subject): Promise<void> => {
  await attempt(bridge.chooseFiles({ token }), { token, name });
};

/** @param message null: the conversation's last one */
export const openAttachment = async ({ token, name }: Subject, message: RecentMessage['id'] | null): Promise<void> => {
  await attempt(bridge.openAttachment({ token, message }), { token, name });
};

/** @param message null: the conversation's last one */
export const saveAttachment = async ({ token, name }: Subject, message: RecentMessage['id'] | null): Promise<void> => {
  const answer = await attempt(bridge.saveAttachment({ token, message }), { token, name });
  if (answer.ok && answer.value.saved) tell(w('saved'));
};
