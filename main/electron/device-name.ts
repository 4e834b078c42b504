import { hostname } from 'node:os';

/** The computer's name as it may stand in an HTTP header: Latin letters only, without what would end the comment. */
export const deviceName = (name = hostname()): string =>
  name
    .normalize('NFKD')
    .replace(/[^\x20-\x7e]|[()\\]/g, '')
    .trim() || 'PC';
