import type { KeptAccount } from './account-keeper.ts';
import { errorCodeOf } from './errors.ts';
import { type ClientOptions, createClient } from './nextcloud/client.ts';
import { revokeAppPassword } from './nextcloud/login-api.ts';
import type { Policy } from './policy/policy.ts';

export interface RevocationsDeps extends Omit<ClientOptions, 'server' | 'credentials'> {
  policy: Pick<Policy, 'checkServer'>;
}

/** What servers are told about app passwords that are not needed any more. */
export function createRevocations({ policy, ...about }: RevocationsDeps) {
  const running = new Set<Promise<void>>();

  /** Whoever quits meanwhile waits for it a little. */
  function track<T>(work: Promise<T>): Promise<T> {
    const settled = work.then(
      () => {},
      () => {},
    );
    running.add(settled);
    void settled.then(() => running.delete(settled));
    return work;
  }

  async function tell({ record, appPassword }: KeptAccount): Promise<boolean> {
    const { server, loginName } = record;
    const credentials = { loginName, appPassword };
    try {
      policy.checkServer(server);
      await revokeAppPassword(createClient({ ...about, server, credentials }));
      return true;
    } catch (error) {
      about.log.warn(`not revoked: ${errorCodeOf(error)}`);
      return false;
    }
  }

  return {
    track,
    /** Whether the server has removed its app password. Never rejects. */
    revoke: (kept: KeptAccount): Promise<boolean> => track(tell(kept)),
    /** Each resolves when its server has answered, or has not. */
    running: (): Promise<void>[] => [...running],
  };
}
