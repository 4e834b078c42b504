import type { IncomingHttpHeaders } from 'node:http';

/** One request as it arrived. */
export interface LoggedRequest {
  method: string;
  /** The requested path with the subfolder, without the query. */
  path: string;
  query: URLSearchParams;
  /** 0 until the server answers, and for good after a dropped or hanging connection. */
  status: number;
  /** The user of the credentials; null without any or with bad ones. */
  user: string | null;
  userAgent: string;
  headers: IncomingHttpHeaders;
  body: string;
  /** Milliseconds since 1970, by the server's clock. */
  at: number;
}
