import type { Conversation } from '../../main/core/model/conversation.ts';
import { type Filter, passes } from './filter.ts';
import { fold, foldWrittenOut } from './fold.ts';

/**
 * Returns the conversations that pass the filter and contain every word of the query in their name, or in the author or
 * text of their last message. Without filter and query it returns the list itself, so that nothing downstream
 * recomputes.
 * @param kept the token of the conversation with the open reply, which stays whatever the filter says: replying marks
 * it read
 */
export const find = (
  conversations: Conversation[],
  filter: Filter,
  query: string,
  kept: string | null = null,
): Conversation[] => {
  const words = query.split(/\s+/).filter((word) => word !== '');
  if (filter === 'all' && words.length === 0) return conversations;
  // A person may type ä, a or ae, whatever the name has, so each word is matched both ways.
  const wanted = words.map((word) => [fold(word), foldWrittenOut(word)] as const);
  return conversations.filter(
    (conversation) => (passes[filter](conversation) || conversation.token === kept) && holds(conversation, wanted),
  );
};

const holds = ({ name, preview }: Conversation, words: (readonly [string, string])[]): boolean => {
  if (words.length === 0) return true;
  const text = `${name}\n${preview?.author ?? ''}\n${preview?.thread ?? ''}\n${preview?.text ?? ''}`;
  const folded = fold(text);
  const writtenOut = foldWrittenOut(text);
  return words.every(([word, long]) => folded.includes(word) || writtenOut.includes(long));
};
