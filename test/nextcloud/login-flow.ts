import { createAppPassword } from './app-passwords.ts';
import { type Context, fields, json } from './http.ts';
import type { AppPassword } from './model.ts';
import { type PageRoute, routes } from './router.ts';
import type { World } from './world.ts';

/** Nextcloud forgets a flow after 20 minutes. */
const LIFETIME_MS = 20 * 60_000;
const TOKEN_LENGTH = 128;

export interface LoginFlow {
  pollToken: string;
  loginToken: string;
  /** The client's name as the user sees it. */
  client: string;
  startedAt: number;
  granted: AppPassword | null;
}

/** Login Flow v2: a client starts a flow, a browser grants it, the client's next poll gets the app password, once. */
export class LoginFlows {
  readonly world: World;
  readonly #flows = new Map<string, LoginFlow>();

  constructor(world: World) {
    this.world = world;
  }

  start(client: string): LoginFlow {
    const flow: LoginFlow = {
      pollToken: this.world.makeSecret(TOKEN_LENGTH),
      loginToken: this.world.makeSecret(TOKEN_LENGTH),
      client,
      startedAt: this.world.nowMs(),
      granted: null,
    };
    this.#flows.set(flow.pollToken, flow);
    return flow;
  }

  loginUrl(flow: LoginFlow): string {
    return this.world.pageUrl(`/login/v2/flow/${flow.loginToken}`);
  }

  /** Returns the flows that have not expired and wait for their grant, oldest first. */
  pending(): LoginFlow[] {
    return [...this.#flows.values()].filter((flow) => !flow.granted && this.#lives(flow));
  }

  byLoginToken(token: string | undefined): LoginFlow | null {
    return this.pending().find((flow) => flow.loginToken === token) ?? null;
  }

  grant(flow: LoginFlow, user: string): AppPassword {
    flow.granted = createAppPassword(this.world, user, flow.client);
    this.world.events.emit('login-granted', { user });
    return flow.granted;
  }

  /** Returns the app password of a granted flow, exactly once. */
  poll(pollToken: string): AppPassword | null {
    const flow = this.#flows.get(pollToken);
    if (!flow?.granted || !this.#lives(flow)) return null;
    this.#flows.delete(pollToken);
    return flow.granted;
  }

  #lives(flow: LoginFlow): boolean {
    return this.world.nowMs() - flow.startedAt < LIFETIME_MS;
  }
}

/** The client's half of the flow; the browser's is login-session.ts. */
export const loginFlowPages = (flows: LoginFlows): PageRoute[] => {
  const { world } = flows;
  const start = ({ headers }: Context) => {
    const flow = flows.start(headers['user-agent'] ?? '');
    world.events.emit('login-started', { loginUrl: flows.loginUrl(flow), userAgent: flow.client });
    return json(200, {
      poll: { token: flow.pollToken, endpoint: world.pageUrl('/login/v2/poll') },
      login: flows.loginUrl(flow),
    });
  };
  const poll = (context: Context) => {
    const granted = flows.poll(String(fields(context).token ?? ''));
    if (!granted) return json(404, []);
    const grant = { server: world.ownUrl, loginName: granted.user, appPassword: granted.password };
    const answer = world.grantAnswer(grant);
    const body = typeof answer === 'string' ? answer : JSON.stringify(answer);
    return { ...json(200, null), body };
  };
  return routes('', { public: true }, { 'POST /login/v2': start, 'POST /login/v2/poll': poll });
};
