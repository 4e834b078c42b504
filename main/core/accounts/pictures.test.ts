import { expect, it } from 'vitest';
import { group, named, nextcloud, signIn, talkmelder, usePc } from '../../../test/fakes/pc.ts';

usePc();

const SVG = 'image/svg+xml';
const answer = (body: string, contentType: string) =>
  nextcloud.control.fail({ body, contentType }, { path: '/avatar', count: 1 });
const picture = () => talkmelder.avatar(named(group), false);

it("a conversation's own picture arrives with the encoding that was checked", async () => {
  await signIn();
  expect(await picture()).toMatchObject({ type: `${SVG}; charset=utf-8` });
});

it.each([
  ['a drawing that keeps a renderer busy', '<svg xmlns="http://www.w3.org/2000/svg"><use href="#a"/></svg>', SVG],
  ['a page', '<svg></svg>', 'text/html'],
])('%s does not reach the window', async (_name, body, contentType) => {
  await signIn();
  answer(body, contentType);
  expect(await picture()).toBeNull();
});
