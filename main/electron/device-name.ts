import { hostname } from 'node:os';

/**
 * Returns the computer's name for an HTTP header: Latin letters only, without characters that would end the comment.
 */
export const deviceName = (name = hostname()): string =>
  name
    .normalize('NFKD')
    .replace(/[^\x20-\x7e]|[()\\]/g, '')
    .trim() || 'PC';
