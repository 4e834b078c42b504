import * as v from 'valibot';
import { NotNextcloud, ServerError } from '../errors.ts';
import { type Answer, fromStatus } from './client.ts';
import { Status } from './schemas.ts';

const Document = v.pipe(v.string(), v.parseJson(), Status);

/**
 * What status.php has told. Where something else came, its status tells whether that is for now (too many questions, a
 * server in trouble, a lock in front of it) or whether no Nextcloud is there at all.
 * @throws NotNextcloud, TooManyAttempts, Maintenance, ServerError
 */
export function statusOf(answer: Answer): v.InferOutput<typeof Status> {
  const document = v.safeParse(Document, answer.body);
  if (document.success && document.output.installed) return document.output;
  const { status } = answer;
  // Nobody has given any credentials, so none were refused: the web server itself wants a password.
  if (status === 401) throw new ServerError('status 401', status);
  if (status === 403 || status === 429 || status >= 500) throw fromStatus(answer);
  throw new NotNextcloud('no status.php');
}
