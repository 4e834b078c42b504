import type { FileItem } from '../../main/core/model/file-item.ts';
import { w } from '../i18n/files.ts';

/** "Bild.png", or "Bild.png und 2 weitere". */
export const nameText = ({ name, count }: Pick<FileItem, 'name' | 'count'>): string => {
  const first = name ?? w('one');
  return count > 1 ? w('more', { file: first, count: count - 1 }) : first;
};
