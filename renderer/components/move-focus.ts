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
