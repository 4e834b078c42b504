import { afterAll, beforeAll, expect, it } from 'vitest';
import { named } from './only-account.ts';
import { openStation, type StationPc } from './station.ts';

let pc: StationPc;
beforeAll(async () => {
  pc = await openStation();
  await pc.signIn();
});
afterAll(() => pc.stop());

/** Loads a picture as a row would. Returns its width, or null if it is refused. */
const load = async (path: string): Promise<number | null> =>
  (await pc.app.window()).evaluate(
    (source) =>
      new Promise<number | null>((resolve) => {
        const image = new Image();
        image.onload = () => resolve(image.naturalWidth);
        image.onerror = () => resolve(null);
        image.src = source;
      }),
    path,
  );

it('a picture comes through main once per theme, in its colours, whatever version the window asks for', async () => {
  const { bob } = pc.rooms;
  const asked = () => pc.nextcloud.control.requests.filter(({ path }) => path.includes(`/${bob}/avatar`)).length;
  const token = await named(await pc.app.window(), bob);
  for (const version of ['x1', 'x1', 'x2']) {
    expect(await load(`/avatar/${token}/light?v=${version}`)).toBeGreaterThan(0);
    expect(await load(`/avatar/${token}/dark?v=${version}`)).toBeGreaterThan(0);
  }
  // The row itself has asked for one of the two.
  expect(asked()).toBe(2);
});

it('a picture is refused for conversations that are not in the list', async () => {
  expect(await load(`/avatar/${await named(await pc.app.window(), 'unknown1')}/light?v=1`)).toBeNull();
  expect(await load('/avatar/..%2F..%2Fpackage.json/light')).toBeNull();
  // The refused addresses have caused no request to the server.
  const asked = pc.nextcloud.control.requests.filter(({ path }) => /unknown1|package\.json/.test(path));
  expect(asked).toEqual([]);
});
