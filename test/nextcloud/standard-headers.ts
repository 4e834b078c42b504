import type { Reply } from './http.ts';
import { randomWord, type World } from './world.ts';

/** The name of PHP's session cookie, which is the instance's id. */
export const SESSION_COOKIE = 'octalkmelder1';

const SAME_SITE_COOKIES = [
  'nc_sameSiteCookielax=true; path=/; httponly;expires=Fri, 31-Dec-2100 23:59:59 GMT; SameSite=lax',
  'nc_sameSiteCookiestrict=true; path=/; httponly;expires=Fri, 31-Dec-2100 23:59:59 GMT; SameSite=strict',
];

const HARDENING = {
  'X-Robots-Tag': 'noindex, nofollow',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'SAMEORIGIN',
  'X-Permitted-Cross-Domain-Policies': 'none',
};

const FRAMEWORK = {
  'Cache-Control': 'no-cache, no-store, must-revalidate',
  'Content-Security-Policy': "default-src 'none';base-uri 'none';manifest-src 'self';frame-ancestors 'none'",
  'Feature-Policy':
    "autoplay 'none';camera 'none';fullscreen 'none';geolocation 'none';microphone 'none';payment 'none'",
};

export const sessionCookie = (id: string): string => `${SESSION_COOKIE}=${id}; path=/; HttpOnly; SameSite=Lax`;

/** Returns the cookies of a new session, which every client without cookies gets. */
export const newSessionCookies = (id: string): string[] => [
  `oc_sessionPassphrase=${randomWord(128)}; path=/; HttpOnly; SameSite=Lax`,
  ...SAME_SITE_COOKIES,
  sessionCookie(id),
];

/** WebDAV stands outside of the app framework, and its errors come from an even earlier stage. */
const davHeaders = (hasCookies: boolean, reply: Reply): Record<string, string | string[]> => {
  const id = randomWord(20);
  return {
    ...HARDENING,
    'Content-Security-Policy': "default-src 'none';",
    ...(reply.status < 400 && { 'X-Request-Id': id, 'X-Debug-Token': id }),
    ...(!hasCookies && { 'Set-Cookie': newSessionCookies(randomWord(26)) }),
    ...reply.headers,
  };
};

/** Returns the reply's own headers, and those that Nextcloud and its web server add to every answer. */
export const standardHeaders = (
  world: World,
  reply: Reply,
  request: { hasCookies: boolean; user: string | null },
): Record<string, string | string[]> => {
  if (reply.dav) return { Date: new Date(world.nowMs()).toUTCString(), ...davHeaders(request.hasCookies, reply) };
  const cookies = request.hasCookies ? null : reply.bare ? SAME_SITE_COOKIES : newSessionCookies(randomWord(26));
  return {
    Date: new Date(world.nowMs()).toUTCString(),
    ...HARDENING,
    ...(reply.bare
      ? { 'Content-Security-Policy': "default-src 'self'" }
      : { ...FRAMEWORK, 'X-Request-Id': randomWord(20) }),
    ...(cookies && { 'Set-Cookie': cookies }),
    ...(request.user !== null && !reply.bare && { 'X-User-Id': request.user }),
    ...reply.headers,
  };
};
