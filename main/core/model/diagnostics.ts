import * as v from 'valibot';
import { SecretBackend } from './app-state.ts';

/** What somebody who helps wants to know; holds no secret, no message and no name of a conversation. */
export const Diagnostics = v.strictObject({
  app: v.string(),
  electron: v.string(),
  chromium: v.string(),
  node: v.string(),
  /** Name and version of the operating system. */
  system: v.string(),
  /** Null while signed out. */
  server: v.nullable(v.string()),
  /** Versions as the server tells them; null until it has. */
  nextcloud: v.nullable(v.string()),
  talk: v.nullable(v.string()),
  push: v.picklist(['connected', 'not-connected', 'not-offered', 'unusable']),
  /** Milliseconds since 1970; null before the first answer. */
  lastSyncAt: v.nullable(v.number()),
  secretBackend: SecretBackend,
});
export type Diagnostics = v.InferOutput<typeof Diagnostics>;

/** As text to send to somebody, in English, whatever the window speaks. */
export const diagnosticsText = ({ lastSyncAt, secretBackend, ...rest }: Diagnostics): string =>
  [
    ...Object.entries(rest).map(([name, value]) => `${name}: ${value ?? '-'}`),
    `last sync: ${lastSyncAt === null ? '-' : new Date(lastSyncAt).toISOString()}`,
    `app password: ${secretBackend}`,
  ].join('\n');
