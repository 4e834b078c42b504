import * as v from 'valibot';
import { type Grant, GrantLost, GrantUnreadable, LoginNameOdd, OtherAddress, ServerError } from '../errors.ts';
import { onOrigin } from '../model/origin.ts';
import { addressNamed } from './address.ts';
import { Envelope, IssuedAppPassword, isLoginName, LoginGranted } from './schemas.ts';

/**
 * Reads the answer that grants a login. From here on the app password is held, however odd the rest of the answer is.
 * @param server base address that was typed
 * @throws GrantRefused, which has the app password, when the answer cannot be used; GrantLost when an app password was
 *   handed out and cannot be read; ServerError when none was
 */
export function readGrant(body: string, server: string): Grant {
  const fields = fieldsOf(body);
  // This is a page of a hotel's network, say: the server has not been asked.
  if (!fields && !/"appPassword"/.test(body)) throw new ServerError('the answer is no grant', 0);
  const appPassword = fields?.appPassword ?? excerpt(body, 'appPassword');
  const loginName = fields?.loginName ?? excerpt(body, 'loginName');
  if (typeof appPassword !== 'string' || appPassword === '') throw new GrantLost('without an app password', true);
  const grant = { loginName: typeof loginName === 'string' ? loginName : '', appPassword };
  if (grant.loginName !== '' && !isLoginName(grant.loginName)) throw new LoginNameOdd('an odd login name', grant);
  const whole = v.safeParse(LoginGranted, fields);
  if (!whole.success) throw new GrantUnreadable('another shape', grant);
  const named = whole.output.server;
  if (onOrigin(named, server) === null) throw new OtherAddress(grant, addressNamed(named));
  return grant;
}

/**
 * Reads the answer that makes an app password of a login password. From here on the app password is held.
 * @throws like readGrant
 */
export function readIssued(body: string, loginName: string): string {
  const whole = v.safeParse(v.pipe(v.string(), v.parseJson(), Envelope), body);
  const issued = v.safeParse(IssuedAppPassword, whole.success ? whole.output.ocs.data : null);
  if (issued.success) return issued.output.apppassword;
  if (!/"apppassword"/.test(body)) throw new ServerError('the answer has no app password', 0);
  const appPassword = excerpt(body, 'apppassword');
  if (!appPassword) throw new GrantLost('without an app password', true);
  throw new GrantUnreadable('another shape', { loginName, appPassword });
}

/** The object in the answer, if it looks like a grant. */
function fieldsOf(body: string): Record<string, unknown> | null {
  try {
    const json: unknown = JSON.parse(body);
    if (typeof json !== 'object' || json === null) return null;
    const fields = { ...json } as Record<string, unknown>;
    return 'appPassword' in fields || 'loginName' in fields ? fields : null;
  } catch {
    return null;
  }
}

/** The value of a field in a text that is no JSON as a whole: a warning of PHP stands in front of it, say. */
function excerpt(body: string, field: string): string | null {
  const [, value] = new RegExp(`"${field}"\\s*:\\s*("(?:[^"\\\\]|\\\\.){1,16384}")`).exec(body) ?? [];
  try {
    return value === undefined ? null : String(JSON.parse(value));
  } catch {
    return null;
  }
}
