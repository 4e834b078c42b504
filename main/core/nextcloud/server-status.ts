import * as v from 'valibot';
import { NotNextcloud, Redirected, ServerError, ServerMoved, UntrustedAnswer, UntrustedDomain } from '../errors.ts';
import { addressNamed, isBaseAddress } from './address.ts';
import { type Answer, type Client, fromStatus } from './client.ts';
import { Status } from './schemas.ts';

const Document = v.pipe(v.string(), v.parseJson(), Status);

/** Nextcloud's answer to an address that is not one of its own. Source: its lib/base.php. */
const WrongDomain = v.pipe(v.string(), v.parseJson(), v.object({ code: v.literal(15) }));

/** Statuses of a web server that has nothing at this address. */
const NOTHING_THERE: ReadonlySet<number> = new Set([404, 410]);

/**
 * Reads the answer to status.php. For any other answer, the HTTP status decides whether it is a fault (too many
 * requests, a server in trouble, a password or a client certificate required) or whether there is no Nextcloud at all.
 * @throws NotNextcloud, UntrustedDomain, TooManyAttempts, Maintenance, ServerError
 */
export function statusOf(answer: Answer): v.InferOutput<typeof Status> {
  const document = v.safeParse(Document, answer.body);
  if (document.success && document.output.installed) return document.output;
  const { status } = answer;
  if (status === 400 && v.is(WrongDomain, answer.body)) throw new UntrustedDomain('trusted_domains');
  // The request has no credentials, so none were refused: the web server itself asks for a password.
  if (status === 401) throw new ServerError('status 401', status);
  if (status >= 400 && !NOTHING_THERE.has(status)) throw fromStatus(answer);
  throw new NotNextcloud('no status.php');
}

const STATUS = /\/status\.php(?:[?#].*)?$/;

/**
 * Requests status.php.
 * @throws ServerMoved when the answer redirects to another server, NotNextcloud when it redirects elsewhere, and the
 * errors of a request
 */
export async function askStatusPhp(client: Client): Promise<Answer> {
  try {
    return await client.request(`${client.server}/status.php`);
  } catch (error) {
    const address = error instanceof Redirected ? addressAfterMove(error) : null;
    if (address !== null) throw new ServerMoved(address);
    // Any web server may redirect, or send more than expected.
    const isNoStatus = (error instanceof ServerError && error.status === 0) || error instanceof UntrustedAnswer;
    throw isNoStatus ? new NotNextcloud('no status.php') : error;
  }
}

/**
 * Returns the base address of the Nextcloud that has answered: a redirect on the server may have led into its folder.
 */
export function baseOf(answer: Answer, server: string): string {
  const base = answer.url.replace(STATUS, '');
  return STATUS.test(answer.url) && isBaseAddress(base) ? base : server;
}

/**
 * Returns the base address of the server to which a permanent redirect, or one to the very page that was requested,
 * leads; null for a redirect that may come from a gateway.
 */
function addressAfterMove({ to, forGood }: Redirected): string | null {
  return forGood || STATUS.test(to) ? addressNamed(to) : null;
}
