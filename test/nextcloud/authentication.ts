import type { Context } from './http.ts';
import type { AppPassword, User } from './model.ts';
import type { World } from './world.ts';

/** Nextcloud blocks an address at this many failed logins within half an hour. */
const MAX_ATTEMPTS = 10;
const ATTEMPTS_WINDOW_MS = 30 * 60_000;

/** Failed logins by client address. */
export class BruteForce {
  readonly #world: World;
  readonly #failures = new Map<string, number[]>();

  constructor(world: World) {
    this.#world = world;
  }

  register(address: string): void {
    this.#failures.set(address, [...this.#recent(address), this.#world.nowMs()]);
  }

  isBlocked(address: string): boolean {
    return this.#recent(address).length >= MAX_ATTEMPTS;
  }

  reset(): void {
    this.#failures.clear();
  }

  #recent(address: string): number[] {
    const since = this.#world.nowMs() - ATTEMPTS_WINDOW_MS;
    return (this.#failures.get(address) ?? []).filter((at) => at > since);
  }
}

export type Authentication =
  | { kind: 'none' }
  | { kind: 'user'; user: User; appPassword: AppPassword | null }
  | { kind: 'refused' }
  | { kind: 'blocked' };

/** Checks login name and password (or app password). The caller must count a failure. */
export const checkPassword = (world: World, login: string, password: string): Authentication | 'disabled' => {
  const user = world.users.get(world.loginNames.get(login) ?? login);
  const appPassword = world.appPasswords.get(password) ?? null;
  // The identity provider alone knows the passwords.
  const hasPassword = world.singleSignOn === null;
  const right =
    user &&
    (appPassword
      ? appPassword.user === user.id && !appPassword.wipeRequested
      : hasPassword && user.password === password);
  if (!right || (appPassword && user.awaitsWebLogin)) return { kind: 'refused' };
  return user.enabled ? { kind: 'user', user, appPassword } : 'disabled';
};

function checkBasic(world: World, encoded: string): Authentication | 'disabled' {
  const credentials = Buffer.from(encoded, 'base64').toString();
  const colon = credentials.indexOf(':');
  return checkPassword(world, credentials.slice(0, colon), credentials.slice(colon + 1));
}

/** Checks an app password without a login name. Source: Nextcloud's lib/private/User/Session.php, tryTokenLogin. */
const checkToken = (world: World, token: string): Authentication | 'disabled' =>
  checkPassword(world, world.appPasswords.get(token)?.user ?? '', token);

/**
 * Reads Basic credentials, or an app password without a login name. Refuses a blocked address even with the right
 * password, but not without credentials.
 */
export const authenticate = (
  world: World,
  bruteForce: BruteForce,
  headers: Context['headers'],
  address: string,
): Authentication => {
  const [, scheme = '', given] = /^(Basic|Bearer) (.+)$/i.exec(headers.authorization ?? '') ?? [];
  if (given === undefined) return { kind: 'none' };
  if (bruteForce.isBlocked(address)) return { kind: 'blocked' };
  const checked = scheme.toLowerCase() === 'bearer' ? checkToken(world, given) : checkBasic(world, given);
  // A disabled account's password is right: the refusal does not count as an attempt.
  if (checked === 'disabled') return { kind: 'refused' };
  if (checked.kind === 'refused') bruteForce.register(address);
  return checked;
};
