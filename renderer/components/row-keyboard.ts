import type { Conversation } from '../../main/core/model/conversation.ts';
import { openReply } from '../views/reply-state.ts';
import { toggleRead } from './conversation-commands.ts';
import { rowOf } from './list-focus.ts';
import { nextAction, nextIndex, type RowIntent, rowIntent } from './row-intents.ts';
import { openRowMenu } from './row-menu.ts';

type Rows = {
  list: () => HTMLElement | undefined;
  conversations: () => Conversation[];
  indexOf: (token: string) => number;
  /** Makes a row the tab stop, so that it is rendered. */
  visit: (token: string) => void;
};

/**
 * Handles the keys of the list: ↑ ↓ Home End move between the rows, → moves from a row to its actions, ← or Esc moves
 * back, and rowIntent covers the rest. A quick reply handles its own keys.
 */
export const createRowKeyboard = ({ list, conversations, indexOf, visit }: Rows) => {
  const moveTo = (index: number) => {
    const token = conversations()[index]?.token;
    if (token === undefined) return;
    visit(token);
    rowOf(list(), token)?.focus();
  };

  const does: Record<RowIntent, (conversation: Conversation, item: HTMLElement) => void> = {
    read: (conversation) => void toggleRead(conversation),
    reply: (conversation) => conversation.canReply && openReply(conversation.token),
    actions: (_, item) => actionsOf(item)[0]?.focus(),
    menu: (conversation, item) => openRowMenu(conversation, actionsOf(item).at(-1) ?? item),
  };

  /** Moves within a row's actions. @returns whether the key was handled */
  const moveInActions = (event: KeyboardEvent, item: HTMLElement): boolean => {
    const actions = actionsOf(item);
    const index = actions.findIndex((action) => action.matches(':focus'));
    const next = index < 0 ? undefined : nextAction(event.key, index, actions.length);
    if (next === undefined) return false;
    (actions[next] ?? item.querySelector<HTMLElement>('.row'))?.focus();
    return true;
  };

  return (event: KeyboardEvent) => {
    const item = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-token]') : null;
    const token = item?.dataset.token;
    if (!item || token === undefined || event.target === item) return;
    const index = indexOf(token);
    const conversation = conversations()[index];
    const intent = rowIntent(event);
    const next = nextIndex(event.key, index, conversations().length);
    if (moveInActions(event, item)) event.preventDefault();
    else if (next !== undefined) {
      event.preventDefault();
      moveTo(next);
    } else if (event.repeat && (intent || event.key === 'Enter')) {
      // A held key acts once. Enter's default action would press the button again and again.
      event.preventDefault();
    } else if (intent && conversation) {
      event.preventDefault();
      does[intent](conversation, item);
    }
  };
};

/** Returns the buttons beside a row in their order on screen; some are hidden where there is little room. */
const actionsOf = (item: HTMLElement): HTMLElement[] =>
  [...item.querySelectorAll<HTMLElement>('.row-join, .row-actions button')].filter((button) =>
    button.checkVisibility(),
  );
