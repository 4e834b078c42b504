import { createSignal } from 'solid-js';
import type { Conversation } from '../../main/core/model/conversation.ts';
import { accountKeyOf } from '../accounts.ts';

/** The keys of the accounts whose user may send files, and save files. */
type Rights = { send: readonly string[]; save: readonly string[] };

const [rights, setRights] = createSignal<Rights>({ send: [], save: [] });

export { setRights };

/** Whether files can be sent to this conversation. Reactive. */
export const maySend = ({ token, canReply }: Pick<Conversation, 'token' | 'canReply'>): boolean =>
  canReply && rights().send.includes(accountKeyOf(token));

/** Whether files of this conversation can be saved on this computer. Reactive. */
export const maySave = (token: string): boolean => rights().save.includes(accountKeyOf(token));

const FILES: readonly (string | null | undefined)[] = ['file', 'image', 'video', 'audio', 'voice', 'contact'];

/** Whether the last message of a conversation has a file. */
export const hasFile = ({ preview }: Pick<Conversation, 'preview'>): boolean => FILES.includes(preview?.attachment);
