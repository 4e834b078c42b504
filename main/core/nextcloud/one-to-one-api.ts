import * as v from 'valibot';
import type { Client } from './client.ts';

const ONE_TO_ONE = 1;
const Created = v.object({ token: v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/)) });

/**
 * Returns the token of the one-to-one conversation with a user, which Talk creates if there is none.
 * @throws ServerError, 404 for an unknown user, 403 for one who may not be invited
 */
export async function openOneToOne(client: Client, userId: string): Promise<string> {
  const json = { roomType: ONE_TO_ONE, invite: userId };
  return (await client.ocs('apps/spreed/api/v4/room', Created, { method: 'post', json })).data.token;
}
