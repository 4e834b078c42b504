import type { rowMenu as german } from '../de/row-menu.ts';

/** The entries of a conversation's menu; loaded with the menu. */
export const rowMenu: Record<keyof typeof german, string> = {
  'rows.open': 'Open in browser',
  'rows.joinCall': 'Join call',
  'rows.level': 'Notifications',
  'rows.level.always': 'All messages',
  'rows.level.mention': 'Mentions only',
  'rows.level.never': 'Off',
  'rows.favour': 'Add to favourites',
  'rows.unfavour': 'Remove from favourites',
  'rows.archive': 'Archive',
  'rows.unarchive': 'Take out of the archive',
  'rows.copyLink': 'Copy link',
  'rows.undo': 'Undo',

  'rows.said.level': '{name}: {level}',
  'rows.said.favour': '{name} is a favourite now',
  'rows.said.unfavour': '{name} is no longer a favourite',
  'rows.said.archived': '“{name}” archived',
  'rows.said.unarchived': '“{name}” is back in the list',
  'rows.said.link': 'Link copied',
};
