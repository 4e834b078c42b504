import type { Nextcloud } from './server.ts';

export interface OcsResponse {
  status: number;
  headers: Headers;
  data: unknown;
}

/** The smallest OCS client, for this server's own tests. */
export const ocsClient =
  ({ url }: Nextcloud, user: string, password: string) =>
  async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<OcsResponse> => {
    const response = await fetch(`${url}/ocs/v2.php${path}`, {
      method,
      headers: {
        Authorization: `Basic ${btoa(`${user}:${password}`)}`,
        'OCS-APIRequest': 'true',
        Accept: 'application/json',
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        ...headers,
      },
      body: body === undefined ? null : JSON.stringify(body),
    });
    const text = await response.text();
    const parsed = text === '' ? null : (JSON.parse(text) as { ocs?: { data: unknown } });
    return { status: response.status, headers: response.headers, data: parsed?.ocs?.data };
  };

export type OcsClient = ReturnType<typeof ocsClient>;
