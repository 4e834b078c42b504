import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { startNextcloud } from '../nextcloud/server.ts';
import { type HttpAnswer, SERVER, type Target, targetOf } from './answer.ts';

export interface Sample {
  name: string;
  target: Target;
  answer: HttpAnswer;
}

/** The folder of recordings of a real Nextcloud beside the project, if it exists. */
const CAPTURES = new URL('../../../shared/talk-api/captures/', import.meta.url);
const HEADERS = ['x-nextcloud-talk-hash', 'x-nextcloud-talk-modified-before', 'x-nextcloud-maintenance-mode'];

interface Capture {
  name: string;
  request: { method: string; url: string };
  response: { status: number; headers: Record<string, string | string[]>; body: unknown };
}

const textOf = (body: unknown): string => (typeof body === 'string' ? body : body === null ? '' : JSON.stringify(body));

/** Replaces addresses in the answers, with or without escaped slashes, with the fuzzed client's. */
const withServer = (text: string, host: string): string => text.replaceAll(host, new URL(SERVER).host);

const kept = (headers: Iterable<[string, string]>): Record<string, string> =>
  Object.fromEntries([...headers].filter(([name]) => HEADERS.includes(name.toLowerCase())));

/** The capabilities that core reads and a few that it must ignore, out of hundreds. */
const READ_CAPABILITIES = ['spreed', 'theming', 'notify_push', 'core', 'user_status'];

/**
 * Shortens a body, so that a change is more likely to hit a field that core reads, and a hundred thousand answers fit
 * into half a minute.
 */
function shortened(target: Target, body: string): string {
  if (target !== 'capabilities' || !body.startsWith('{"ocs"')) return body;
  const { ocs } = JSON.parse(body) as { ocs: { data?: { capabilities?: Record<string, unknown> } } };
  if (!ocs.data?.capabilities) return body;
  const kept = Object.entries(ocs.data.capabilities).filter(([app]) => READ_CAPABILITIES.includes(app));
  return JSON.stringify({ ocs: { ...ocs, data: { ...ocs.data, capabilities: Object.fromEntries(kept) } } });
}

function recordedSamples(): Sample[] {
  if (!existsSync(CAPTURES)) return [];
  const names = readdirSync(CAPTURES).filter((name) => name.endsWith('.json'));
  return names.sort().flatMap((file) => {
    const { name, request, response } = JSON.parse(readFileSync(new URL(file, CAPTURES), 'utf8')) as Capture;
    const target = targetOf(request.method, request.url);
    if (target === null) return [];
    const body = shortened(target, withServer(textOf(response.body), new URL(request.url).host));
    const headers = kept(Object.entries(response.headers).map(([key, value]) => [key, String(value)]));
    return [{ name, target, answer: { status: response.status, headers, body } }];
  });
}

/** Returns one answer of each kind from the embedded server, so that fuzzing needs no recordings. */
async function embeddedSamples(): Promise<Sample[]> {
  const nextcloud = await startNextcloud({ now: () => 1_800_000_000_000 });
  const { control, url } = nextcloud;
  const samples: Sample[] = [];
  control.seedStation();
  control.setPush('on');
  control.setStatus('alice', 'online');
  const authorization = `Basic ${btoa(`alice:${control.createAppPassword('alice')}`)}`;

  async function ask(method: string, path: string, form?: Record<string, string>): Promise<string> {
    const response = await fetch(url + path, {
      method,
      headers: { Accept: 'application/json', 'OCS-APIRequest': 'true', ...(!form && { Authorization: authorization }) },
      ...(form && { body: new URLSearchParams(form) }),
    });
    const target = targetOf(method, url + path);
    const body = withServer(await response.text(), new URL(url).host);
    const { status, headers } = response;
    if (target) {
      const answer = { status, headers: kept(headers.entries()), body: shortened(target, body) };
      samples.push({ name: `embedded ${method} ${target}`, target, answer });
    }
    return body;
  }

  await ask('GET', '/status.php');
  const { poll } = JSON.parse(await ask('POST', '/index.php/login/v2', {})) as { poll: { token: string } };
  await ask('POST', '/index.php/login/v2/poll', { token: poll.token });
  control.grant('alice');
  await ask('POST', '/index.php/login/v2/poll', { token: poll.token });
  for (const path of ['cloud/capabilities', 'cloud/user', 'apps/user_status/api/v1/user_status'])
    await ask('GET', `/ocs/v2.php/${path}`);
  const rooms = JSON.parse(await ask('GET', '/ocs/v2.php/apps/spreed/api/v4/room?noStatusUpdate=1')) as {
    ocs: { data: { token: string }[] };
  };
  for (const { token } of rooms.ocs.data)
    await ask('GET', `/ocs/v2.php/apps/spreed/api/v1/chat/${token}?lookIntoFuture=0&setReadMarker=0`);
  await ask('POST', '/index.php/apps/notify_push/pre_auth');
  await ask('DELETE', '/ocs/v2.php/core/apppassword');
  await nextcloud.close();
  return samples;
}

/** Returns good answers and refusals to mutate: the embedded server's, and the recorded ones if they exist. */
export const collectSamples = async (): Promise<Sample[]> => [...(await embeddedSamples()), ...recordedSamples()];
