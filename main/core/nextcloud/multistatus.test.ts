import { describe, expect, it } from 'vitest';
import { ServerError } from '../errors.ts';
import { readMultistatus, textOf } from './multistatus.ts';

const rest = async (): Promise<void> => {};
const whole = (inner: string): string =>
  `<?xml version="1.0"?><d:multistatus xmlns:d="DAV:" xmlns:x="urn:x">${inner}</d:multistatus>`;
const response = (href: string, props: string, status = '200 OK'): string =>
  `<d:response><d:href>${href}</d:href><d:propstat><d:prop>${props}</d:prop><d:status>HTTP/1.1 ${status}</d:status></d:propstat></d:response>`;

describe('a multistatus', () => {
  it('has the properties that exist, whatever the prefixes', async () => {
    const missing = '<d:propstat><d:prop><x:b/></d:prop><d:status>HTTP/1.1 404 Not Found</d:status></d:propstat>';
    const text = whole(response('/a', '<x:a>1 &amp; 2&#13;</x:a>').replace('</d:response>', `${missing}</d:response>`));
    const [read] = await readMultistatus(text, rest);
    expect([read?.href, textOf(read?.props.a), read && 'b' in read.props]).toEqual(['/a', '1 & 2\r', false]);
    const other = text.replaceAll('d:', '').replace('xmlns:d', 'xmlns');
    expect((await readMultistatus(other, rest))[0]?.href).toBe('/a');
  });

  it('may be empty', async () => {
    expect(await readMultistatus('<?xml version="1.0"?>\n<d:multistatus xmlns:d="DAV:"/>', rest)).toEqual([]);
  });

  it('loses only the elements that cannot be read', async () => {
    const text = whole(`${response('/a', '<x:a>')}${response('/b', '<x:a>2</x:a>')}<d:response>no</d:response>`);
    const hrefs = (await readMultistatus(text, rest)).map(({ href }) => href);
    expect(hrefs).toContain('/b');
  });

  it.each([
    ['no XML', 'not xml'],
    ['HTML', '<html><body><br></body></html>'],
    ['JSON', '{"ocs":{}}'],
    ['nothing', ''],
    ['entities', `<!DOCTYPE d [<!ENTITY a "b">]>${whole(response('/a', '<x:a>&a;</x:a>'))}`],
    ['only unreadable elements', whole('<d:response>no</d:response>')],
  ])('that is %s is refused', async (_name, text) => {
    await expect(readMultistatus(text, rest)).rejects.toThrow(ServerError);
  });

  it('takes no longer for hostile texts than for their length', async () => {
    const size = 4_000_000;
    const fill = (piece: string): string => piece.repeat(size / piece.length);
    const inner = [
      fill('<d:response>'),
      fill('<d:response '),
      fill('<d:response></e:response>'),
      fill('</d:response>'),
      `<d:response>${'<a '.repeat(150_000)}</d:response>`,
      `<d:response>${'<![CDATA['.repeat(50_000)}</d:response>`,
      `<d:response>${'<!--'.repeat(100_000)}</d:response>`,
      `<d:response>${'<a/>'.repeat(100_000)}</d:response>`,
      `<d:response>${'</a>'.repeat(100_000)}</d:response>`,
      `<d:response><d:href>/a</d:href>${' a="b"'.repeat(80_000)}</d:response>`,
      `<d:response><a ${'b="" '.repeat(80_000)}/></d:response>`,
    ];
    for (const text of inner) await readMultistatus(whole(text), rest).catch(() => {});
  });

  it('lets other work have its turn', async () => {
    let turns = 0;
    await readMultistatus(whole(response('/a', '').repeat(500)), async () => {
      turns += 1;
    });
    expect(turns).toBe(10);
  });
});

it('unknown entities stay as they are, and no code becomes a broken text', () => {
  expect(textOf('&unknown; &#0; &#1114112; &lt;&#x41;&amp;amp;')).toBe('&unknown;   <A&amp;');
});
