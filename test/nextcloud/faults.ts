/** What can go wrong instead of an answer. */
export type Fault =
  /** An error answer; in OCS's envelope for OCS calls. */
  | { status: number; retryAfter?: number; message?: string }
  /** A page of whatever stands before the server – a gateway, a router, a firewall –, for OCS calls as well. */
  | { status: number; page: string; contentType?: string; headers?: Record<string, string> }
  /** Any body, with status 200. */
  | { body: string | Buffer; contentType?: string }
  | { redirect: string }
  /** The connection is destroyed without an answer. */
  | 'drop'
  /** The right answer, cut in the middle: Content-Length says more than is sent. */
  | 'cut-body'
  /** A login page or a proxy's page instead of JSON, with status 200. */
  | 'html'
  /** Never answered. */
  | 'hang';

export interface FaultFilter {
  /** Text that the path contains, or a pattern; every path without it. */
  path?: string | RegExp;
  method?: string;
  /** Text that the query contains. */
  query?: string;
  /** How many requests it hits; until cleared without it. */
  count?: number;
}

interface Rule {
  fault: Fault;
  filter: FaultFilter;
  left: number;
}

/** The faults that are switched on, first come, first served. */
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

  /** The fault for this request, if any; counts it. */
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

/** Another fault may have left no JSON of it. */
function parsed(body: string): { ocs: { data: unknown } } | null {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

const fits = (wanted: string | RegExp, path: string): boolean =>
  typeof wanted === 'string' ? path.includes(wanted) : wanted.test(path);

/** Changes the data of a right answer before it is sent. */
export type Change = (data: unknown) => unknown;

/** What strangers' servers, plugins and proxies make of right answers. */
export class Alterations {
  #rules: { path: string | RegExp; change: Change }[] = [];

  add(path: string | RegExp, change: Change): () => void {
    const rule = { path, change };
    this.#rules.push(rule);
    return () => {
      this.#rules = this.#rules.filter((other) => other !== rule);
    };
  }

  /** The body with every change that is meant for this path; bodies that are no OCS answer stay as they are. */
  apply(path: string, body: string): string {
    const rules = this.#rules.filter((rule) => fits(rule.path, path));
    if (rules.length === 0 || !body.startsWith('{"ocs":')) return body;
    const answer = parsed(body);
    if (answer === null) return body;
    for (const { change } of rules) answer.ocs.data = change(answer.ocs.data);
    return JSON.stringify(answer);
  }
}
