import type { IncomingHttpHeaders } from 'node:http';
import type { AppPassword, User } from './model.ts';
import type { World } from './world.ts';

/** One request, as the handlers see it. */
export interface Context {
  world: World;
  method: string;
  /** Relative to the server's base address, without `/index.php`. */
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  cookies: ReadonlyMap<string, string>;
  body: string;
  /** The same as it came. */
  bytes: Buffer;
  /** The client's network address. */
  address: string;
  /** Named parts of the route's pattern. */
  params: Record<string, string>;
  /** The user of the credentials; null without any. */
  user: User | null;
  /** Set when the credentials are an app password, not the login password. */
  appPassword: AppPassword | null;
}

/** A handler's answer, without the headers that every Nextcloud answer carries. */
export interface Reply {
  status: number;
  headers?: Record<string, string | string[]>;
  body?: string | Buffer;
  /** The answer comes from a stage before Nextcloud's app framework, and lacks the framework's headers. */
  bare?: boolean;
  /** The answer comes from Nextcloud's WebDAV, with headers of its own. */
  dav?: boolean;
}

export const json = (status: number, value: unknown, headers: Record<string, string> = {}): Reply => ({
  status,
  headers: { 'Content-Type': 'application/json; charset=utf-8', ...headers },
  body: JSON.stringify(value),
});

export const html = (status: number, body: string, headers: Record<string, string | string[]> = {}): Reply => ({
  status,
  headers: { 'Content-Type': 'text/html; charset=UTF-8', ...headers },
  body,
});

/** Returns the fields of a JSON or form body; any other body has none. */
export const fields = (context: Context): Record<string, unknown> => {
  if ((context.headers['content-type'] ?? '').startsWith('application/json')) {
    try {
      const value: unknown = JSON.parse(context.body);
      return typeof value === 'object' && value !== null ? { ...value } : {};
    } catch {
      return {};
    }
  }
  return Object.fromEntries(new URLSearchParams(context.body));
};

/** Reads a whole number from a query, a form or JSON; the fallback stands in for missing or other values. */
export const integer = (value: unknown, fallback: number): number => {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isInteger(number) ? number : fallback;
};

/** PHP reads `1` and `true` as yes. */
export const isYes = (value: string | null): boolean => value === '1' || value === 'true';

export const parseCookies = (header: string | undefined): Map<string, string> => {
  const cookies = new Map<string, string>();
  for (const part of (header ?? '').split(';')) {
    const at = part.indexOf('=');
    if (at > 0) cookies.set(part.slice(0, at).trim(), part.slice(at + 1).trim());
  }
  return cookies;
};
