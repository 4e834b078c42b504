import type { Logger } from './ports.ts';

export type Audit = ReturnType<typeof createAudit>;

/**
 * Who came and went, for the log: one line per event at info level, each with the server's host and nothing about the
 * person. A policy says itself what it lays down; requests stand at debug level (nextcloud/client.ts).
 */
export function createAudit(log: Pick<Logger, 'info'>) {
  const write = (what: string, server: string): void => log.info(`audit: ${what} ${new URL(server).host}`);
  /** @param revoked the server has removed it; else it still exists there */
  const appPassword = (server: string, revoked: boolean): void =>
    write(`app password ${revoked ? 'revoked' : 'not revoked'} on`, server);

  return {
    appPassword,
    signedIn: (server: string): void => write('signed in to', server),
    signedOut(server: string, revoked: boolean): void {
      write('signed out of', server);
      appPassword(server, revoked);
    },
    sessionEnded: (server: string): void => write('session ended by', server),
    /** @param told the server knows that it is done */
    wiped: (server: string, told: boolean): void => write(`wiped${told ? '' : ', not reported,'} as asked by`, server),
    wipeFailed: (server: string): void => write('wipe incomplete, asked by', server),
  };
}
