import type { Logger } from '../ports.ts';

/**
 * What became of an app password. `unknown`: the server does not know it, which it also says when the account is
 * disabled. `left`: the app password still exists on the server.
 */
export type Revocation = 'revoked' | 'unknown' | 'left';

const WORDS: Record<Revocation, string> = { revoked: 'revoked', unknown: 'not known', left: 'not revoked' };

export type Audit = ReturnType<typeof createAudit>;

/**
 * Records in the log which accounts came and went: one line per event at info level, with the server's host and nothing
 * about the person. A policy logs its own rules; requests are logged at debug level (nextcloud/client.ts).
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
    /** @param reported whether the server has accepted the report of the wipe */
    wiped: (server: string, reported: boolean): void =>
      write(`wiped${reported ? '' : ', not reported,'} as asked by`, server),
    wipeFailed: (server: string): void => write('wipe incomplete, asked by', server),
  };
}
