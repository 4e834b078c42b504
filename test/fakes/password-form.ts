import { nextcloud, ports, talkmelder } from './pc.ts';

/** alice fills in the form for an app password and sends it. */
export const submitPassword = (appPassword: string, { loginName = 'alice', remember = true } = {}): void =>
  talkmelder.signInWithAppPassword({ loginName, appPassword, remember });

/** An app password that alice has made in her settings. */
export const madeAppPassword = (): string => nextcloud.control.createAppPassword('alice', 'Talkmelder');

/** The requests that brought credentials, as "GET /path". */
export const authorisedRequests = (): string[] =>
  nextcloud.control.requests
    .filter(({ headers }) => headers.authorization)
    .map(({ method, path }) => `${method} ${path}`);

/** All that core has put on the disk, into the log and on the screen: where no secret may be. */
export const allWritten = (): string =>
  [...ports.settings.documents.values(), ...ports.log.lines, JSON.stringify(talkmelder.state())].join('\n');
