/** The actions that keys trigger on a row. */
export type RowIntent = 'read' | 'reply' | 'actions' | 'menu';

type Key = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey' | 'isComposing'>;

/** M: read or unread. R: reply. →: to the row's actions. Shift+F10 and the menu key: the row's menu. */
export const rowIntent = (event: Key): RowIntent | null => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return null;
  if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) return 'menu';
  if (event.key === 'ArrowRight') return 'actions';
  switch (event.key.toLowerCase()) {
    case 'm':
      return 'read';
    case 'r':
      return 'reply';
    default:
      return null;
  }
};

/**
 * Returns where the focus goes within a row's actions.
 * @param index the action that has the focus now
 * @returns the next action, -1 for the row itself; undefined for other keys
 */
export const nextAction = (key: string, index: number, count: number): number | undefined => {
  switch (key) {
    case 'ArrowRight':
      return Math.min(index + 1, count - 1);
    case 'ArrowLeft':
      return index - 1;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    case 'Escape':
      return -1;
    default:
      return undefined;
  }
};

/**
 * Returns where the focus goes in a column of items.
 * @param index the item that has the focus now, -1 for none
 * @returns the index of the next item; undefined for other keys, or when there is nowhere to go
 */
export const nextIndex = (key: string, index: number, count: number): number | undefined => {
  if (count === 0) return undefined;
  switch (key) {
    case 'ArrowDown':
      return Math.min(index + 1, count - 1);
    case 'ArrowUp':
      return Math.max(index - 1, 0);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
};
