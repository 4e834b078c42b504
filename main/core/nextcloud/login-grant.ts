import * as v from 'valibot';
import { type Grant, GrantLost, GrantUnreadable, LoginNameOdd, OtherAddress, ServerError } from '../errors.ts';
import { onOrigin } from '../model/origin.ts';
import { addressNamed } from './address.ts';
import { Envelope, IssuedAppPassword, isLoginName, LoginGranted } from './schemas.ts';

/**
 * Reads the answer that grants a login. From here on the app password is held, whatever the rest of the answer
 * contains.
 * @param server base address that the user typed
 * @throws GrantRefused, which holds the app password, when the answer cannot be used; GrantLost when an app password
 * was handed out but cannot be read; ServerError when none was handed out
 */
export function readGrant(body: string, server: string): Grant {
  const fields = fieldsOf(body);
  // The answer may be a hotel network's page, so the server has not been asked at all.
  if (!fields && !/"appPassword"/.test(body)) throw new ServerError('the answer is not a grant', 0);
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
 * Reads the answer to the exchange of a login password for an app password. From here on the app password is held.
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

/** Returns the answer's object if it looks like a grant. */
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

/** Returns the value of a field in a text that is not JSON as a whole, for example after a PHP warning. */
function excerpt(body: string, field: string): string | null {
  const [, value] = new RegExp(`"${field}"\\s*:\\s*("(?:[^"\\\\]|\\\\.){1,16384}")`).exec(body) ?? [];
  try {
    return value === undefined ? null : String(JSON.parse(value));
  } catch {
    return null;
  }
}
