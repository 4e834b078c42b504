import type { Context, Reply } from './http.ts';
import type { OcsAnswer } from './ocs.ts';

export interface RouteOptions {
  /** The route also answers requests without credentials. */
  public?: boolean;
  /** The route also answers requests without the header OCS-APIRequest. */
  withoutCsrfCheck?: boolean;
  /** The app that must be enabled. */
  app?: 'talk' | 'notifications';
}

export interface Route<Answer> extends RouteOptions {
  method: string;
  pattern: RegExp;
  handle: (context: Context) => Answer | Promise<Answer>;
}
export type OcsRoute = Route<OcsAnswer>;
export type PageRoute = Route<Reply>;

/** Turns `/room/{token}` into a pattern with named groups. */
const compile = (path: string): RegExp =>
  new RegExp(`^${path.replace(/[.]/g, '\\.').replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`);

/** A table of routes: `'GET /room/{token}': handler`. */
export const routes = <Answer>(
  prefix: string,
  options: RouteOptions,
  table: Record<string, Route<Answer>['handle']>,
): Route<Answer>[] =>
  Object.entries(table).map(([line, handle]) => {
    const [method = '', path = ''] = line.split(' ');
    return { ...options, method, pattern: compile(prefix + path), handle };
  });

/** Finds the route for a request, and the named parts of its path. */
export const matchRoute = <Answer>(
  table: readonly Route<Answer>[],
  method: string,
  path: string,
): { route: Route<Answer>; params: Record<string, string> } | null => {
  for (const route of table) {
    if (route.method !== method) continue;
    const match = route.pattern.exec(path);
    if (!match) continue;
    const params: Record<string, string> = {};
    for (const [name, value] of Object.entries(match.groups ?? {})) params[name] = decodeURIComponent(value);
    return { route, params };
  }
  return null;
};
