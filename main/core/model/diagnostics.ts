import * as v from 'valibot';
import { SecretBackend } from './app-state.ts';

/** What a person who helps the user needs to know; contains no secret, no message and no conversation's name. */
export const Diagnostics = v.strictObject({
  app: v.string(),
  electron: v.string(),
  chromium: v.string(),
  node: v.string(),
  /** Name and version of the operating system. */
  system: v.string(),
  /** Null while signed out. */
  server: v.nullable(v.string()),
  /** Versions as the server sends them; null before that. */
  nextcloud: v.nullable(v.string()),
  talk: v.nullable(v.string()),
  push: v.picklist(['connected', 'not-connected', 'not-offered', 'unusable']),
  /** Milliseconds since 1970; null before the first answer. */
  lastSyncAt: v.nullable(v.number()),
  secretBackend: SecretBackend,
});
export type Diagnostics = v.InferOutput<typeof Diagnostics>;

/** Returns the diagnostics as text to send to someone else, in English in every language of the window. */
export const diagnosticsText = ({ lastSyncAt, secretBackend, ...rest }: Diagnostics): string =>
  [
    ...Object.entries(rest).map(([name, value]) => `${name}: ${value ?? '-'}`),
    `last sync: ${lastSyncAt === null ? '-' : new Date(lastSyncAt).toISOString()}`,
    `app password: ${secretBackend}`,
  ].join('\n');
