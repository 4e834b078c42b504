import type { Context, Reply } from './http.ts';

/** An OCS handler's answer; `ocsReply` puts the envelope around it. */
export interface OcsAnswer {
  status?: number;
  /** The code inside the envelope, if it differs from the HTTP status. */
  code?: number;
  message?: string;
  data?: unknown;
  /** Data that is already JSON text. */
  dataJson?: string;
  headers?: Record<string, string | string[]>;
  /** A body without the envelope, such as a picture. */
  raw?: string | Buffer;
}

const INVALID_QUERY =
  'Invalid query, please check the syntax. API specifications are here: http://www.freedesktop.org/wiki/Specifications/open-collaboration-services.\n';

/** Returns a failure without data, like nearly all of Talk's. */
export const failure = (status: number, message = '', code = status): OcsAnswer => ({
  status,
  code,
  message,
  data: [],
});

export const invalidQuery = (): OcsAnswer => failure(404, INVALID_QUERY, 998);
export const internalError = (): OcsAnswer => failure(500, 'Internal Server Error\n', 996);

const escapeXml = (text: string): string =>
  text.replace(/[&<>]/g, (char) => (char === '&' ? '&amp;' : char === '<' ? '&lt;' : '&gt;'));

/** Writes OCS's XML: booleans as 1 or nothing, empty lists as an empty element, list items as `element`. */
const xmlElement = (name: string, value: unknown, indent: string): string => {
  if (Array.isArray(value) || (typeof value === 'object' && value !== null)) {
    const entries: [string, unknown][] = Array.isArray(value)
      ? value.map((item: unknown) => ['element', item])
      : Object.entries(value);
    if (entries.length === 0) return `${indent}<${name}/>\n`;
    const inner = entries.map(([key, item]) => xmlElement(key, item, `${indent} `)).join('');
    return `${indent}<${name}>\n${inner}${indent}</${name}>\n`;
  }
  const text = value === true ? '1' : value === false || value === null ? '' : String(value);
  return `${indent}<${name}>${escapeXml(text)}</${name}>\n`;
};

/** Without an Accept header the answer is XML. */
const wantsJson = (context: Context): boolean =>
  context.query.get('format') === 'json' || (context.headers.accept ?? '').includes('application/json');

/** Puts OCS's envelope around an answer. `/ocs/v1.php` says 100 where v2 says 200, and counts items. */
export const ocsReply = (context: Context, answer: OcsAnswer): Reply => {
  const status = answer.status ?? 200;
  if (answer.raw !== undefined) return { status, headers: answer.headers ?? {}, body: answer.raw };
  if (status === 304 || status === 204) {
    const type = status === 204 ? { 'Content-Type': 'application/json; charset=utf-8' } : {};
    return { status, headers: { ...type, ...answer.headers } };
  }
  const ok = status < 300;
  const v1 = context.path.startsWith('/ocs/v1.php');
  const meta = {
    status: ok ? 'ok' : 'failure',
    statuscode: ok && v1 ? 100 : (answer.code ?? status),
    message: answer.message ?? (ok ? 'OK' : ''),
    ...(v1 && { totalitems: '', itemsperpage: '' }),
  };
  if (wantsJson(context)) {
    const data = answer.dataJson ?? JSON.stringify(answer.data ?? null);
    return {
      status,
      headers: { 'Content-Type': 'application/json; charset=utf-8', ...answer.headers },
      body: `{"ocs":{"meta":${JSON.stringify(meta)},"data":${data}}}`,
    };
  }
  const data: unknown = answer.dataJson === undefined ? (answer.data ?? []) : JSON.parse(answer.dataJson);
  return {
    status,
    headers: { 'Content-Type': 'application/xml; charset=utf-8', ...answer.headers },
    body: `<?xml version="1.0"?>\n${xmlElement('ocs', { meta, data }, '')}`,
  };
};
