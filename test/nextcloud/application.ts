import { appPasswordRoutes, wipePages } from './app-passwords.ts';
import { type Authentication, authenticate, type BruteForce } from './authentication.ts';
import { avatarPages, avatarRoutes } from './avatars.ts';
import { calendarPages, navigationRoutes, upcomingRoutes } from './caldav.ts';
import { callPages } from './call-page.ts';
import { capabilitiesRoutes } from './capabilities.ts';
import { addressBookPages } from './carddav.ts';
import { chatRoutes } from './chat.ts';
import { conversationRoutes } from './conversations.ts';
import { dashboardRoutes } from './dashboard.ts';
import { directoryRoutes } from './directory.ts';
import { filePages } from './files.ts';
import { type Context, html, json, type Reply } from './http.ts';
import { type LoginFlows, loginFlowPages } from './login-flow.ts';
import { loginPages } from './login-session.ts';
import { newsPages } from './news.ts';
import { notificationRoutes } from './notification-routes.ts';
import { failure, internalError, invalidQuery, type OcsAnswer, ocsReply } from './ocs.ts';
import { maintenancePage, notFoundPage } from './pages.ts';
import { type Push, pushPages } from './push.ts';
import { reminderRoutes } from './reminders.ts';
import { matchRoute, type OcsRoute, type PageRoute } from './router.ts';
import { shareRoutes } from './shares.ts';
import { statusReply } from './status.ts';
import { threadRoutes } from './threads.ts';
import { userRoutes } from './user-account.ts';
import { userStatusRoutes } from './user-status.ts';
import type { World } from './world.ts';

export interface Parts {
  world: World;
  bruteForce: BruteForce;
  loginFlows: LoginFlows;
  push: Push;
}

export interface Application {
  /** Checks the credentials, and notes their user in the context. */
  identify: (context: Context) => Authentication;
  /** Answers one request, also if it refuses the credentials. */
  answer: (context: Context) => Promise<Reply>;
}

const OCS_PATH = /^\/ocs\/v[12]\.php/;

const appAnswer = (state: World['talk']): OcsAnswer | null => {
  if (state === 'off') return invalidQuery();
  if (state === 'off-stale-route') return internalError();
  return null;
};

const unauthorised = (context: Context): OcsAnswer => {
  // A plain Basic challenge would open a password dialogue for scripts in a browser.
  const scheme = context.headers['x-requested-with'] === 'XMLHttpRequest' ? 'DummyBasic' : 'Basic';
  return {
    ...failure(401, 'Unauthorised', 997),
    headers: { 'WWW-Authenticate': `${scheme} realm="Authorisation Required"` },
  };
};

/** Returns the refusal of the credentials, or null if they are accepted. */
const refusal = (context: Context, authentication: Authentication): OcsAnswer | null => {
  if (authentication.kind === 'blocked') return failure(429, 'Reached maximum delay');
  if (authentication.kind === 'refused') return unauthorised(context);
  return null;
};

/** Checks in Nextcloud's order: credentials, route, app, permission, CSRF, then the handler. */
const answerOcs = async (
  table: readonly OcsRoute[],
  context: Context,
  authentication: Authentication,
): Promise<OcsAnswer> => {
  const refused = refusal(context, authentication);
  if (refused) return refused;
  const found = matchRoute(table, context.method, context.path.replace(OCS_PATH, ''));
  if (!found) return invalidQuery();
  const { route } = found;
  const { world } = context;
  const appOff =
    route.app === 'talk'
      ? appAnswer(world.talk)
      : route.app === 'notifications'
        ? appAnswer(world.notificationsApp)
        : null;
  if (appOff) return appOff;
  if (!route.public && !context.user) return failure(401, 'Current user is not logged in', 997);
  if (route.app === 'talk' && world.talk === 'forbidden') return failure(403, 'Can not use Talk');
  context.params = found.params;
  return route.handle(context);
};

const needsOcsHeader = (table: readonly OcsRoute[], context: Context): boolean => {
  if (context.headers['ocs-apirequest'] === 'true') return false;
  const found = matchRoute(table, context.method, context.path.replace(OCS_PATH, ''));
  return found !== null && !found.route.withoutCsrfCheck && (found.route.public === true || context.user !== null);
};

const csrfFailed = (): Reply => json(412, { message: 'CSRF check failed' });

const answerPage = async (
  table: readonly PageRoute[],
  context: Context,
  authentication: Authentication,
): Promise<Reply> => {
  const found = matchRoute(table, context.method, context.path);
  if (!found) return html(404, notFoundPage(context.world));
  const { route } = found;
  // Bad credentials are refused on public pages as well.
  const refused = refusal(context, authentication) ?? (route.public || context.user ? null : unauthorised(context));
  if (refused) return ocsReply(context, refused);
  if (!route.public) {
    if (!route.withoutCsrfCheck && context.headers['ocs-apirequest'] !== 'true') return csrfFailed();
  }
  context.params = found.params;
  return route.handle(context);
};

const maintenanceReply = (context: Context): Reply => {
  const headers = { 'X-Nextcloud-Maintenance-Mode': '1' };
  if (OCS_PATH.test(context.path)) {
    return ocsReply(context, { ...failure(503, 'Service unavailable'), headers });
  }
  return { ...html(503, maintenancePage(context.world), { ...headers, 'Retry-After': '120' }), bare: true };
};

/** Source: Nextcloud's lib/base.php. */
const untrustedDomainReply = (context: Context): Reply =>
  context.path === '/status.php'
    ? { ...json(400, { error: 'Trusted domain error.', code: 15 }), bare: true }
    : { ...html(400, '<h2>Access through untrusted domain</h2>'), bare: true };

/** Puts all routes together. */
export const createApplication = ({ world, bruteForce, loginFlows, push }: Parts): Application => {
  const ocsRoutes: OcsRoute[] = [
    ...conversationRoutes,
    ...threadRoutes,
    ...reminderRoutes,
    ...chatRoutes,
    ...notificationRoutes,
    ...capabilitiesRoutes(bruteForce),
    ...userRoutes,
    ...userStatusRoutes,
    ...avatarRoutes,
    ...appPasswordRoutes,
    ...dashboardRoutes,
    ...directoryRoutes,
    ...upcomingRoutes,
    ...navigationRoutes,
    ...shareRoutes,
  ];
  const pageRoutes: PageRoute[] = [
    ...loginFlowPages(loginFlows),
    ...loginPages(loginFlows, bruteForce),
    ...wipePages,
    ...avatarPages,
    ...callPages,
    ...pushPages(push),
    ...filePages(push),
    ...newsPages,
    ...calendarPages,
    ...addressBookPages,
  ];

  const identify = (context: Context): Authentication => {
    const authentication = authenticate(world, bruteForce, context.headers, context.address);
    if (authentication.kind === 'user') {
      context.user = authentication.user;
      context.appPassword = authentication.appPassword;
    }
    return authentication;
  };

  return {
    identify,
    answer: async (context) => {
      const { untrustedDomain, movedTo, movedStatus = 301 } = world.misconfiguration;
      if (movedTo !== undefined) {
        return { ...html(movedStatus, '', { Location: `${movedTo}${context.path}` }), bare: true };
      }
      if (untrustedDomain) return untrustedDomainReply(context);
      if (context.path === '/status.php') return statusReply(world);
      if (world.maintenance) return maintenanceReply(context);
      const authentication = identify(context);
      if (!OCS_PATH.test(context.path)) return answerPage(pageRoutes, context, authentication);
      if (
        authentication.kind !== 'blocked' &&
        authentication.kind !== 'refused' &&
        needsOcsHeader(ocsRoutes, context)
      ) {
        return csrfFailed();
      }
      return ocsReply(context, await answerOcs(ocsRoutes, context, authentication));
    },
  };
};
