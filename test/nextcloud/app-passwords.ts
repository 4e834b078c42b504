import { fields, json } from './http.ts';
import type { AppPassword } from './model.ts';
import { addNotification } from './notify.ts';
import { failure } from './ocs.ts';
import { routes } from './router.ts';
import type { World } from './world.ts';

/** Nextcloud's app passwords have 72 letters and digits when the login flow makes them. */
export const createAppPassword = (world: World, user: string, name: string): AppPassword => {
  const created: AppPassword = {
    id: world.nextId('app-password'),
    user,
    name,
    password: world.makeSecret(72),
    wipeRequested: false,
  };
  world.appPasswords.set(created.password, created);
  return created;
};

export const appPasswordsOf = (world: World, user: string): AppPassword[] =>
  [...world.appPasswords.values()].filter((candidate) => candidate.user === user);

export const revokeAppPassword = (world: World, appPassword: AppPassword): void => {
  world.appPasswords.delete(appPassword.password);
  world.events.emit('app-password-revoked', { user: appPassword.user, name: appPassword.name });
};

export const appPasswordRoutes = routes(
  '/core',
  {},
  {
    /** Accepts only a login password; the new app password bears the client's name. */
    'GET /getapppassword': ({ world, user, appPassword, headers }) => {
      if (!user) return failure(403);
      if (appPassword) return failure(403, 'You cannot request an new apppassword with an apppassword');
      if (!world.issuesAppPasswords) return failure(403);
      return { data: { apppassword: createAppPassword(world, user.id, headers['user-agent'] ?? '').password } };
    },
    'DELETE /apppassword': ({ world, appPassword }) => {
      if (!appPassword) return failure(403, 'no app password in use');
      revokeAppPassword(world, appPassword);
      return { data: [] };
    },
  },
);

/** Answers the remote wipe calls, the only way to tell a wipe from any other 401. */
const wipe = (context: Parameters<typeof fields>[0], done: boolean) => {
  const { world } = context;
  const appPassword = world.appPasswords.get(String(fields(context).token ?? ''));
  if (!appPassword?.wipeRequested) return json(404, []);
  addNotification(world, appPassword.user, { kind: done ? 'wipe-done' : 'wipe-started', device: appPassword });
  if (!done) return json(200, { wipe: true });
  revokeAppPassword(world, appPassword);
  return json(200, []);
};

export const wipePages = routes(
  '/core',
  { public: true },
  {
    'POST /wipe/check': (context) => wipe(context, false),
    'POST /wipe/success': (context) => wipe(context, true),
  },
);
