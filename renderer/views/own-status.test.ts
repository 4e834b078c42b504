import { beforeEach, expect, it, vi } from 'vitest';
import type { Account, OwnStatus } from '../../main/core/model/connected.ts';
import type { Result } from '../../preload/contract.ts';

type Answer = (result: Result<undefined>) => void;
const said = vi.hoisted(() => ({ status: 'online' as OwnStatus | null }));
const sent: { status: OwnStatus; answer: Answer }[] = [];
vi.mock('../bridge.ts', () => ({
  bridge: {
    getOwnStatus: async () => ({ ok: true, value: { status: said.status } }),
    setOwnStatus: ({ status }: { status: OwnStatus }) =>
      new Promise<Result<undefined>>((answer) => {
        sent.push({ status, answer });
      }),
  },
}));
vi.mock('../announce.ts', () => ({ announce: () => {} }));
const { chooseOwnStatus, lookAtOwnStatus, ownStatus, statusEntries } = await import('./own-status.ts');
const { failure } = await import('../attempt.ts');

const account = { id: 'alice', canSetStatus: true } as Account;
const accepted: Result<undefined> = { ok: true, value: undefined };
const refused: Result<undefined> = { ok: false, error: 'unreachable' };

beforeEach(async () => {
  sent.length = 0;
  said.status = 'online';
  await lookAtOwnStatus(account);
});

it('shows the choice at once, and keeps it when the server agrees', async () => {
  const done = chooseOwnStatus('alice', 'dnd');
  expect(ownStatus('alice')).toBe('dnd');
  sent[0]?.answer(accepted);
  await done;
  expect(ownStatus('alice')).toBe('dnd');
  expect(failure()).toBeNull();
});

it('takes the choice back when the server refuses, and names what failed', async () => {
  const done = chooseOwnStatus('alice', 'dnd');
  sent[0]?.answer(refused);
  await done;
  expect(ownStatus('alice')).toBe('online');
  expect(failure()).toMatchObject({ code: 'unreachable', names: [expect.stringMatching(/Status|status/)] });
});

it('keeps the newer of two choices when the older one fails', async () => {
  const older = chooseOwnStatus('alice', 'away');
  const newer = chooseOwnStatus('alice', 'dnd');
  sent[0]?.answer(refused);
  await older;
  expect(ownStatus('alice')).toBe('dnd');
  sent[1]?.answer(accepted);
  await newer;
  expect(ownStatus('alice')).toBe('dnd');
});

it('is not overtaken by what the server said before the choice', async () => {
  const looking = lookAtOwnStatus(account);
  const done = chooseOwnStatus('alice', 'dnd');
  await looking;
  expect(ownStatus('alice')).toBe('dnd');
  sent[0]?.answer(accepted);
  await done;
});

it('is offered only where the server has it, and knows nothing of other accounts', () => {
  expect(statusEntries({ ...account, canSetStatus: false })).toEqual([]);
  expect(statusEntries(account)).toHaveLength(2);
  expect(ownStatus('bob')).toBeNull();
});
