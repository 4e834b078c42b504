import { expect, it } from 'vitest';
import { group, nextcloud, ports, signIn } from '../fakes/pc.ts';
import { asked, eventually, expectRang, LIST, readAll, state, useStationPc, write } from './station-pc.ts';

useStationPc();

/** 245 new conversations caused this many frames within two and a half minutes. */
const FRAMES = 245;
const BETWEEN_MS = 612;

it('a flood of push frames causes few lists a minute, and the message behind the last frame rings', async () => {
  readAll();
  nextcloud.control.setPush('on');
  await signIn();
  await eventually(state).toBe('live');
  const before = asked(LIST);
  for (let frame = 0; frame < FRAMES; frame += 1) {
    nextcloud.control.sendPushFrame('alice', 'notify_notification');
    for (let turn = 0; turn < 10; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    await ports.clock.advance(BETWEEN_MS);
  }
  const lists = asked(LIST) - before;
  expect(lists).toBeGreaterThanOrEqual(5);
  // An earlier version made 34 to 53 lists a minute.
  expect(lists).toBeLessThanOrEqual(50);
  write(group, 'Einsatz');
  await expectRang(group, ['Einsatz']);
});
