/** Faults that can take the place of an answer. */
export type Fault =
  /** An error answer; in OCS's envelope for OCS calls. */
  | { status: number; retryAfter?: number; message?: string }
  /** A page of a gateway, a router or a firewall in front of the server, for OCS calls as well. */
  | { status: number; page: string; contentType?: string; headers?: Record<string, string> }
  /** Any body, with status 200. */
  | { body: string | Buffer; contentType?: string }
  | { redirect: string }
  /** The connection is destroyed without an answer. */
  | 'drop'
  /** The good answer, cut off: Content-Length promises more than is sent. */
  | 'cut-body'
  /** The request is carried out, and the connection destroyed before the answer. */
  | 'lose-answer'
  /** A login page or a proxy's page instead of JSON, with status 200. */
  | 'html'
  /** The server never answers. */
  | 'hang';

export interface FaultFilter {
  /** Text that the path contains, or a pattern; default: every path. */
  path?: string | RegExp;
  method?: string;
  /** Text that the query contains. */
  query?: string;
  /** How many requests it hits; default: all until it is cleared. */
  count?: number;
}

interface Rule {
  fault: Fault;
  filter: FaultFilter;
  left: number;
}

/** The active faults; the oldest matching one wins. */
export class Faults {
  #rules: Rule[] = [];

  add(fault: Fault, filter: FaultFilter): () => void {
    const rule = { fault, filter, left: filter.count ?? Number.POSITIVE_INFINITY };
    this.#rules.push(rule);
    return () => {
      this.#rules = this.#rules.filter((other) => other !== rule);
    };
  }

  clear(): void {
    this.#rules = [];
  }

  /** Returns the fault for this request, if any, and counts it. */
  take(method: string, path: string, query = ''): Fault | null {
    const rule = this.#rules.find(
      ({ filter, left }) =>
        left > 0 &&
        (filter.method === undefined || filter.method === method) &&
        (filter.query === undefined || query.includes(filter.query)) &&
        (filter.path === undefined || fits(filter.path, path)),
    );
    if (!rule) return null;
    rule.left -= 1;
    return rule.fault;
  }
}

/** Returns null for a body that another fault has turned into something else than JSON. */
function parsed(body: string): { ocs: { data: unknown } } | null {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

const fits = (wanted: string | RegExp, path: string): boolean =>
  typeof wanted === 'string' ? path.includes(wanted) : wanted.test(path);

/** Changes the data of a good answer before it is sent. */
export type Change = (data: unknown) => unknown;

/** Changes to good answers, as hostile servers, plugins and proxies make them. */
export class Alterations {
  #rules: { path: string | RegExp; change: Change }[] = [];

  add(path: string | RegExp, change: Change): () => void {
    const rule = { path, change };
    this.#rules.push(rule);
    return () => {
      this.#rules = this.#rules.filter((other) => other !== rule);
    };
  }

  /** Returns the body with every change for this path; bodies other than OCS answers stay unchanged. */
  apply(path: string, body: string): string {
    const rules = this.#rules.filter((rule) => fits(rule.path, path));
    if (rules.length === 0 || !body.startsWith('{"ocs":')) return body;
    const answer = parsed(body);
    if (answer === null) return body;
    for (const { change } of rules) answer.ocs.data = change(answer.ocs.data);
    return JSON.stringify(answer);
  }
}
