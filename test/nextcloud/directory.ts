import { type Context, integer } from './http.ts';
import type { OcsAnswer } from './ocs.ts';
import { routes } from './router.ts';

/** Finds users by a part of their name or id; the one who asks is not among them. */
const autocomplete = ({ world, user, query }: Context): OcsAnswer => {
  const wanted = (query.get('search') ?? '').toLowerCase();
  const found = [...world.users.values()].filter(
    ({ id, displayName }) =>
      id !== user?.id && (id.toLowerCase().includes(wanted) || displayName.toLowerCase().includes(wanted)),
  );
  return {
    data: found.slice(0, integer(query.get('limit'), 10)).map(({ id, displayName, mail, status }) => ({
      id,
      label: displayName,
      icon: 'icon-user',
      source: 'users',
      status: status
        ? { status: status.status, message: status.message, icon: status.icon, clearAt: status.clearAt }
        : [],
      subline: status?.message ?? '',
      shareWithDisplayNameUnique: mail ?? id,
    })),
  };
};

/** The directory of the server's users. */
export const directoryRoutes = routes('/core', {}, { 'GET /autocomplete/get': autocomplete });
