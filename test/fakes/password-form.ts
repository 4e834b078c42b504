import { nextcloud, ports, talkmelder } from './pc.ts';

/** Fills in the form for an app password as alice, and sends it. */
export const submitPassword = (appPassword: string, { loginName = 'alice', remember = true } = {}): void =>
  talkmelder.signInWithAppPassword({ loginName, appPassword, remember });

/** Creates an app password as alice does in her settings. */
export const madeAppPassword = (): string => nextcloud.control.createAppPassword('alice', 'Talkmelder');

/** Returns the requests with credentials, as "GET /path". */
export const authorisedRequests = (): string[] =>
  nextcloud.control.requests
    .filter(({ headers }) => headers.authorization)
    .map(({ method, path }) => `${method} ${path}`);

/** Returns everything that core has written to the disk, the log and the screen, where no secret may appear. */
export const allWritten = (): string =>
  [...ports.settings.documents.values(), ...ports.log.lines, JSON.stringify(talkmelder.state())].join('\n');
