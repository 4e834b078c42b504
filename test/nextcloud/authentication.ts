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

/** Checks login name and password (or app password); the caller says what became of it. */
export const checkPassword = (world: World, login: string, password: string): Authentication | 'disabled' => {
  const user = world.users.get(login);
  const appPassword = world.appPasswords.get(password) ?? null;
  const right =
    user && (appPassword ? appPassword.user === login && !appPassword.wipeRequested : user.password === password);
  if (!right) return { kind: 'refused' };
  return user.enabled ? { kind: 'user', user, appPassword } : 'disabled';
};

/** Reads Basic credentials. A blocked address is refused even with the right password; one without credentials is not. */
export const authenticate = (
  world: World,
  bruteForce: BruteForce,
  headers: Context['headers'],
  address: string,
): Authentication => {
  const encoded = /^Basic (.+)$/i.exec(headers.authorization ?? '')?.[1];
  if (encoded === undefined) return { kind: 'none' };
  if (bruteForce.isBlocked(address)) return { kind: 'blocked' };
  const credentials = Buffer.from(encoded, 'base64').toString();
  const colon = credentials.indexOf(':');
  const checked = checkPassword(world, credentials.slice(0, colon), credentials.slice(colon + 1));
  // A disabled account's password is right: the refusal does not count as an attempt.
  if (checked === 'disabled') return { kind: 'refused' };
  if (checked.kind === 'refused') bruteForce.register(address);
  return checked;
};
