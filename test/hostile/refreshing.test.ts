/**
 * "Refresh" after the server has ended the session: the app runs each one, but a held key must not get the address
 * blocked.
 */
import { expect, it } from 'vitest';
import { nextcloud, signIn, talkmelder } from '../fakes/pc.ts';
import { asked, eventually, LIST, pass, state, useStationPc } from './station-pc.ts';

useStationPc();

async function signedOut(): Promise<void> {
  await signIn();
  nextcloud.control.disable('alice');
  talkmelder.refresh();
  await eventually(state).toBe('signed-out');
  nextcloud.control.clearRequests();
}

it('a second refresh within half a minute runs when the half minute is over', async () => {
  await signedOut();
  nextcloud.control.enable('alice');
  await pass(5);
  talkmelder.refresh();
  await pass(40);
  expect(asked(LIST)).toBeGreaterThan(0);
  expect(state()).toBe('polling');
});

it('a held key sends at most one request in half a minute', async () => {
  await signedOut();
  for (let times = 0; times < 60; times += 1) {
    talkmelder.refresh();
    await pass(1);
  }
  expect(asked(LIST)).toBeGreaterThanOrEqual(1);
  expect(asked(LIST)).toBeLessThanOrEqual(2);
});
