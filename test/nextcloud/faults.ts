/** What can go wrong instead of an answer. */
export type Fault =
  /** An error answer; in OCS's envelope for OCS calls. */
  | { status: number; retryAfter?: number; message?: string }
  /** Any body, with status 200. */
  | { body: string; contentType?: string }
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
  take(method: string, path: string): Fault | null {
    const rule = this.#rules.find(
      ({ filter, left }) =>
        left > 0 &&
        (filter.method === undefined || filter.method === method) &&
        (filter.path === undefined ||
          (typeof filter.path === 'string' ? path.includes(filter.path) : filter.path.test(path))),
    );
    if (!rule) return null;
    rule.left -= 1;
    return rule.fault;
  }
}
