import { type Context, html } from './http.ts';
import type { Push } from './push.ts';
import { type PageRoute, routes } from './router.ts';

/** A user's own files, whose content no test needs. Push reports each change with the frame `notify_file`. */
export const filePages = (push: Push): PageRoute[] => {
  const change =
    (status: (existed: boolean) => number, exists: boolean) =>
    ({ world, user, params }: Context) => {
      const { file = '' } = params;
      if (!user || params.user !== user.id) return html(404, '');
      const existed = user.files.has(file);
      if (exists) user.files.add(file);
      else user.files.delete(file);
      if (world.push && (exists || existed)) push.report(user.id, 'notify_file');
      return html(status(existed), '');
    };
  return routes(
    '/remote.php/dav/files/{user}',
    { withoutCsrfCheck: true },
    {
      'PUT /{file}': change((existed) => (existed ? 204 : 201), true),
      'DELETE /{file}': change((existed) => (existed ? 204 : 404), false),
    },
  );
};
