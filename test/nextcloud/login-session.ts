import { type BruteForce, checkPassword } from './authentication.ts';
import { type Context, fields, html, type Reply } from './http.ts';
import type { LoginFlow, LoginFlows } from './login-flow.ts';
import { connectForm, errorPage, grantedPage, grantForm, loginForm } from './login-pages.ts';
import type { User } from './model.ts';
import { PAGE_SECURITY } from './pages.ts';
import { type PageRoute, routes } from './router.ts';
import { leaveFor, type Pending, whoCameBack } from './single-sign-on.ts';
import { newSessionCookies, SESSION_COOKIE, sessionCookie } from './standard-headers.ts';
import { randomWord } from './world.ts';

/** A browser's session in which the user can grant a flow. */
interface Session {
  loginToken: string;
  stateToken: string;
  requestToken: string;
  user: string | null;
  /** The user is at the identity provider. */
  pending: Pending | null;
}

const GRANT = '/login/v2/grant';

/** The browser's half of Login Flow v2: connect, log in, grant. Each page is bound to the session in the cookie. */
export class LoginSessions {
  readonly #sessions = new Map<string, Session>();
  readonly #flows: LoginFlows;
  readonly #bruteForce: BruteForce;

  constructor(flows: LoginFlows, bruteForce: BruteForce) {
    this.#flows = flows;
    this.#bruteForce = bruteForce;
  }

  /** Opens a session for the flow of the app's link. */
  enter(context: Context): Reply {
    const flow = this.#flows.byLoginToken(context.params.token);
    if (!flow) return errorPage(context, 403);
    const known = context.cookies.get(SESSION_COOKIE);
    const id = known ?? randomWord(26);
    const user = (known && this.#sessions.get(known)?.user) || null;
    this.#sessions.set(id, {
      loginToken: flow.loginToken,
      stateToken: randomWord(64),
      requestToken: randomWord(44),
      user,
      pending: null,
    });
    const cookies = context.cookies.size > 0 ? [sessionCookie(id)] : newSessionCookies(id);
    return html(303, '', {
      Location: context.world.pageUrl('/login/v2/flow?user=&direct=0'),
      'Set-Cookie': cookies,
    });
  }

  showConnect(context: Context): Reply {
    const found = this.#find(context);
    if (!found) return errorPage(context, 403);
    const action = context.world.pageUrl(grantQuery(found.session));
    return this.#page(found.id, connectForm(context, found.flow.client, action));
  }

  showLogin(context: Context): Reply {
    const id = context.cookies.get(SESSION_COOKIE);
    const session = id === undefined ? undefined : this.#sessions.get(id);
    if (id === undefined || !session) return errorPage(context, 403);
    const { singleSignOn } = context.world;
    if (singleSignOn) {
      const { url, pending } = leaveFor(context.world, singleSignOn);
      session.pending = pending;
      return html(303, '', { Location: url });
    }
    return this.#page(id, loginForm(context, session.requestToken));
  }

  logIn(context: Context): Reply {
    const found = this.#find(context);
    const { user: login, password, requesttoken } = fields(context);
    if (!found || requesttoken !== found.session.requestToken) return errorPage(context, 403);
    if (this.#bruteForce.isBlocked(context.address)) return errorPage(context, 429);
    if (context.world.singleSignOn) return errorPage(context, 403);
    const checked = checkPassword(context.world, String(login ?? ''), String(password ?? ''));
    if (checked === 'disabled' || checked.kind !== 'user') {
      this.#bruteForce.register(context.address);
      return html(303, '', { Location: context.world.pageUrl(`${loginQuery(found.session)}&failed=1`) });
    }
    return this.#loggedInAs(context, found, checked.user);
  }

  /** Takes back a user whom the identity provider has signed in, or refused. */
  async comeBack(context: Context): Promise<Reply> {
    const found = this.#find(context);
    const { singleSignOn } = context.world;
    const pending = found?.session.pending;
    if (!found || !singleSignOn || !pending) return errorPage(context, 403);
    // A code counts once.
    found.session.pending = null;
    const id = await whoCameBack(context.world, singleSignOn, pending, context.query);
    const user = id === null ? undefined : context.world.users.get(id);
    return user?.enabled ? this.#loggedInAs(context, found, user) : errorPage(context, 403);
  }

  #loggedInAs(context: Context, found: { id: string; session: Session }, user: User): Reply {
    // The session gets a new id, so that knowledge of the old id does not log a stranger in.
    const id = randomWord(26);
    this.#sessions.delete(found.id);
    this.#sessions.set(id, { ...found.session, user: user.id });
    context.user = user;
    const attributes = `Path=/; Max-Age=1296000; HttpOnly; SameSite=Lax`;
    return html(303, '', {
      Location: context.world.pageUrl(grantQuery(found.session)),
      'Set-Cookie': [
        sessionCookie(id),
        `nc_username=${encodeURIComponent(user.id)}; ${attributes}`,
        `nc_token=${randomWord(32)}; ${attributes}`,
        `nc_session_id=${id}; ${attributes}`,
      ],
    });
  }

  showGrant(context: Context): Reply {
    const found = this.#find(context);
    if (!found || context.query.get('stateToken') !== found.session.stateToken) return errorPage(context, 403);
    const user = this.#loggedIn(context, found.session);
    if (!user) return html(303, '', { Location: withoutHost(context, loginQuery(found.session)) });
    return this.#page(found.id, grantForm(context, found.flow.client, user.displayName, found.session.stateToken));
  }

  grant(context: Context): Reply {
    const found = this.#find(context);
    if (!found || fields(context).stateToken !== found.session.stateToken) return errorPage(context, 403);
    const user = this.#loggedIn(context, found.session);
    if (!user) return errorPage(context, 403);
    this.#flows.grant(found.flow, user.id);
    return this.#page(found.id, grantedPage(context));
  }

  #find({ cookies }: Context): { id: string; session: Session; flow: LoginFlow } | null {
    const id = cookies.get(SESSION_COOKIE);
    const session = id === undefined ? undefined : this.#sessions.get(id);
    const flow = this.#flows.byLoginToken(session?.loginToken);
    return id !== undefined && session && flow ? { id, session, flow } : null;
  }

  #loggedIn(context: Context, session: Session) {
    const user = session.user === null ? undefined : context.world.users.get(session.user);
    if (!user?.enabled) return null;
    context.user = user;
    return user;
  }

  #page(id: string, body: string): Reply {
    return html(200, body, { ...PAGE_SECURITY, 'Set-Cookie': [sessionCookie(id)] });
  }
}

const grantQuery = (session: Session): string => `${GRANT}?user=&direct=0&stateToken=${session.stateToken}`;

const loginQuery = (session: Session): string =>
  `/login?redirect_url=${GRANT}?${encodeURIComponent(`user=&direct=0&stateToken=${session.stateToken}`)}`;

/** Returns the address without its host: Nextcloud redirects to its login form in this way, and to nothing else. */
const withoutHost = ({ world }: Context, path: string): string =>
  world.pageUrl(path).slice(new URL(world.ownUrl).origin.length);

export const loginPages = (flows: LoginFlows, bruteForce: BruteForce): PageRoute[] => {
  const sessions = new LoginSessions(flows, bruteForce);
  return routes(
    '',
    { public: true },
    {
      'GET /login/v2/flow/{token}': (context) => sessions.enter(context),
      'GET /login/v2/flow': (context) => sessions.showConnect(context),
      'GET /login': (context) => sessions.showLogin(context),
      'POST /login': (context) => sessions.logIn(context),
      'GET /apps/user_oidc/code': (context) => sessions.comeBack(context),
      'GET /login/v2/grant': (context) => sessions.showGrant(context),
      'POST /login/v2/grant': (context) => sessions.grant(context),
    },
  );
};
