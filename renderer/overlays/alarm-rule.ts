import type { AlarmPreview, AlarmRule } from '../../main/core/model/alarm.ts';
import { t } from '../i18n/index.ts';

/** The contract accepts no more. */
const MOST_KEYWORDS = 50;
const LONGEST_KEYWORD = 100;

/** Returns the keywords in a text with commas; null when they are too many or too long. */
export const keywordsIn = (text: string): string[] | null => {
  const words = text
    .split(/[,;\n]/)
    .map((word) => word.trim())
    .filter((word) => word !== '');
  const all = [...new Set(words)];
  return all.length <= MOST_KEYWORDS && all.every((word) => word.length <= LONGEST_KEYWORD) ? all : null;
};

export const textOfKeywords = (keywords: readonly string[]): string => keywords.join(', ');

/**
 * Returns the senders that can be chosen: the authors of the last messages, and the listed ones that have not written
 * lately, by their ids.
 * @param before the senders that were listed when the dialog opened, so that a click does not remove a line
 */
export const sendersToChoose = (
  known: AlarmPreview['senders'],
  chosen: readonly string[],
  before: readonly string[],
): AlarmPreview['senders'] => {
  const ids = new Set(known.map(({ id }) => id));
  const others = [...new Set([...before, ...chosen])].filter((id) => !ids.has(id));
  return [...known, ...others.map((id) => ({ id, name: id }))];
};

/** Says in one line which messages are alarms. */
export const ruleText = ({ keywords, senders }: AlarmRule): string => {
  const parts = [
    keywords.length > 0 && t('alarms.withKeywords', { keywords: textOfKeywords(keywords) }),
    senders.length === 1 && t('alarms.withSender'),
    senders.length > 1 && t('alarms.withSenders', { count: senders.length }),
  ].filter((part) => typeof part === 'string');
  return parts.length === 0 ? t('alarms.every') : parts.join(' · ');
};
