import { expect, it } from 'vitest';
import { group, named, nextcloud, signIn, talkmelder } from '../fakes/pc.ts';
import { expectRang, row, useStationWithOther, wache, write } from './station-pc.ts';

/*
 * A hostile server, or a user who may upload to it, sends drawings (SVG) as pictures. A few hundred bytes can cost a
 * renderer minutes and gigabytes. None of them may reach the window, which shows initials instead.
 */

useStationWithOther();

const SVG = 'image/svg+xml';
const NAMESPACE = 'xmlns="http://www.w3.org/2000/svg"';
const svg = (inside: string, attributes = 'viewBox="0 0 44 44"'): string =>
  `<svg ${NAMESPACE} ${attributes}>${inside}</svg>`;
const rect = (attributes: string): string => svg(`<rect width="44" height="44" ${attributes}/>`);
const times = (count: number, text: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => text(at)).join('');

/** Each element paints the one before it ten times. */
const nested = (element: (at: number) => string): string => svg(times(10, element));

const DRAWINGS: [string, string][] = [
  ['an image in a style that paints a drawing in a drawing', rect(`style="background:url('data:image/svg+xml,x')"`)],
  ['a style with another way to name an address', rect('style="mask-image:image-set(\'x\' 1x)"')],
  ['a style with a cursor', rect('style="cursor:src(x)"')],
  ['a style with an escape', rect('style="fill:u\\72l(#a)"')],
  ['a style that filters', rect('style="filter:blur(9999px) drop-shadow(0 0 99px red)"')],
  ['a style that blends and animates', rect('style="mix-blend-mode:difference;animation:a 1ms infinite"')],
  ['a style of shapes and paths', rect('style="clip-path:path(\'M0 0\')"')],
  ['a filter as an attribute', rect('filter="blur(99px)"')],
  ['a mask, a clip and a marker', rect('mask="none" clip-path="none" marker-end="none"')],
  ['a pattern of patterns', nested((at) => `<pattern id="p${at}"><rect fill="url(#p${at + 1})"/></pattern>`)],
  ['uses of uses', nested((at) => `<g id="g${at}">${'<use href="#h"/>'.repeat(10)}</g>`)],
  ['symbols', svg('<symbol id="s"><path d="M0 0"/></symbol>')],
  ['a gradient', svg('<linearGradient id="a"><stop offset="0"/></linearGradient>')],
  ['a filter of noise', svg('<filter id="f"><feTurbulence numOctaves="999" baseFrequency="9"/></filter>')],
  ['a drawing in a drawing', svg(svg('<path d="M0 0"/>'))],
  ['a picture from elsewhere', svg('<image href="https://elsewhere.example/a.png"/>')],
  ['a picture inside', svg('<image href="data:image/png;base64,AAAA"/>')],
  ['a page', svg('<foreignObject><p>x</p></foreignObject>')],
  ['a script', svg('<script>while (true);</script>')],
  ['a style sheet', svg('<style>*{fill:red}</style>')],
  ['a script that runs on load', rect('onload="while(true);"')],
  ['an animation', svg('<rect><animate attributeName="x" dur="1ms" repeatCount="indefinite"/></rect>')],
  ['entities', `<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>${svg('<text>&b;</text>')}`],
  ['one reference', svg('<text x="1" y="1">&#65;</text>')],
  ['a comment, and raw text', svg('<!-- --><rect/><![CDATA[<use/>]]>')],
  ['an instruction', `<?xml-stylesheet href="a.css"?>${rect('fill="#fff"')}`],
  ['another namespace', svg('<x:rect xmlns:x="http://www.w3.org/1999/xhtml"/>')],
  ['an attribute of another namespace', rect('xlink:href="#a"')],
  ['an element that only begins like an allowed one', svg('<rectangle/>')],
  ['capital letters', svg('<RECT width="1" height="1"/>')],
  ['a huge number', svg('<rect width="99999" height="1"/>')],
  ['a number with an exponent', svg('<circle cx="1" cy="1" r="1e9"/>')],
  ['no number', svg('<circle cx="1" cy="1" r="NaN"/>')],
  ['a number of many digits', svg(`<circle cx="1" cy="1" r="1.${'0'.repeat(500)}"/>`)],
  ['a huge number in an outline', svg('<path d="M0 0L99999 99999"/>')],
  ['an exponent in an outline', svg('<path d="M0 0L1e9 1e9"/>')],
  ['an outline of thousands of arcs', svg(`<path d="M0 0${times(900, (at) => `A${at} 9 9 1 0 9 9`)}"/>`)],
  ['hundreds of outlines', svg(times(300, () => '<path d="M0 0L9 9"/>'))],
  ['an outline of something else', svg('<path d="url(#a)"/>')],
  ['a stroke of dots', svg('<path d="M0 0L9999 9999" stroke="#fff" stroke-width="9" stroke-dasharray="0.001"/>')],
  ['a colour that is an address', rect('fill="url(#a)"')],
  ['a colour that is a word of the context', rect('fill="context-fill"')],
  ['a scale', svg('<g transform="scale(9999)"><rect width="1" height="1"/></g>')],
  ['many moves', svg('<g transform="translate(1,1) translate(1,1) rotate(45)"><rect/></g>')],
  ['a deep drawing', svg(`${'<g transform="translate(1,1)">'.repeat(400)}${'</g>'.repeat(400)}`)],
  ['a huge picture', svg('<rect width="1" height="1"/>', 'width="9999" height="9999" viewBox="0 0 9 9"')],
  ['a place far away', svg('<rect width="1" height="1"/>', 'viewBox="-99999999 0 1 1"')],
  ['a letter of a thousand pixels', svg('<text x="1" y="1" style="font-size:9999px">A</text>')],
  ['a whole page of letters', svg(`<text x="1" y="1">${'Feuer '.repeat(200)}</text>`)],
  ['letters that cannot be seen, by the thousand', svg(`<text x="1" y="1">${'\u200B\u0301'.repeat(3_000)}</text>`)],
  ['letters between the shapes', svg('Feuer<rect width="1" height="1"/>')],
  ['the same attribute twice', rect('fill="#fff" fill="#000"')],
  ['an attribute without quotation marks', rect('fill=#fff')],
  ['an end without a beginning', svg('</g><rect width="1" height="1"/>')],
  ['no end', `<svg ${NAMESPACE}><rect width="1" height="1"/>`],
  ['two drawings', rect('fill="#fff"') + rect('fill="#fff"')],
  ['nothing at all', svg('')],
  ['an empty answer', ''],
  ['too many bytes', svg(`<rect width="1" height="1"/>${' '.repeat(20_000)}`)],
];

it.each(DRAWINGS)('does not show %s, but everything else', async (_what, drawing) => {
  await signIn();
  nextcloud.control.fail({ body: drawing, contentType: SVG }, { path: `/room/${group}/avatar` });
  expect(await talkmelder.avatar(named(group), false)).toBeNull();
  // The app asks for it once, and other pictures still load.
  expect(await talkmelder.avatar(named(group), false)).toBeNull();
  expect(nextcloud.control.requests.filter(({ path }) => path.endsWith(`/room/${group}/avatar`))).toHaveLength(1);
  expect(await talkmelder.avatar(named(wache), false)).not.toBeNull();
});

it.each([
  ['UTF-16 with a byte order mark', (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le')],
  ['UTF-16', (text: string) => Buffer.from(text, 'utf16le')],
  ['invalid UTF-8', (text: string) => Buffer.concat([Buffer.from(text), Buffer.from([0xff, 0xfe])])],
])('%s hides nothing', async (_what, encoded) => {
  await signIn();
  const body = encoded(rect('fill="#fff"'));
  nextcloud.control.fail({ body, contentType: SVG }, { path: `/room/${group}/avatar` });
  expect(await talkmelder.avatar(named(group), false)).toBeNull();
});

it('draws a good drawing anew, without any of the server’s bytes', async () => {
  await signIn();
  const told = `<?xml version="1.0"?><svg  version="1.1" ${NAMESPACE} viewBox='0 0 500 500'>
    <rect width='100%' height='100%' fill='#6B6B6B' ></rect>
    <text x="50%" y="330" style="font-size:240px;font-family:'Evil',x;text-anchor:middle;">🔥\u202E\u200B</text></svg>`;
  nextcloud.control.fail({ body: told, contentType: SVG }, { path: `/room/${group}/avatar` });
  const picture = await talkmelder.avatar(named(group), false);
  expect(picture?.type).toBe('image/svg+xml; charset=utf-8');
  expect(new TextDecoder().decode(picture?.bytes)).toBe(
    `<svg ${NAMESPACE} viewBox="0 0 500 500"><rect width="100%" height="100%" fill="#6B6B6B"></rect><text font-family="sans-serif" x="50%" y="330" font-size="240px" text-anchor="middle">🔥</text></svg>`,
  );
});

it('a conversation with a hostile drawing has its row, and rings', async () => {
  await signIn();
  nextcloud.control.fail({ body: rect('style="filter:blur(99px)"'), contentType: SVG }, { path: '/avatar' });
  expect(await talkmelder.avatar(named(wache), false)).toBeNull();
  write(wache, 'Wer kommt?');
  await expectRang(wache, ['Wer kommt?']);
  expect(row(wache)).toMatchObject({ name: 'Wache 2', unread: 1 });
});
