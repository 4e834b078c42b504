import type { Conversation, Preview } from '../../main/core/model/conversation.ts';
import type { Language } from '../../main/core/model/settings.ts';
import { t } from '../i18n/index.ts';
import { badgeText } from './badge-text.ts';
import { firstGraphemes } from './initials.ts';
import { relativeTime } from './relative-time.ts';

/** A listener should not have to hear a whole message before the next row. Characters. */
const LONGEST_PREVIEW = 160;

/**
 * Returns a row as a screen reader reads it: "Einsatzgruppe 1, 5 ungelesen, erwähnt, Max: Wer kommt?, vor 5 Minuten".
 * The name comes first and the marks that need attention next, so that a listener can move on early.
 * @param now milliseconds since 1970
 * @param account the name of the conversation's account, if the row must mention it
 */
export const rowName = (conversation: Conversation, now: number, language: Language, account?: string): string => {
  const { name, presence, unread, mentioned, callRunning, favourite, notificationLevel, archived, preview, alarm } =
    conversation;
  return [
    name,
    presence && t(`rows.${presence}`),
    unread > 0 && t('list.unread', { count: badgeText(unread) }),
    mentioned && t('list.mentioned'),
    callRunning && t('list.callRunning'),
    alarm && t('alarms.mark'),
    favourite && t('list.favourite'),
    notificationLevel === 'never' && t('list.muted'),
    archived && t('list.archived'),
    preview && spokenPreview(preview),
    relativeTime(conversation.lastActivity * 1_000, now, language, 'long'),
    account,
  ]
    .filter((part) => typeof part === 'string')
    .join(', ');
};

/** Returns the author as the row names them; null: not at all. */
export const rowAuthor = ({ author, shortAuthor = author }: Preview): string | null => shortAuthor;

const withAuthor = (author: string | null, { mark }: Preview, text: string): string =>
  author === null ? text : mark ? `${author} (${mark}): ${text}` : `${author}: ${text}`;

/** Returns everything that a row may cut off, for its tooltip. */
export const wholePreview = (preview: Preview): string => {
  const words = withAuthor(preview.author, preview, preview.text);
  return preview.thread === undefined ? words : `${preview.thread} › ${words}`;
};

const spokenPreview = (preview: Preview): string => {
  const { text, thread } = preview;
  const begin = firstGraphemes(text, LONGEST_PREVIEW);
  const short = begin === text ? text : `${begin}…`;
  const words = withAuthor(rowAuthor(preview), preview, short);
  return thread === undefined ? words : t('list.inThread', { thread, words });
};
