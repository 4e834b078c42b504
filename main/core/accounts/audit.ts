import type { Logger } from '../ports.ts';

/**
 * What has become of an app password. `unknown`: the server knows no such one, which it says of a disabled account, too.
 * `left`: it still exists there.
 */
export type Revocation = 'revoked' | 'unknown' | 'left';

const WORDS: Record<Revocation, string> = { revoked: 'revoked', unknown: 'not known', left: 'not revoked' };

export type Audit = ReturnType<typeof createAudit>;

/**
 * Who came and went, for the log: one line per event at info level, each with the server's host and nothing about the
 * person. A policy says itself what it lays down; requests stand at debug level (nextcloud/client.ts).
 */
export function createAudit(log: Pick<Logger, 'info'>) {
  const write = (what: string, server: string): void => log.info(`audit: ${what} ${new URL(server).host}`);
  const appPassword = (server: string, outcome: Revocation): void => write(`app password ${WORDS[outcome]} on`, server);

  return {
    appPassword,
    signedIn: (server: string): void => write('signed in to', server),
    signedOut(server: string, outcome: Revocation): void {
      write('signed out of', server);
      appPassword(server, outcome);
    },
    sessionEnded: (server: string): void => write('session ended by', server),
    /** @param told the server knows that it is done */
    wiped: (server: string, told: boolean): void => write(`wiped${told ? '' : ', not reported,'} as asked by`, server),
    wipeFailed: (server: string): void => write('wipe incomplete, asked by', server),
  };
}
