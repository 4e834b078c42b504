import './copying-words.ts';
import type { Conversation, NotificationLevel } from '../../main/core/model/conversation.ts';
import { announce } from '../announce.ts';
import { attempt, tell } from '../attempt.ts';
import { bridge } from '../bridge.ts';
import { t } from '../i18n/index.ts';

/** What only a conversation's menu offers. It is told as what row-acts.ts does. */

export const setLevel = async ({ token, name }: Conversation, level: NotificationLevel) => {
  const { ok } = await attempt(bridge.setNotificationLevel({ token, level }));
  if (ok) announce(t('rows.said.level', { name, level: t(`rows.level.${level}`) }));
};

export const toggleFavourite = async ({ token, name, favourite }: Conversation) => {
  const { ok } = await attempt(bridge.setFavourite({ token, on: !favourite }));
  if (ok) announce(t(favourite ? 'rows.said.unfavour' : 'rows.said.favour', { name }));
};

/** Puts a conversation into the archive or takes it out. It goes out of sight either way, so it can be undone. */
export const setArchived = async ({ token, name }: Pick<Conversation, 'token' | 'name'>, on: boolean) => {
  const { ok } = await attempt(bridge.setArchived({ token, on }));
  if (!ok) return;
  tell(t(on ? 'rows.said.archived' : 'rows.said.unarchived', { name }), {
    label: t('rows.undo'),
    act: () => void attempt(bridge.setArchived({ token, on: !on })),
  });
};

export const copyLink = async ({ token }: Conversation) => {
  const { ok } = await attempt(bridge.copyLink({ token }));
  if (ok) tell(t('rows.said.link'));
};
