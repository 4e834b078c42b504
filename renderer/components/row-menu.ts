import type { Conversation } from '../../main/core/model/conversation.ts';
import { hasFile, maySave, maySend } from '../files/may-send.ts';
import { t } from '../i18n/index.ts';
import { openAlarmDialog, openAppointmentDialog } from '../overlays/dialog.ts';
import { type MenuEntry, type MenuRequest, openMenu } from '../overlays/menu.ts';
import { SOUNDS } from '../sounds.ts';
import { switchedOn } from '../switched-on.ts';
import { openReply } from '../views/reply-state.ts';
import {
  copyLink,
  joinCall,
  openInBrowser,
  setArchived,
  setLevel,
  setSound,
  toggleFavourite,
  toggleRead,
} from './conversation-commands.ts';

/** Opens a conversation's menu. */
export const openRowMenu = (conversation: Conversation, anchor: MenuRequest['anchor']): void =>
  openMenu({
    label: t('rows.actions', { name: conversation.name }),
    anchor,
    entries: () => rowMenuEntries(conversation, () => openSoundMenu(conversation, anchor)),
  });

/** Opens the menu with the sounds of a conversation. */
const openSoundMenu = (conversation: Conversation, anchor: MenuRequest['anchor']): void =>
  openMenu({ label: t('sounds.of', { name: conversation.name }), anchor, entries: () => [soundChoice(conversation)] });

/**
 * Returns every possible action on a conversation in its current state, the most common first.
 * @param chooseSound opens the choice of sounds
 */
export const rowMenuEntries = (conversation: Conversation, chooseSound: () => void): MenuEntry[] => [
  {
    id: 'open',
    kind: 'item',
    icon: 'browser',
    label: t('rows.open'),
    onSelect: () => void openInBrowser(conversation),
  },
  ...onlyIf(conversation.callRunning, {
    id: 'call',
    kind: 'item',
    icon: 'call',
    label: t('rows.joinCall'),
    onSelect: () => void joinCall(conversation),
  }),
  ...onlyIf(conversation.canReply, {
    id: 'reply',
    kind: 'item',
    icon: 'reply',
    label: t('rows.reply'),
    shortcut: 'R',
    onSelect: () => openReply(conversation.token),
  }),
  ...onlyIf(maySend(conversation), {
    id: 'file',
    kind: 'item',
    icon: 'file',
    label: t('rows.sendFile'),
    onSelect: () => void import('../files/commands.ts').then(({ chooseFiles }) => chooseFiles(conversation)),
  }),
  ...onlyIf(hasFile(conversation), {
    id: 'open-file',
    kind: 'item',
    icon: 'browser',
    label: t('rows.openFile'),
    onSelect: () =>
      void import('../files/commands.ts').then(({ openAttachment }) => openAttachment(conversation, null)),
  }),
  ...onlyIf(hasFile(conversation) && maySave(conversation.token), {
    id: 'save-file',
    kind: 'item',
    icon: 'file',
    label: t('rows.saveFile'),
    onSelect: () =>
      void import('../files/commands.ts').then(({ saveAttachment }) => saveAttachment(conversation, null)),
  }),
  {
    id: 'read',
    kind: 'item',
    ...readEntry(conversation),
    shortcut: 'M',
    onSelect: () => void toggleRead(conversation),
  },
  { id: 'level-line', kind: 'separator' },
  levelChoice(conversation),
  { id: 'sound', kind: 'item', icon: 'audio', label: t('sounds.menu'), onSelect: chooseSound },
  ...onlyIf(conversation.type !== 'note-to-self', {
    id: 'alarm',
    kind: 'item',
    icon: 'alarm',
    label: t(conversation.alarm ? 'alarms.edit' : 'alarms.declare'),
    onSelect: () => openAlarmDialog(conversation.token),
  }),
  ...onlyIf(switchedOn().includes('appointments'), {
    id: 'appointment',
    kind: 'item',
    icon: 'add',
    label: t('rows.appointment'),
    onSelect: () => openAppointmentDialog(conversation.token),
  }),
  { id: 'more-line', kind: 'separator' },
  {
    id: 'favourite',
    kind: 'item',
    icon: 'star',
    label: t(conversation.favourite ? 'rows.unfavour' : 'rows.favour'),
    onSelect: () => void toggleFavourite(conversation),
  },
  ...onlyIf(conversation.archived !== null, {
    id: 'archive',
    kind: 'item',
    icon: 'archived',
    label: t(conversation.archived ? 'rows.unarchive' : 'rows.archive'),
    onSelect: () => void setArchived(conversation, !conversation.archived),
  }),
  { id: 'link', kind: 'item', icon: 'link', label: t('rows.copyLink'), onSelect: () => void copyLink(conversation) },
];

const LEVELS = [
  { value: 'always', icon: 'bell' },
  { value: 'mention', icon: 'mention' },
  { value: 'never', icon: 'muted' },
] as const;

const levelChoice = (conversation: Conversation): MenuEntry => ({
  id: 'level',
  kind: 'choice',
  label: t('rows.level'),
  value: conversation.notificationLevel,
  options: LEVELS.map(({ value, icon }) => ({ value, icon, label: t(`rows.level.${value}`) })),
  onChoose: (chosen) => {
    const level = LEVELS.find(({ value }) => value === chosen);
    if (level) void setLevel(conversation, level.value);
  },
});

/** Stands for the account's sound. */
const AS_ACCOUNT = 'account';

/** A chosen sound is played at once, so that the user hears it. */
export const soundChoice = (conversation: Conversation): MenuEntry => ({
  id: 'sounds',
  kind: 'choice',
  label: t('sounds.title'),
  value: conversation.sound ?? AS_ACCOUNT,
  options: [
    { value: AS_ACCOUNT, label: t('sounds.account') },
    ...SOUNDS.map((value) => ({ value, label: t(`sounds.${value}`) })),
  ],
  onChoose: (chosen) => {
    const sound = SOUNDS.find((value) => value === chosen) ?? null;
    void setSound(conversation, sound);
  },
});

const onlyIf = (condition: boolean, entry: MenuEntry): MenuEntry[] => (condition ? [entry] : []);

/** Returns what marking does to a conversation now; its actions and its menu share this entry. */
export const readEntry = ({ unread }: Pick<Conversation, 'unread'>) =>
  unread > 0
    ? ({ icon: 'read', label: t('rows.markRead') } as const)
    : ({ icon: 'unread', label: t('rows.markUnread') } as const);
