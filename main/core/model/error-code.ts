import * as v from 'valibot';

/** Everything a person can be told went wrong. The sentences are in renderer/i18n and core/i18n. */
export const ErrorCode = v.picklist([
  'address-invalid',
  'address-not-https',
  'unreachable',
  'certificate',
  'pin-mismatch',
  'proxy-auth',
  'server-not-allowed',
  'setting-locked',
  'not-nextcloud',
  'no-api',
  'nextcloud-too-old',
  'talk-too-old',
  'wrong-credentials',
  'other-account',
  'account-exists',
  'session-ended',
  'maintenance',
  'talk-missing',
  'talk-forbidden',
  'too-many-attempts',
  'login-expired',
  'untrusted-answer',
  'server-error',
  'browser-not-opened',
  'message-too-long',
  'message-refused',
  'action-refused',
  'internal',
]);
export type ErrorCode = v.InferOutput<typeof ErrorCode>;
