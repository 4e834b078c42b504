import { lookup } from 'node:dns/promises';
import { connect, isIP, type Socket } from 'node:net';
import { checkServerIdentity, type PeerCertificate, connect as tlsConnect } from 'node:tls';
import type { Probe, ShownCertificate } from '../core/ports.ts';

const LIMIT_MS = 6_000;

/**
 * Looks at a server on the system's own sockets. They never carry a credential: the certificates are only read here,
 * not trusted.
 */
export const sockets: Pick<Probe, 'resolve' | 'connect' | 'certificate'> = {
  resolve: async (host) => (await within(lookup(host, { all: true }))).map(({ address }) => address),

  async connect(host, port) {
    const socket = connect({ host, port });
    await settled(socket, 'connect');
    socket.destroy();
  },

  async certificate(host, port) {
    // The doctor reads any certificate. The app's own requests obey the usual rules.
    const name = isIP(host) ? {} : { servername: host };
    const socket = tlsConnect({ host, port, ...name, rejectUnauthorized: false });
    await settled(socket, 'secureConnect');
    const shown = socket.getPeerCertificate();
    socket.destroy();
    return describe(host, shown);
  },
};

const describe = (host: string, shown: PeerCertificate): ShownCertificate => ({
  issuer: issuerOf(shown),
  validFrom: Date.parse(shown.valid_from),
  validTo: Date.parse(shown.valid_to),
  isForHost: checkServerIdentity(host, shown) === undefined,
});

/** The name that people know: the organisation, else the common name. */
function issuerOf({ issuer }: PeerCertificate): string {
  const names = [issuer?.O ?? issuer?.CN].flat();
  return names[0] ?? '?';
}

/**
 * Resolves with the socket's event. Rejects with its error or after the time limit, and then the socket is destroyed.
 */
function settled(socket: Socket, event: 'connect' | 'secureConnect'): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.setTimeout(LIMIT_MS, () => socket.destroy(timedOut()));
    socket.once('error', reject);
    socket.once(event, () => resolve());
  });
}

/** Rejects after the time limit; the operation itself may go on, and its result is ignored. */
export async function within<T>(answer: Promise<T>): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(timedOut()), LIMIT_MS);
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}

const timedOut = (): Error => Object.assign(new Error('timed out'), { code: 'ETIMEDOUT' });
