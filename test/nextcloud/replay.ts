import type { Control } from './control.ts';
import { bodyShape, comparedHeaders, type Exchange, mediaType } from './recordings.ts';
import type { Nextcloud } from './server.ts';
import { shapeDifferences } from './shape.ts';

/** Alice with one of her passwords or with a wrong one, or Bob. */
export type Identity = 'alice' | 'wrong' | 'login-password' | 'extra' | 'bob';

interface Answer {
  status: number;
  headers: Headers;
  text: string;
}

/** Lists the differences that a client could notice: status, header names, media type, JSON shape. */
export const answerDifferences = (recorded: Exchange, { status, headers, text }: Answer): string[] => {
  const names = comparedHeaders(headers.keys());
  const type = mediaType(headers.get('content-type'));
  const shape = bodyShape(type, text);
  return [
    ...(status === recorded.status ? [] : [`status ${status} instead of ${recorded.status}`]),
    ...recorded.answerHeaders.filter((name) => !names.includes(name)).map((name) => `header ${name} missing`),
    ...names.filter((name) => !recorded.answerHeaders.includes(name)).map((name) => `header ${name} not recorded`),
    ...(type === recorded.type ? [] : [`type ${type} instead of ${recorded.type}`]),
    ...(recorded.shape && shape ? shapeDifferences(recorded.shape, shape) : []),
    ...(recorded.shape !== null && shape === null ? ['no JSON'] : []),
    ...(recorded.shape === null && shape !== null ? ['JSON where none was recorded'] : []),
  ];
};

/** Sends recorded requests to the embedded server, at their recorded time, and compares the answers. */
export class Replay {
  readonly control: Control;
  readonly results = new Map<string, string[]>();
  /** Values of the named tokens in recorded requests. */
  readonly tokens: Record<string, string> = {};
  readonly #base: string;
  readonly #exchanges: ReadonlyMap<string, Exchange>;
  readonly #setClock: (seconds: number) => void;
  readonly #passwords: Record<Identity, string>;
  readonly #cookies = new Map<string, string>();

  constructor(nextcloud: Nextcloud, exchanges: ReadonlyMap<string, Exchange>, setClock: (seconds: number) => void) {
    this.control = nextcloud.control;
    this.#base = nextcloud.url;
    this.#exchanges = exchanges;
    this.#setClock = setClock;
    this.#passwords = { alice: '', wrong: 'falsch', 'login-password': 'alice', extra: '', bob: '' };
  }

  setPassword(identity: Identity, password: string): void {
    this.#passwords[identity] = password;
  }

  /** Replays one exchange; `rewrite` replaces ids that differ on the embedded server. */
  async send(name: string, options: { as?: Identity; rewrite?: (text: string) => string } = {}): Promise<Answer> {
    const recorded = this.#exchanges.get(name);
    if (!recorded) throw new Error(`There is no recording "${name}"`);
    this.#setClock(recorded.at);
    const fill = (text: string): string =>
      (options.rewrite ?? ((same) => same))(text).replace(
        /\{(\w+)\}/g,
        (whole, key: string) => this.tokens[key] ?? whole,
      );
    const headers = new Headers(Object.entries(recorded.headers).map(([key, value]) => [key, fill(value)]));
    // fetch adds `Accept: */*` by itself, which OCS treats like a missing header.
    if (recorded.authorised) {
      const { as = 'alice' } = options;
      headers.set('Authorization', `Basic ${btoa(`${as === 'bob' ? 'bob' : 'alice'}:${this.#passwords[as]}`)}`);
    }
    if (recorded.cookies) headers.set('Cookie', this.#cookieHeader());
    const response = await fetch(this.#base + fill(recorded.path), {
      method: recorded.method,
      headers,
      // The later recordings have '' for an empty body.
      body: recorded.body ? fill(recorded.body) : null,
      redirect: 'manual',
    });
    if (recorded.cookies || recorded.type === 'text/html') this.#keepCookies(response.headers);
    const answer = { status: response.status, headers: response.headers, text: await response.text() };
    this.results.set(name, answerDifferences(recorded, answer));
    return answer;
  }

  async sendAll(names: string[], options: Parameters<Replay['send']>[1] = {}): Promise<void> {
    for (const name of names) await this.send(name, options);
  }

  #keepCookies(headers: Headers): void {
    for (const line of headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const at = pair.indexOf('=');
      this.#cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
  }

  #cookieHeader(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }
}
