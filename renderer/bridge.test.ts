import { beforeEach, expect, it, vi } from 'vitest';

const answers: unknown[] = [];
const made: unknown[] = [];
vi.hoisted(() => vi.stubGlobal('window', { talkmelder: {} }));
const asking = vi.hoisted(() => ({ times: 0, isRight: true }));
vi.mock('./overlays/dialog.ts', () => ({
  askForPin: async () => {
    asking.times += 1;
    return asking.isRight;
  },
}));
const { bridge } = await import('./bridge.ts');

const needed = { ok: false, error: 'pin-needed' };
const done = { ok: true };
beforeEach(() => {
  made.length = 0;
  answers.length = 0;
  asking.times = 0;
  asking.isRight = true;
  Object.assign(window.talkmelder, {
    disconnect: async (input: unknown) => {
      made.push(input);
      return answers.shift();
    },
    onState: () => 'stop',
  });
});

it('asks for the PIN when main wants it, and makes the call again', async () => {
  answers.push(needed, done);
  expect(await bridge.disconnect({ account: 'one' })).toBe(done);
  expect([made, asking.times]).toEqual([[{ account: 'one' }, { account: 'one' }], 1]);
});

it('leaves it when the PIN is not typed', async () => {
  asking.isRight = false;
  answers.push(needed);
  expect(await bridge.disconnect({ account: 'one' })).toBe(needed);
  expect(made).toHaveLength(1);
});

it('asks for nothing otherwise, and leaves the listeners alone', async () => {
  const refused = { ok: false, error: 'unreachable' };
  answers.push(done, refused);
  expect(await bridge.disconnect({ account: 'one' })).toBe(done);
  expect(await bridge.disconnect({ account: 'one' })).toBe(refused);
  expect(asking.times).toBe(0);
  expect(bridge.onState(() => {})).toBe('stop');
});
