import type { IncomingHttpHeaders } from 'node:http';

/** One request as it arrived. */
export interface LoggedRequest {
  method: string;
  /** As asked for, with the subfolder, without the query. */
  path: string;
  query: URLSearchParams;
  /** 0 until answered, and for good when the connection was dropped or left hanging. */
  status: number;
  /** Who the credentials belong to; null without any or with bad ones. */
  user: string | null;
  userAgent: string;
  headers: IncomingHttpHeaders;
  body: string;
  /** Milliseconds since 1970, by the server's clock. */
  at: number;
}
