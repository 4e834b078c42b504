import type { ErrorCode } from '../main/core/model/error-code.ts';

/** Errors that the doctor can explain better than the sentence. */
export const EXAMINED: ReadonlySet<ErrorCode> = new Set([
  'unreachable',
  'certificate',
  'pin-mismatch',
  'proxy-auth',
  'not-nextcloud',
  'server-moved',
  'untrusted-domain',
  'untrusted-answer',
  'no-api',
  'maintenance',
  'server-error',
]);
