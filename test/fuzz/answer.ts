/** The kinds of requests to Nextcloud, whose answers have different shapes. */
export const TARGETS = [
  'status',
  'login-start',
  'login-poll',
  'capabilities',
  'user',
  'rooms',
  'chat',
  'user-status',
  'revoke',
  'pre-auth',
] as const;
export type Target = (typeof TARGETS)[number];

export interface HttpAnswer {
  status: number;
  headers: Record<string, string>;
  body: string | Uint8Array;
}

/** The server address in every answer of the corpus. */
export const SERVER = 'http://127.0.0.1:8080';

const PATHS: [method: string, path: RegExp, Target][] = [
  ['GET', /\/status\.php$/, 'status'],
  ['POST', /\/login\/v2$/, 'login-start'],
  ['POST', /\/login\/v2\/poll$/, 'login-poll'],
  ['GET', /\/ocs\/v2\.php\/cloud\/capabilities$/, 'capabilities'],
  ['GET', /\/ocs\/v2\.php\/cloud\/user$/, 'user'],
  ['GET', /\/ocs\/v2\.php\/apps\/spreed\/api\/v4\/room$/, 'rooms'],
  ['GET', /\/ocs\/v2\.php\/apps\/spreed\/api\/v1\/chat\/\w+$/, 'chat'],
  ['GET', /\/ocs\/v2\.php\/apps\/user_status\/api\/v1\/user_status$/, 'user-status'],
  // Setting the status answers with the status, in the same shape.
  ['PUT', /\/ocs\/v2\.php\/apps\/user_status\/api\/v1\/user_status\/status$/, 'user-status'],
  ['DELETE', /\/ocs\/v2\.php\/core\/apppassword$/, 'revoke'],
  ['POST', /\/apps\/notify_push\/pre_auth$/, 'pre-auth'],
];

/** Returns the target of a request; null for requests that Talkmelder never makes. */
export const targetOf = (method: string, url: string): Target | null => {
  const { pathname } = new URL(url);
  return PATHS.find(([wanted, path]) => wanted === method.toUpperCase() && path.test(pathname))?.[2] ?? null;
};
