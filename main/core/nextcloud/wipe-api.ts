import * as v from 'valibot';
import type { Client } from './client.ts';

const TIMEOUT_MS = 15_000;

const Asked = v.object({ wipe: v.literal(true) });

/**
 * Remote wipe: after a 401, this is the only way to tell "forget everything" from every other end of a session.
 * Source: https://docs.nextcloud.com/server/latest/developer_manual/client_apis/RemoteWipe/
 * @param client a client without credentials: with them, the request would count as one more failed login
 */
export function createWipeApi({ server, request }: Client, appPassword: string) {
  const post = (what: 'check' | 'success') =>
    request(`${server}/index.php/core/wipe/${what}`, {
      method: 'post',
      form: { token: appPassword },
      timeout: TIMEOUT_MS,
    });

  return {
    /** Whether the server wants this device wiped; only an explicit yes counts. @throws the errors of a request */
    async isWanted(): Promise<boolean> {
      const { status, body } = await post('check');
      return status === 200 && v.safeParse(v.pipe(v.string(), v.parseJson(), Asked), body).success;
    },
    /** Reports that nothing is left here; the server then removes the app password. @throws the errors of a request */
    reportDone: async (): Promise<boolean> => (await post('success')).status === 200,
  };
}
