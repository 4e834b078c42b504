import * as v from 'valibot';
import { NotNextcloud, Redirected, ServerError, ServerMoved, UntrustedAnswer, UntrustedDomain } from '../errors.ts';
import { addressNamed, isBaseAddress } from './address.ts';
import { type Answer, type Client, fromStatus } from './client.ts';
import { Status } from './schemas.ts';

const Document = v.pipe(v.string(), v.parseJson(), Status);

/** What Nextcloud itself says to an address that is none of its own. Source: its lib/base.php. */
const WrongDomain = v.pipe(v.string(), v.parseJson(), v.object({ code: v.literal(15) }));

/** Statuses of a web server that has nothing at this address. */
const NOTHING_THERE: ReadonlySet<number> = new Set([404, 410]);

/**
 * What status.php has told. Where something else came, its status tells whether that is a fault (too many questions, a
 * server in trouble, a lock or a client certificate in front of it) or whether no Nextcloud is there at all.
 * @throws NotNextcloud, UntrustedDomain, TooManyAttempts, Maintenance, ServerError
 */
export function statusOf(answer: Answer): v.InferOutput<typeof Status> {
  const document = v.safeParse(Document, answer.body);
  if (document.success && document.output.installed) return document.output;
  const { status } = answer;
  if (status === 400 && v.is(WrongDomain, answer.body)) throw new UntrustedDomain('trusted_domains');
  // Nobody has given any credentials, so none were refused: the web server itself wants a password.
  if (status === 401) throw new ServerError('status 401', status);
  if (status >= 400 && !NOTHING_THERE.has(status)) throw fromStatus(answer);
  throw new NotNextcloud('no status.php');
}

const STATUS = /\/status\.php(?:[?#].*)?$/;

/**
 * Asks for status.php. @throws ServerMoved where the answer leads to another server, NotNextcloud where it leads
 * elsewhere, and what a request throws
 */
export async function askStatusPhp(client: Client): Promise<Answer> {
  try {
    return await client.request(`${client.server}/status.php`);
  } catch (error) {
    const address = error instanceof Redirected ? addressAfterMove(error) : null;
    if (address !== null) throw new ServerMoved(address);
    // Any web server sends elsewhere, or more than anybody asked for.
    const isNoStatus = (error instanceof ServerError && error.status === 0) || error instanceof UntrustedAnswer;
    throw isNoStatus ? new NotNextcloud('no status.php') : error;
  }
}

/** Base address of the Nextcloud that has answered: a redirect on the server may have led into its folder. */
export function baseOf(answer: Answer, server: string): string {
  const base = answer.url.replace(STATUS, '');
  return STATUS.test(answer.url) && isBaseAddress(base) ? base : server;
}

/**
 * Base address of the server that another one refers to for good, or for the very page that was asked for; null for a
 * redirect that may be a gateway's page.
 */
function addressAfterMove({ to, forGood }: Redirected): string | null {
  return forGood || STATUS.test(to) ? addressNamed(to) : null;
}
