import type { HttpAnswer } from './answer.ts';
import { RAW_NUMBERS } from './hostile-values.ts';
import { mutateJson } from './mutate-json.ts';
import type { Random } from './random.ts';

const STATUSES = [200, 200, 200, 201, 204, 206, 304, 400, 401, 403, 404, 412, 426, 429, 500, 502, 503, 599];
const HEADERS = [
  'x-nextcloud-talk-modified-before',
  'x-nextcloud-talk-hash',
  'x-nextcloud-maintenance-mode',
  'retry-after',
  'content-type',
];
const HEADER_VALUES = [
  '',
  '0',
  '1',
  '-1',
  '1.5',
  '1e400',
  'NaN',
  '99999999999999999999',
  'text/html',
  'Wed, 21 Oct 2026 07:28:00 GMT',
];
/** Deeper than any honest answer, and too deep for a careless recursion. */
const DEEP = 8_000;
const MOST_IN_LIST = 3;

type TextOperator = (text: string, random: Random) => string | Uint8Array;

const textOperators: readonly TextOperator[] = [
  (text, random) => text.slice(0, random.int(text.length + 1)),
  (text, random) => text.slice(random.int(text.length + 1)),
  (text) => text + text,
  (text) => `{"ocs":${text}}`,
  (text) => text.replace(/^\{"ocs":/, ''),
  (text) => text.replace(/\}$/, ',"ocs":{"meta":{"statuscode":200},"data":null}}'),
  (text) => text.replace(/\}$/, ',"__proto__":{"installed":true,"ocs":{}}}'),
  (text, random) => text.replace(/(?<=:)-?\d+/g, (number) => (random.chance(0.05) ? random.pick(RAW_NUMBERS) : number)),
  (text, random) => text.replace(/(?<=:)-?\d+/g, (number) => (random.chance(0.05) ? 'NaN' : number)),
  (text) => text.replace(/"data":/, `"data":${'['.repeat(DEEP)}${']'.repeat(DEEP)},"rest":`),
  (text) => text.replace(/(?<=:)\[\]/, `${'['.repeat(DEEP)}${']'.repeat(DEEP)}`),
  (text) => `\ufeff${text}`,
  (text) => `<!DOCTYPE html><title>Proxy</title>${text}`,
  () => '',
  () => 'null',
  () => '[]',
  (text, random) => {
    const bytes = new TextEncoder().encode(text);
    for (let left = 4; left > 0 && bytes.length > 0; left -= 1) bytes[random.int(bytes.length)] = random.int(256);
    return bytes;
  },
];

/** Samples repeat, so each list is split only once; three of its elements make a short list. */
const takenApart = new Map<string, { head: string; elements: string[] } | null>();

function takeApart(text: string): { head: string; elements: string[] } | null {
  const json = parse(text) as { ocs?: { meta?: unknown; data?: unknown } } | undefined;
  const data: unknown = json?.ocs?.data;
  if (!Array.isArray(data) || data.length <= MOST_IN_LIST) return null;
  return { head: JSON.stringify(json?.ocs?.meta), elements: data.map((element) => JSON.stringify(element)) };
}

/** Shortens the lists in a text, so that a change is more likely to hit a field that the client reads. */
function shortened(text: string, random: Random): string {
  if (!takenApart.has(text)) takenApart.set(text, takeApart(text));
  const list = takenApart.get(text);
  if (!list) return text;
  const elements = Array.from({ length: MOST_IN_LIST }, () => random.pick(list.elements));
  return `{"ocs":{"meta":${list.head},"data":[${elements.join(',')}]}}`;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function mutateBody(text: string, random: Random, huge: boolean): string | Uint8Array {
  const short = shortened(text, random);
  const json = !huge && random.chance(0.2) ? undefined : parse(short);
  if (typeof json !== 'object' || json === null) return random.pick(textOperators)(short, random);
  mutateJson(json as Record<string, unknown>, random, huge);
  return JSON.stringify(json);
}

/** Returns a changed copy of an answer: the body changes nearly always, status and headers now and then. */
export function mutateAnswer({ status, headers, body }: HttpAnswer, random: Random, huge: boolean): HttpAnswer {
  const text = typeof body === 'string' ? body : new TextDecoder().decode(body);
  return {
    status: random.chance(0.08) ? random.pick(STATUSES) : status,
    headers: random.chance(0.1) ? { ...headers, [random.pick(HEADERS)]: random.pick(HEADER_VALUES) } : headers,
    body: random.chance(0.97) ? mutateBody(text, random, huge) : text,
  };
}
