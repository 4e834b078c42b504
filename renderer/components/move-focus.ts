/**
 * Where the focus goes in a column of items.
 * @param index the item that has it now, -1 when none
 * @returns the index to go to; undefined when the key is none of ours or there is nowhere to go
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
