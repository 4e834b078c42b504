import { createSignal } from 'solid-js';
import type { Conversation } from '../../main/core/model/conversation.ts';
import { announce } from '../announce.ts';
import { attempt } from '../attempt.ts';
import { bridge } from '../bridge.ts';
import { t } from '../i18n/index.ts';

/**
 * What is done most to a conversation; the rest is in row-menu-acts.ts. Main shows each at once and takes it back when
 * the server refuses, in which case `attempt` says so; here a screen reader hears that it is done.
 */

/** The conversation whose row says "opened" for a moment; by its token. */
const [opened, setOpened] = createSignal<string | null>(null);

export { opened };

/** The moment has passed. */
export const forgetOpened = () => setOpened(null);

const sayOpened = ({ token, name }: Conversation) => {
  setOpened(token);
  announce(t('list.openedName', { name }));
};

export const openInBrowser = async (conversation: Conversation) => {
  const { ok } = await attempt(bridge.openConversation({ token: conversation.token }));
  if (ok) sayOpened(conversation);
};

export const joinCall = async (conversation: Conversation) => {
  const { ok } = await attempt(bridge.joinCall({ token: conversation.token }));
  if (ok) sayOpened(conversation);
};

/** Marks read what has something unread, and unread what has not. */
export const toggleRead = async ({ token, name, unread }: Conversation) => {
  const { ok } = await attempt(unread > 0 ? bridge.markRead({ token }) : bridge.markUnread({ token }));
  if (ok) announce(t(unread > 0 ? 'rows.said.read' : 'rows.said.unread', { name }));
};
