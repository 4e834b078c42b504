import { createSignal } from 'solid-js';
import type { AlarmRule } from '../../main/core/model/alarm.ts';
import type { Conversation, NotificationLevel } from '../../main/core/model/conversation.ts';
import type { Sound } from '../../main/core/model/sound.ts';
import { announce } from '../announce.ts';
import { attempt, type Subject, tell } from '../attempt.ts';
import { bridge } from '../bridge.ts';
import { t } from '../i18n/index.ts';
import { playSound } from '../sounds.ts';

/**
 * The user's actions on a conversation. Main shows each at once and takes it back when the server refuses it, and then
 * `attempt` reports that. Here a screen reader hears that the action is done; of actions that can be undone it hears from
 * undo.ts.
 */

/** The token of the conversation whose row says "opened" for a moment. */
const [opened, setOpened] = createSignal<string | null>(null);

export { opened };

/** Ends that moment. */
export const forgetOpened = () => setOpened(null);

const sayOpened = ({ token, name }: Conversation) => {
  setOpened(token);
  announce(t('list.openedName', { name }));
};

export const openInBrowser = async (conversation: Conversation) => {
  const { ok } = await attempt(bridge.openConversation({ token: conversation.token }), conversation);
  if (ok) sayOpened(conversation);
};

export const joinCall = async (conversation: Conversation) => {
  const { ok } = await attempt(bridge.joinCall({ token: conversation.token }), conversation);
  if (ok) sayOpened(conversation);
};

/** Marks a conversation with unread messages as read, and any other as unread. */
export const toggleRead = async ({ token, name, unread }: Conversation) => {
  const { ok } = await attempt(bridge.act({ token, action: { kind: unread > 0 ? 'mark-read' : 'mark-unread' } }), {
    token,
    name,
  });
  if (ok) announce(t(unread > 0 ? 'rows.said.read' : 'rows.said.unread', { name }));
};

/** Muting can be undone: a slip would keep the user from hearing anything. */
export const setLevel = async ({ token, name }: Conversation, level: NotificationLevel) => {
  if (level === 'never') {
    await attempt(bridge.actLater({ token, action: { kind: 'set-level', level } }), { token, name });
    return;
  }
  const { ok } = await attempt(bridge.act({ token, action: { kind: 'set-level', level } }), { token, name });
  if (ok) announce(t('rows.said.level', { name, level: t(`rows.level.${level}`) }));
};

/** @param sound null: as the account */
export const setSound = async ({ token, name }: Conversation, sound: Sound | null) => {
  const { ok } = await attempt(bridge.chooseConversationSound({ token, sound }));
  if (!ok) return;
  announce(t('rows.said.level', { name, level: t(`sounds.${sound ?? 'account'}`) }));
  await playSound(sound);
};

export const toggleFavourite = async ({ token, name, favourite }: Conversation) => {
  const { ok } = await attempt(bridge.act({ token, action: { kind: 'set-favourite', on: !favourite } }), {
    token,
    name,
  });
  if (ok) announce(t(favourite ? 'rows.said.unfavour' : 'rows.said.favour', { name }));
};

/** Moves a conversation into or out of the archive. It leaves the list either way, so the action can be undone. */
export const setArchived = async ({ token, name }: Pick<Conversation, 'token' | 'name'>, on: boolean) => {
  await attempt(bridge.actLater({ token, action: { kind: 'set-archived', on } }), { token, name });
};

/** @returns whether it is an alarm conversation now */
export const declareAlarm = async ({ token, name }: Conversation, rule: AlarmRule): Promise<boolean> => {
  const answer = await attempt(bridge.declareAlarm({ token, rule }), { token, name });
  if (!answer.ok) return false;
  const { level } = answer.value;
  tell(t(level === 'kept' ? 'alarms.said.declared' : `alarms.said.declared.${level}`, { name }));
  return true;
};

/** @returns whether it is none any more */
export const undeclareAlarm = async ({ token, name }: Pick<Conversation, 'token' | 'name'>): Promise<boolean> => {
  const answer = await attempt(bridge.undeclareAlarm({ token }), { token, name });
  if (!answer.ok) return false;
  const { level } = answer.value;
  tell(t(level === 'kept' ? 'alarms.said.ended' : `alarms.said.ended.${level}`, { name }));
  return true;
};

export const copyLink = async ({ token, name }: Subject) => {
  const { ok } = await attempt(bridge.copyLink({ token }), { token, name });
  if (ok) tell(t('rows.said.link'));
};
