import type { Client } from './client.ts';
import { listOf, nameText, plainText, recordOf } from './fields.ts';
import { Anything } from './schemas.ts';

const MAX_BYTES = 1024 * 1024;
const TIMEOUT_MS = 10_000;
/** The share type of users. */
const USERS = 0;

/** A user of the server. */
export interface DirectoryUser {
  id: string;
  name: string;
  /** As user_status names it; null: unknown. */
  presence: string | null;
  status: string | null;
  /** Null: the directory does not tell it. */
  mail: string | null;
}

/** Searches the users of the server whom Talk would invite. Source: recordings of Nextcloud 32. */
export async function searchDirectory(client: Client, query: string, most: number): Promise<DirectoryUser[]> {
  const search = encodeURIComponent(query);
  const path = `core/autocomplete/get?search=${search}&itemType=call&itemId=new&shareTypes[]=${USERS}&limit=${most}`;
  const { data } = await client.ocs(path, Anything, { limit: MAX_BYTES, timeout: TIMEOUT_MS });
  return (listOf(data) ?? []).flatMap((value) => userIn(value) ?? []).slice(0, most);
}

function userIn(value: unknown): DirectoryUser | null {
  const user = recordOf(value);
  const id = plainText(user?.id);
  if (!user || !id || id.length > 300 || user.source !== 'users') return null;
  const status = recordOf(user.status);
  return {
    id,
    name: nameText(user.label) || (nameText(id) ?? ''),
    presence: plainText(status?.status),
    status: nameText(status?.message) || null,
    mail: mailIn(user.shareWithDisplayNameUnique, id),
  };
}

/** What tells users of one name apart is the mail address, and without one the id, which may look like an address. */
function mailIn(value: unknown, id: string): string | null {
  const mail = nameText(value) ?? '';
  return mail !== id && /^[^@\s]+@[^@\s]+$/.test(mail) ? mail : null;
}
