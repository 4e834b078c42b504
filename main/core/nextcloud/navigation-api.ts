import type { Client } from './client.ts';
import { listOf, recordOf } from './fields.ts';
import { Anything } from './schemas.ts';

const MAX_BYTES = 1024 * 1024;
const TIMEOUT_MS = 20_000;

/** Whether the server offers this app to the user, as its menu of apps tells. @throws the errors of a request */
export async function hasApp(client: Client, id: string): Promise<boolean> {
  const { data } = await client.ocs('core/navigation/apps', Anything, { limit: MAX_BYTES, timeout: TIMEOUT_MS });
  return (listOf(data) ?? []).some((app) => recordOf(app)?.id === id);
}
